import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { temporaryFolder } from "../../scripts/shared/loopback/programs";
import { PROJECT } from "../support/plan";
import { script } from "../support/script";

const folder = temporaryFolder("simulate");
const page = readFileSync(join(PROJECT, "docs", "alerting.md"), "utf8");
const block = (language: string): string =>
    new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\n\`\`\``).exec(page)?.[1] ?? "";

const simulate = (content: string, ...more: readonly string[]) => {
    const file = join(folder, "history.yaml");
    writeFileSync(file, content);
    return script("alerts", ["simulate", file, ...more]);
};

test("the example of docs/alerting.md says what is below it", async () => {
    const { code, stdout } = await simulate(block("yaml"));
    expect([code, stdout.trim()]).toEqual([0, block("text")]);
    expect(stdout).toContain(
        "told     go-coffee-payments, go-coffee-critical, pagerduty-payments, email-oncall: ServiceDown",
    );
});

test("--json has the same", async () => {
    const { stdout } = await simulate(block("yaml"), "--json");
    const { events } = JSON.parse(stdout) as {
        readonly events: readonly { readonly at: number; readonly what: string }[];
    };
    expect(events.map(({ at, what }) => [at, what])).toContainEqual([205, "told"]);
});

test.each([
    [
        "tests:\n    - interval: soon\n      input_series: [{series: up, values: 1}]\n",
        /tests\.0\.interval: must be a time such as 30s/,
    ],
    ["tests: []\n", /history\.yaml: tests: /],
    [": : :", /history\.yaml can't be read/],
    [
        "tests:\n    - input_series: [{series: 'up{', values: '1'}]\n",
        /promtool can't evaluate the history[\s\S]*parse error/,
    ],
])("a history that can't be read is told: %j", async (content, message) => {
    const { code, stderr } = await simulate(content);
    expect(code).toBe(1);
    expect(stderr).toMatch(message);
});
