import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { isPlainObject, type PlainObject } from "../../config/merge";
import { PROJECT } from "../support/plan";
import { actions, jobsOf, stepsOf, workflows } from "../support/workflows";

/** What every workflow must hold to; `actionlint` looks at their language. */

const ALL = [...workflows(), ...actions()];
const STEPS = ALL.flatMap(stepsOf);
const JOBS = workflows().flatMap((workflow) => jobsOf(workflow).map(([name, job]) => ({ workflow, name, job })));
const textOf = (value: unknown): string => JSON.stringify(value ?? null);

test("there are workflows and actions to look at", () => {
    expect(workflows().map(({ file }) => file.split("/").at(-1))).toEqual(
        expect.arrayContaining(["pull-request.yaml", "comment.yaml", "deploy.yaml", "drift.yaml"]),
    );
    expect(STEPS.length).toBeGreaterThan(20);
});

describe.each(ALL)("$file", ({ text }) => {
    test("every action is pinned by its commit, with its version beside it", () => {
        const used = text.split("\n").filter((line) => /^\s*(?:- )?uses:/.test(line) && !line.includes("uses: ./"));
        expect(used.filter((line) => !/uses: [\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(line))).toEqual([]);
    });

    test("what it uses of the repository is there", () => {
        const used = [...text.matchAll(/uses: \.\/(\S+)/g)].map(([, path = ""]) => path);
        const missing = used.filter(
            (path) =>
                !existsSync(join(PROJECT, path)) ||
                (!path.endsWith(".yaml") && !existsSync(join(PROJECT, path, "action.yaml"))),
        );
        expect(missing).toEqual([]);
    });
});

test("one commit for each action", () => {
    const used = STEPS.map(({ uses }) => uses).filter((uses) => uses.includes("@"));
    const names = [...new Set(used)].map((uses) => uses.split("@")[0]);
    expect(names).toEqual([...new Set(names)]);
});

describe.each(workflows())("$file", ({ content }) => {
    test("declares at its top that it may read the code at most", () => {
        expect([{}, { contents: "read" }]).toContainEqual(content.permissions);
    });

    test("is not started with the rights of the repository by a pull request", () => {
        expect(textOf(content.on)).not.toContain("pull_request_target");
    });
});

test("every job ends at some time", () => {
    const endless = JOBS.filter(({ job }) => job.uses === undefined && typeof job["timeout-minutes"] !== "number");
    expect(endless.map(({ name }) => name)).toEqual([]);
});

test("no script has anything of an event or an input pasted in: it comes by the environment", () => {
    const pasted = STEPS.filter(({ run }) => run.includes("${{"));
    expect(pasted.map(({ where, run }) => `${where}: ${run}`)).toEqual([]);
});

const writes = (permissions: unknown): boolean =>
    isPlainObject(permissions) ? Object.values(permissions).includes("write") : permissions !== undefined;
const hasCredentials = (job: PlainObject): boolean =>
    writes(job.permissions) ||
    job.environment !== undefined ||
    job.secrets !== undefined ||
    /secrets\.(?!GITHUB_TOKEN)/.test(textOf(job)) ||
    textOf(job).includes("cluster-access");

test("no job of a pull request that a fork reaches has credentials or may write", () => {
    const reached = JOBS.filter(({ workflow }) => textOf(workflow.content.on).includes('"pull_request"'));
    const trusted = "github.event.pull_request.head.repo.full_name == github.repository && ";
    expect(reached.map(({ name }) => name)).toEqual(["pictures", "checks", "manifests", "preview"]);
    expect(reached.filter(({ job }) => hasCredentials(job)).map(({ name }) => name)).toEqual(["preview"]);
    expect(
        reached.filter(({ job }) => hasCredentials(job) && !String(job.if).startsWith(trusted)).map(({ name }) => name),
    ).toEqual([]);
    // What checks.yaml does is done for forks too.
    const called = JOBS.filter(({ workflow }) => workflow.file.endsWith("checks.yaml"));
    expect(called.filter(({ job }) => hasCredentials(job)).map(({ name }) => name)).toEqual([]);
});

test("what runs after a pull request takes nothing of its code", () => {
    const after = workflows().filter(({ content }) => textOf(content.on).includes("workflow_run"));
    expect(after.map(({ file }) => file)).toEqual([".github/workflows/comment.yaml"]);
    const checkouts = after.flatMap(stepsOf).filter(({ uses }) => uses.startsWith("actions/checkout@"));
    expect(checkouts.map((step) => step.with)).toEqual([{ "persist-credentials": false }]);
});

test("tokens don't stay behind in the checkout", () => {
    const checkouts = STEPS.filter(({ uses }) => uses.startsWith("actions/checkout@"));
    expect(checkouts.filter((step) => !textOf(step.with).includes('"persist-credentials":false'))).toEqual([]);
});

test("production waits for its environment, and no deployment is cut off", () => {
    const [deploy] = JOBS.filter(({ workflow }) => workflow.file.endsWith("deploy-stack.yaml"));
    expect(deploy?.job.environment).toBe("${{ inputs.stack }}");
    expect(deploy?.job.concurrency).toEqual({ group: "deploy-${{ inputs.stack }}", "cancel-in-progress": false });
    const order = JOBS.filter(({ workflow }) => workflow.file.endsWith("deploy.yaml")).map(({ name, job }) => [
        name,
        job.needs,
    ]);
    expect(order).toEqual([
        ["checks", undefined],
        ["dev", "checks"],
        ["prod", "dev"],
    ]);
});

test("every command is one of package.json", () => {
    const { scripts } = JSON.parse(readFileSync(join(PROJECT, "package.json"), "utf8")) as { readonly scripts: object };
    const called = STEPS.flatMap(({ run }) => [
        ...[...run.matchAll(/npm run (?:--silent )?([\w:-]+)/g)].map(([, name = ""]) => name),
        ...[...run.matchAll(/npm (test|start)/g)].map(([, name = ""]) => name),
    ]);
    expect([...new Set(called)].filter((name) => !(name in scripts))).toEqual([]);
});
