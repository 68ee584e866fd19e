/** The parts of a backup, by name. */

import { ZodError } from "zod";
import { nearest } from "../../config/nearest";
import type { StackConfig } from "../../config/schema";
import { failed, ok, type Finding } from "../shared/terminal/findings";
import { listed } from "../shared/terminal/arguments";
import { UsageError } from "../shared/terminal/usage-error";
import { grafana } from "./grafana";
import { PART_NAMES, PartError, type Part, type PartName } from "./part";
import { silences } from "./silences";
import { traces } from "./traces";

export const PARTS: Readonly<Record<PartName, Part>> = { grafana, silences, traces };

const isPartName = (name: string): name is PartName => PART_NAMES.some((part) => part === name);

/**
 * The parts that `--only` names, all without it.
 *
 * @throws UsageError for a name that is none.
 */
export function chosenParts(only: readonly string[]): readonly PartName[] {
    if (only.length === 0) return PART_NAMES;
    const names = listed(only);
    for (const name of names) {
        if (isPartName(name)) continue;
        const near = nearest(name, PART_NAMES);
        throw new UsageError(
            `There is no part "${name}"${near === undefined ? "" : `; did you mean "${near}"?`} Parts: ${PART_NAMES.join(", ")}.`,
        );
    }
    return PART_NAMES.filter((name) => names.includes(name));
}

/** What a stack has nothing of. */
export function absent(name: PartName, config: StackConfig): Finding | undefined {
    const absence = PARTS[name].absence(config);
    if (absence === undefined) return undefined;
    const { reason, remedy } = absence;
    return { check: name, outcome: "skipped", found: reason, ...(remedy === undefined ? {} : { remedy }) };
}

/** What came of a part; that it fails is no reason to leave out the others. */
export async function finding(name: PartName, work: () => Promise<string>): Promise<Finding> {
    try {
        return ok(name, await work());
    } catch (error) {
        if (error instanceof PartError) return failed(name, error.problem, error.remedy);
        if (!(error instanceof Error)) throw error;
        if (error.name === "AbortError") return failed(name, "It was interrupted.", "Run it again.");
        if (error instanceof ZodError) {
            const issues = error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`);
            return failed(name, "What was read isn't as expected.", issues.join("\n"));
        }
        const [first = "", ...rest] = error.message.split("\n");
        return failed(
            name,
            first,
            rest.length > 0
                ? rest.map((line) => line.trim()).join("\n")
                : "Is it running? npm run verify -- --stack {stack}",
        );
    }
}
