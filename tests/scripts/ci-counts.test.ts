import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const folder = mkdtempSync(join(tmpdir(), "go-coffee-counts-"));
afterAll(() => {
    rmSync(folder, { recursive: true });
});

const report = (name: string, content: string): string => {
    writeFileSync(join(folder, name), content);
    return join(folder, name);
};
const ofJest = (name: string, passed: number, failed: number, unloadable = 0): string =>
    report(
        name,
        JSON.stringify({ numPassedTests: passed, numFailedTests: failed, numRuntimeErrorTestSuites: unloadable }),
    );
const counts = (...files: readonly string[]): string =>
    execFileSync("node", [join(__dirname, "../../.ci/counts.mjs"), ...files], { encoding: "utf8" }).trim();

test("both runs are added up, suites that couldn't be loaded as failed", () => {
    expect(counts(ofJest("a", 200, 0), ofJest("b", 30, 0))).toBe("230 0");
    expect(counts(ofJest("a", 200, 1), ofJest("b", 30, 2, 1))).toBe("230 4");
});

test.each([
    ["no report", () => join(folder, "nowhere")],
    ["a report that broke off", () => report("broken", '{"numPassedTests": 3')],
    ["a report of something else", () => report("other", '{"version": 1}')],
    ["no test", () => ofJest("none", 0, 0)],
])("a run with %s has failed", (_, file) => {
    expect(counts(ofJest("a", 200, 0), file())).toBe("200 1");
});

test("each failure is told again at the end: its file, its name and the first lines of why", () => {
    const file = report(
        "failing",
        JSON.stringify({
            numPassedTests: 1,
            numFailedTests: 1,
            numRuntimeErrorTestSuites: 0,
            testResults: [
                {
                    name: "tests/a.test.ts",
                    message: "",
                    assertionResults: [
                        { status: "passed", fullName: "holds", failureMessages: [] },
                        { status: "failed", fullName: "breaks", failureMessages: ["\u001b[31mpulumi\u001b[0m\n\nwhy"] },
                    ],
                },
            ],
        }),
    );
    const { stderr } = spawnSync("node", [join(__dirname, "../../.ci/counts.mjs"), file], { encoding: "utf8" });
    expect(stderr).toBe("failed: tests/a.test.ts: breaks\n    pulumi\n    why\n");
});
