import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { nodeAt } from "../../config/schema/keys";
import { COMPLIANCE } from "../../scripts/generate/compliance";
import { PROJECT } from "../support/plan";

/** Every row of docs/compliance.md leads to something that is there. */

const { scripts } = JSON.parse(readFileSync(join(PROJECT, "package.json"), "utf8")) as {
    readonly scripts: { readonly [name: string]: string };
};

/** Of a union, the variant that they choose. */
const SETTINGS = { loki: { mode: "monolithic" } };

test.each(COMPLIANCE.map((row) => [row.demand, row] as const))("%s", (_, { settings, tests, evidence, gap }) => {
    expect(settings.filter((key) => nodeAt(key.split("."), SETTINGS) === undefined)).toEqual([]);
    expect(tests.filter((file) => !existsSync(join(PROJECT, file)))).toEqual([]);
    const verbs = evidence.map((command) => /^npm (?:run )?([\w-]+)/.exec(command)?.[1] ?? "");
    expect(verbs.filter((verb) => scripts[verb] === undefined)).toEqual([]);
    // Proven, decided by a setting, or said to be open.
    expect([...settings, ...tests, gap ?? ""].filter((what) => what !== "")).not.toEqual([]);
});
