import { readdirSync } from "node:fs";
import { eventually, temporaryFolder } from "../../../scripts/shared/loopback/programs";
import { projectCopy, type ProjectCopy } from "../../support/project-copy";
import { startScript, type ScriptRun } from "../../support/script";
import { standInCharts, type ChartRepository } from "./stand-in-charts";
import { tool } from "../../../scripts/shared/tools/tool";

/** The command as its user runs it, in a repository of its own, with the real git and helm. */

let project: ProjectCopy;
let charts: ChartRepository;
let temporary = "";
const env = (): NodeJS.ProcessEnv => ({ ...process.env, HELM: tool("helm"), TMPDIR: temporary });
const begin = (...args: readonly string[]) => startScript("diff", args, env(), project.folder);
const diff = (...args: readonly string[]): Promise<ScriptRun> => begin(...args).ended;

/** Nothing of a worktree is left, whatever happened. */
const isClean = (): void => {
    expect(project.git("worktree", "list").split("\n")).toHaveLength(1);
    expect(readdirSync(temporary).filter((name) => name.startsWith("go-coffee-"))).toEqual([]);
};

beforeAll(async () => {
    project = projectCopy();
    temporary = temporaryFolder("temporary");
    charts = await standInCharts();
});
afterEach(() => {
    isClean();
    project.reset();
});

const DEV = "Pulumi.dev.yaml";
const APPLICATIONS = `        applications:
            - name: go-coffee
              create: true
`;
const SMALLER = `        applications:
            - name: shop
    go-coffee-observability:cluster:
        storageClass: { name: fast }
    go-coffee-observability:loki:
        storage: 10Gi
        retention: 24h
        debugRetention: 24h
    go-coffee-observability:prometheus:
        storage: 40Gi
`;
const OBSERVED = `StatefulSet go-coffee-monitoring/loki: volume storage shrinks from 20Gi to 10Gi and volume storage moves from storage class standard to fast: Kubernetes refuses it, so that the update of the release loki fails; kubectl delete statefulset -n go-coffee-monitoring loki --cascade=orphan before the update keeps pods and claims, but claims that are there stay as they are: copy what they hold`;

test("a change of configuration: what it destroys comes first, what is made up each time isn't told", async () => {
    project.edit(DEV, APPLICATIONS, SMALLER);
    const { code, stdout, stderr } = await diff("--stack", "dev", "--mirror", charts.url, "--exit-code");
    expect([code, stderr]).toEqual([3, expect.anything()]);
    expect(stderr).toContain("planning dev in the working tree\nplanning dev at merge base with main (");
    expect(stdout).toContain("\nDestructive:\n");
    expect(stdout).toContain(`\n  ! ${OBSERVED}\n`);
    expect(stdout).toContain("\n  ! Namespace go-coffee: removed: ");
    expect(stdout).toContain(
        "\n  ! Prometheus go-coffee-monitoring/prometheus: volume grows from 20Gi to 40Gi and volume moves from storage class the default to fast: ",
    );
    // Objects on which something hangs first.
    const objects = stdout.split("\n").filter((line) => /^[-+~] /.test(line));
    expect(objects.slice(0, 4)).toEqual([
        "- Namespace go-coffee",
        "~ PersistentVolumeClaim go-coffee-monitoring/jaeger-badger",
        "~ Prometheus go-coffee-monitoring/prometheus (release prometheus)",
        "~ StatefulSet go-coffee-monitoring/loki (release loki)",
    ]);
    expect(stdout).toContain(
        "~ Secret go-coffee-monitoring/loki-generated (release loki)\n    ~ data.retention: differs\n",
    );
    expect(stdout).not.toMatch(/data\.password|loki-test-|loki-stamp/);
});

test("no change is no difference, for every stack and without a chart", async () => {
    expect(await diff("HEAD", "--exit-code", "--mirror", "http://127.0.0.1:1")).toMatchObject({
        code: 0,
        stdout: expect.stringMatching(
            /^The working tree against HEAD \([0-9a-f]{12}\)\n\n== dev: no difference\n\n== prod: no difference\n$/,
        ) as unknown,
    });
});

test("stacks of one side only, and releases by their values where charts can't be had", async () => {
    project.git("mv", "Pulumi.prod.yaml", "Pulumi.live.yaml");
    project.edit(DEV, APPLICATIONS, `${APPLICATIONS}    go-coffee-observability:loki:\n        storage: 15Gi\n`);
    const { code, stdout } = await diff("HEAD", "--without-charts", "--json", "--exit-code");
    expect(code).toBe(3);
    const told = JSON.parse(stdout) as {
        stacks: {
            stack: string;
            state: string;
            verdicts?: { object: string; found: string }[];
            objects: { object: string; fields?: unknown[] }[];
        }[];
    };
    expect(told.stacks.map(({ stack, state }) => [stack, state])).toEqual([
        ["dev", "compared"],
        ["live", "new"],
        ["prod", "removed"],
    ]);
    const [dev] = told.stacks;
    expect(dev?.verdicts).toMatchObject([
        { object: "StatefulSet go-coffee-monitoring/loki", found: "volume storage shrinks from 20Gi to 15Gi" },
    ]);
    expect(dev?.objects.find(({ object }) => object === "Release go-coffee-monitoring/loki")?.fields).toContainEqual({
        path: "values.singleBinary.persistence.size",
        before: "20Gi",
        after: "15Gi",
    });
});

