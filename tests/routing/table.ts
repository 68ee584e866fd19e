import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Labels } from "../../rules/types";

/** A row of routes.txt. */
export interface Row {
    readonly written: string;
    readonly labels: Labels;
    readonly receivers: readonly string[];
}

const words = (text: string): readonly string[] => text.split(" ").filter((word) => word !== "");

function rowOf(written: string): Row {
    const [labels, receivers, ...rest] = written.split("->");
    if (labels === undefined || receivers === undefined || rest.length > 0) throw new Error(`not a row: ${written}`);
    return {
        written,
        labels: Object.fromEntries(
            words(labels).map((word) => {
                const [name, value] = word.split("=");
                if (name === undefined || value === undefined) throw new Error(`not a label: ${word}`);
                return [name, value];
            }),
        ),
        receivers: words(receivers),
    };
}

/** Labels and the receivers that they must lead to. */
export const ROWS: readonly Row[] = readFileSync(join(__dirname, "routes.txt"), "utf8")
    .split("\n")
    .filter((line) => line !== "" && !line.startsWith("#"))
    .map(rowOf);

const THINGS: readonly Labels[] = [{}, { service: "payment-service" }, { component: "loki", service: "loki" }];

/** Labels in every combination that the tree looks at, beside the table. */
export const COMBINATIONS: readonly Labels[] = [undefined, "ServiceDown", "NodeRAIDDegraded", "KubeAPIDown"].flatMap(
    (alertname) =>
        [undefined, "platform", "payments", "security", "growth"].flatMap((team) =>
            [undefined, "critical", "warning", "business", "info", "unknown"].flatMap((severity) =>
                THINGS.map((thing) => ({
                    ...(alertname === undefined ? {} : { alertname }),
                    ...(team === undefined ? {} : { team }),
                    ...(severity === undefined ? {} : { severity }),
                    ...thing,
                })),
            ),
        ),
);
