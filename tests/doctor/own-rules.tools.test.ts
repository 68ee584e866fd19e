import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { ownRuleFindings } from "../../scripts/doctor/own-rules";
import { tool } from "../../scripts/shared/tools/tool";
import { PROJECT } from "../support/plan";

/** Rules of one's own are looked at by the real promtool. */

const folder = mkdtempSync(join(PROJECT, "tests/own-rules-"));
afterAll(() => {
    rmSync(folder, { recursive: true });
});
const written = (expr: string): string => {
    writeFileSync(join(folder, "a.yaml"), `groups: [{ name: a, rules: [{ record: "a:b", expr: "${expr}" }] }]`);
    return `./${relative(PROJECT, folder)}`;
};

test("an expression that is one, one that isn't, and no promtool", async () => {
    expect(await ownRuleFindings(written("sum(up)"), tool("promtool"))).toEqual([
        { check: "rules of content.rules", outcome: "ok", found: "promtool takes 1 file" },
    ]);
    const [wrong] = await ownRuleFindings(written("sum(up"), tool("promtool"));
    expect(wrong).toMatchObject({ outcome: "failed" });
    expect(wrong?.found).toMatch(/could not parse expression|unclosed left parenthesis/);
    expect(await ownRuleFindings(written("sum(up)"), undefined)).toMatchObject([{ outcome: "skipped" }]);
});
