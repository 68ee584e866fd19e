/** Expressions of `content.rules`, by the real promtool where one is at hand. */

import { join } from "node:path";
import { folderPath } from "../../model/charts/folder";
import { readRules } from "../../model/content/own-rules";
import { onPath, run } from "../shared/system/command";
import { failed, ok, skipped, type Finding } from "../shared/terminal/findings";
import type { Check } from "./subject";

const CHECK = "rules of content.rules";

export async function ownRuleFindings(folder: string, promtool: string | undefined): Promise<readonly Finding[]> {
    const found = readRules(folder);
    const files = found.state === "there" ? found.files.map(({ path }) => join(folderPath(folder), path)) : [];
    if (promtool === undefined) return [skipped(CHECK, "there is no promtool on the PATH: the operator looks at them")];
    const { code, stdout, stderr } = await run(promtool, ["check", "rules", ...files]);
    if (code === 0) return [ok(CHECK, `promtool takes ${files.length} file${files.length === 1 ? "" : "s"}`)];
    const said = `${stdout}\n${stderr}`
        .split("\n")
        .filter((line) => !/^\s*(Checking|SUCCESS|FAILED:?\s*$|$)/.test(line));
    const [first = "promtool refuses them"] = said;
    return [failed(CHECK, first.trim(), `promtool check rules ${files.join(" ")}`)];
}

export const ownRules: Check = {
    name: CHECK,
    look: async ({ config }) =>
        config.content.rules === undefined ? [] : ownRuleFindings(config.content.rules, onPath("promtool")),
};
