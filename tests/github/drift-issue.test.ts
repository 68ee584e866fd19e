import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { PlainObject } from "../../config/merge";
import { gitHubStub } from "../support/github-stub";
import { temporaryFolder } from "../../scripts/shared/loopback/programs";
import { script } from "../support/script";

/** `npm run drift-issue`: one issue for each stack, open as long as there is drift. */

const marker = (stack: string): string => `<!-- go-coffee-observability: drift of ${stack} -->`;
const OPEN: PlainObject = { number: 12, body: `${marker("prod")}\nBefore`, user: { login: "github-actions[bot]" } };
const OTHERS: readonly PlainObject[] = [
    { number: 10, body: `${marker("prod")}\nForged`, user: { login: "somebody" } },
    { number: 11, body: `${marker("dev")}\nOf dev`, user: { login: "github-actions[bot]" } },
    { number: 13, body: null, user: { login: "somebody" } },
];

async function keep(code: string, issues: readonly PlainObject[], text = "Drift: 1 object\n```\n+ x\n") {
    const github = await gitHubStub({ "/issues": issues });
    const file = join(temporaryFolder("drift"), "drift.txt");
    writeFileSync(file, text);
    const args = ["--stack", "prod", "--file", file, "--code", code];
    return { ...(await script("drift-issue", args, github.env)), changes: github.changes };
}

const ISSUE = {
    title: "prod has drifted",
    body: `${marker("prod")}
What is in the cluster is not what \`main\` plans for prod, found by https://github.com/go-coffee/observability/actions/runs/4711.

\`\`\`\`
Drift: 1 object
\`\`\`
+ x
\`\`\`\`

Deploy again (\`npm run up -- --stack prod\`) to go back to the plan, or bring the change into the configuration. The issue
closes itself once nothing has drifted.
`,
};

test("drift opens an issue", async () => {
    const { code, stdout, changes } = await keep("2", OTHERS);
    expect(changes).toEqual([`POST /issues ${JSON.stringify(ISSUE)}`]);
    expect(stdout).toContain("Opened an issue.\n");
    expect(code).toBe(0);
});

test("drift that goes on brings it up to date", async () => {
    const { changes } = await keep("2", [...OTHERS, OPEN]);
    expect(changes).toEqual([`PATCH /issues/12 ${JSON.stringify(ISSUE)}`]);
});

test("without drift it is closed, and says where that was found", async () => {
    const { changes } = await keep("0", [...OTHERS, OPEN]);
    expect(changes).toEqual([
        'POST /issues/12/comments {"body":"Gone, as found by https://github.com/go-coffee/observability/actions/runs/4711."}',
        'PATCH /issues/12 {"state":"closed"}',
    ]);
});

test("without drift and without an issue, nothing is done", async () => {
    expect((await keep("0", OTHERS)).changes).toEqual([]);
});

test("what could not be found out fails, and leaves the issue as it is", async () => {
    const { code, stdout, stderr, changes } = await keep("1", [...OTHERS, OPEN], "kubectl is not on the PATH.\n");
    expect(stdout).toContain("kubectl is not on the PATH.");
    expect(stderr).toBe("Whether prod has drifted could not be found out (exit code 1); its issue stays as it is.\n");
    expect(changes).toEqual([]);
    expect(code).toBe(1);
});

test("it needs a workflow around it", async () => {
    const file = join(temporaryFolder("drift"), "drift.txt");
    writeFileSync(file, "Drift");
    const { code, stderr } = await script("drift-issue", ["--stack", "prod", "--file", file, "--code", "2"], {
        ...process.env,
        GITHUB_REPOSITORY: undefined,
    });
    expect(stderr).toBe("GITHUB_REPOSITORY is not set: this command is meant for a GitHub workflow.\n");
    expect(code).toBe(1);
});