test("a revision whose configuration is refused is told with what is wrong", async () => {
    project.edit(
        DEV,
        APPLICATIONS,
        `${APPLICATIONS}    go-coffee-observability:prometheus:\n        retention: 30 days\n`,
    );
    const broken = project.commit();
    project.git("reset", "--quiet", "--hard", "HEAD~1");
    const refused = await diff(broken, "--without-charts", "--stack", "dev");
    expect(refused).toMatchObject({ code: 1, stdout: "" });
    expect(refused.stderr).toContain(
        `The plan of the stack dev at ${broken.slice(0, 12)} fails:\n    The configuration has 1 problem; nothing was deployed.\n`,
    );
    project.git("checkout", "--quiet", broken, "--", DEV);
    const here = await diff("main", "--without-charts", "--stack", "dev");
    expect(here.code).toBe(1);
    expect(here.stderr).toContain(
        "The configuration of the stack dev in the working tree is refused:\n\nThe configuration has 1 problem",
    );
});

test("what can't be compared is told in a line", async () => {
    const message = async (...args: readonly string[]): Promise<string> => {
        const { code, stdout, stderr } = await diff(...args);
        expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
        return stderr.trim().split("\n").at(-1) ?? "";
    };
    expect(await message("nope", "--without-charts")).toBe(
        'There is no revision "nope" here. A shallow clone has few of them: git fetch --unshallow, or git fetch origin BRANCH.',
    );
    expect(await message("HEAD", "--without-charts", "--stack", "nope")).toMatch(
        /^There is no stack "nope", neither in the working tree nor at HEAD \([0-9a-f]{12}\)\.$/,
    );
    project.edit("package.json", '"start": "tsx scripts/plan.ts",', "");
    const planless = project.commit();
    expect(await message(planless, "--without-charts", "--stack", "nope")).toBe(
        `${planless.slice(0, 12)} has no plan command: its package.json has no script start. Compare with a later revision.`,
    );
    project.git("branch", "--move", "elsewhere");
    expect(await message("--without-charts")).toBe(
        "There is neither origin/main nor main here: name the revision to compare with.",
    );
    project.git("branch", "--move", "main");
});

test("helm or charts that aren't there are told with what to do", async () => {
    const without = await startScript(
        "diff",
        ["HEAD"],
        { ...process.env, HELM: undefined, PATH: "/usr/bin:/bin" },
        project.folder,
    ).ended;
    expect(without).toMatchObject({ code: 1, stdout: "" });
    expect(without.stderr).toContain("helm is not on the PATH");
    project.edit(DEV, APPLICATIONS, `${APPLICATIONS}    go-coffee-observability:jaeger:\n        retention: 24h\n`);
    const { code, stderr } = await diff("HEAD", "--stack", "dev", "--mirror", "http://127.0.0.1:1");
    expect(code).toBe(1);
    expect(stderr).toContain("helm could not render ");
    expect(stderr.trim()).toMatch(/Without the charts: --without-charts$/);
});

test("an interruption leaves nothing behind", async () => {
    const { process: child, stderr, ended } = begin("HEAD", "--without-charts", "--stack", "dev");
    await eventually("the base is planned", () => (stderr().includes("planning dev at HEAD") ? true : undefined));
    child.kill("SIGINT");
    expect(await ended).toMatchObject({ code: 1, stdout: "" });
    expect(stderr()).toMatch(/\ninterrupted\n$/);
});

test("with the real charts, a larger Prometheus is a volume that grows", async () => {
    const mirror = process.env.CHART_MIRROR;
    if (mirror === undefined) {
        console.warn("not tried with the real charts: no CHART_MIRROR");
        return;
    }
    for (const file of [DEV, "Pulumi.prod.yaml"]) {
        project.edit(file, "config:\n", "config:\n    go-coffee-observability:prometheus:\n        storage: 300Gi\n");
    }
    const { code, stdout } = await diff("HEAD", "--mirror", mirror, "--format", "markdown", "--exit-code");
    expect(code).toBe(2);
    const name = "Prometheus go-coffee-monitoring/prometheus-kube-prometheus-prometheus";
    const anew =
        "the operator makes the stateful set anew and leaves the claims as they are; npm run grow enlarges the claims";
    expect(stdout).toContain(
        `#### To note\n\n- dev: ${name}: volume grows from 20Gi to 300Gi: ${anew}\n\n- prod: ${name}: volume grows from 200Gi to 300Gi: ${anew}\n`,
    );
    expect(stdout.match(/<summary>.*<\/summary>/g)).toEqual([
        `<summary>dev: ~ ${name} (release prometheus)</summary>`,
        `<summary>prod: ~ ${name} (release prometheus)</summary>`,
    ]);
});
