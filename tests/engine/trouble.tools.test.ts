/** Bad days by the real engine: kills, failures, the wrong cluster, each with the recovery that the docs print. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse, stringify } from "yaml";
import { valueAt, type PlainObject } from "../../config/merge";
import { holdToCluster } from "../../scripts/pulumi/home";
import { startCluster, type TestCluster } from "../../scripts/shared/loopback/cluster";
import { dev } from "../../scripts/shared/loopback/examples";
import { eventually, sleep, temporaryFolder } from "../../scripts/shared/loopback/programs";
import { startEngine } from "../../scripts/shared/loopback/pulumi/real-engine";
import { succeeded } from "../../scripts/shared/loopback/pulumi/outcome";
import { script } from "../support/script";
import { planned, valuesOf } from "./support/live";
import { LONG, setUp, tellWhatWasUsed, type SetUp } from "./support/set-up";

const NAMESPACE = "go-coffee-monitoring";

let at: SetUp;
beforeAll(async () => {
    at = await setUp("dev");
}, LONG);
afterAll(() => {
    tellWhatWasUsed(at);
});

const releases = (): string => at.cluster.helm(["list", "--all-namespaces", "--short"]);

const namespaceOf = (release: string): string => (release === "fluent-bit" ? `${NAMESPACE}-agents` : NAMESPACE);

/** A verb of package.json on the cluster, with the state and the passphrase of the engine's stack. */
const verb = (name: string, args: readonly string[]) => script(name, args, at.engine.env);

test(
    "killed in the midst of `up`: the documented commands, and the next `up` finishes",
    async () => {
        const broken = await at.engine.operate("up", {
            started: (kill) => {
                void eventually(
                    "a release is being installed",
                    () => (releases().trim() === "" ? undefined : true),
                    300_000,
                )
                    .then(() => sleep(500))
                    .then(kill);
            },
        });
        expect(broken.error).toBe("killed by SIGKILL");
        const locked = await at.engine.operate("up");
        expect(locked.error).toMatch(/locked/i);
        const cancel = ["cancel", "--yes", "--stack", "dev", "--cwd", at.engine.folder];
        const cancelled = await verb("pulumi", ["pulumi", "--stack", "dev", "--", ...cancel]);
        expect(cancelled).toMatchObject({ code: 0 });
        const recovered = await verb("recover", ["--stack", "dev", "--force", "--yes"]);
        expect(recovered.stdout).toContain("0 failed");
        await at.engine.pulumi("refresh", "--yes", "--clear-pending-creates", "--stack", "dev");
        // A release that was installed before the state learnt of it is named, and taken away.
        let up = await at.engine.operate("up");
        for (let tries = 0; tries < 4 && up.error?.includes("cannot re-use a name") === true; tries++) {
            const named = [...up.output.matchAll(/Release ([\w-]+) \*\*creating failed\*\*/g)].map(
                ([, name = ""]) => name,
            );
            for (const name of new Set(named)) at.cluster.helm(["uninstall", name, "--namespace", namespaceOf(name)]);
            up = await at.engine.operate("up");
        }
        succeeded(up);
        const again = succeeded(await at.engine.operate("up"));
        expect(Object.keys(again.changes)).toEqual(["same"]);
        const { live, plan } = valuesOf(at.cluster, await planned("dev", at.settings));
        expect(live).toEqual(plan);
    },
    LONG,
);

test(
    "the API server freezes in the midst of `up`: it ends, and the next one finishes",
    async () => {
        const changed = { loki: { mode: "monolithic", retention: "240h" } };
        at.engine.configure(changed);
        const frozen = at.cluster.freeze(20_000);
        const outcome = await at.engine.operate("up");
        await frozen;
        if (outcome.error !== undefined) succeeded(await at.engine.operate("up"));
        expect(Object.keys(succeeded(await at.engine.operate("up")).changes)).toEqual(["same"]);
        const { live, plan } = valuesOf(at.cluster, await planned("dev", { ...at.settings, ...changed }));
        expect(live).toEqual(plan);
    },
    LONG,
);

test(
    "two `up` at once: the second one is refused, and nothing is torn",
    async () => {
        at.engine.configure({ loki: undefined, prometheus: { retention: "9d" } });
        const both = await Promise.all([at.engine.operate("up"), sleep(1500).then(() => at.engine.operate("up"))]);
        const refused = both.filter(({ error }) => error !== undefined);
        for (const { error } of refused) expect(error).toMatch(/locked/i);
        expect(refused.length).toBeLessThan(2);
    },
    LONG,
);

test(
    "after a failed upgrade and a refresh, the next `up` brings what is planned",
    async () => {
        at.engine.configure({ prometheus: undefined, overrides: { fluentBit: { broken: true } } });
        const failed = await at.engine.operate("up");
        expect(failed.error).toBeDefined();
        succeeded(await at.engine.operate("refresh"));
        at.engine.configure({ overrides: undefined });
        succeeded(await at.engine.operate("up"));
        const { live, plan } = valuesOf(at.cluster, await planned("dev", at.settings));
        expect(live).toEqual(plan);
    },
    LONG,
);

test(
    "what people change by hand is named by drift with its command, which brings it back",
    async () => {
        const patch = (kind: string, name: string, change: object): string =>
            at.cluster.kubectl([
                ...["patch", kind, name, "--namespace", NAMESPACE, "--type", "merge"],
                ...["--patch", JSON.stringify(change)],
            ]);
        patch("deployment", "jaeger-stand-in", { spec: { replicas: 3 } });
        patch("configmap", "grafana-datasources", { data: { "by-hand.yaml": "a: 1" } });
        // Neither undoes it: both compare the plan with the state.
        succeeded(await at.engine.operate("refresh"));
        const drift = () => verb("drift", ["--mirror", at.charts.url]);
        const found = await drift();
        expect(found.code).toBe(2);
        expect(found.stdout).toContain("jaeger-stand-in (release jaeger)");
        expect(found.stdout).toContain("data.by-hand.yaml");
        expect(found.stdout).toContain("npm run reapply -- --stack dev");
        const reapplied = await verb("reapply", ["--stack", "dev", "--mirror", at.charts.url, "--yes"]);
        expect(reapplied).toMatchObject({ code: 0 });
        expect((await drift()).stdout).toContain("No drift");
    },
    LONG,
);

describe("another cluster, another stack", () => {
    const kubeconfigWith = (change: (config: PlainObject) => PlainObject): NodeJS.ProcessEnv => {
        const file = join(temporaryFolder("kubeconfig"), "config");
        writeFileSync(file, stringify(change(parse(readFileSync(at.cluster.kubeconfig, "utf8")) as PlainObject)));
        return { ...at.engine.env, KUBECONFIG: file };
    };

    test(
        "a context that isn't there",
        async () => {
            const env = kubeconfigWith((config) => ({ ...config, "current-context": "gone" }));
            const { code, stderr } = await script("pulumi", ["refresh", "--stack", "dev"], env);
            expect(code).toBe(1);
            expect(stderr).toContain("gone");
        },
        LONG,
    );

    test(
        "a stack remembers its cluster, refuses another one naming both, and moves when it is told to",
        async () => {
            const other = await startCluster({ nodes: 1 });
            const here = serverOf(at.cluster);
            const there = serverOf(other);
            await hold(at.cluster, false);
            expect(await home()).toEqual(here);
            const env = { ...at.engine.env, KUBECONFIG: other.kubeconfig };
            const refused = await script("pulumi", ["refresh", "--stack", "dev"], env);
            expect(refused.code).toBe(1);
            for (const { uid, server } of [here, there]) {
                expect(refused.stderr).toContain(uid);
                expect(refused.stderr).toContain(server);
            }
            await expect(hold(other, false)).rejects.toThrow("--cluster-moved");
            expect(await home()).toEqual(here);
            // What the state knows of the former cluster is looked for in the new one, and made there.
            expect(await hold(other, true)).toEqual(["--refresh"]);
            expect(await home()).toEqual(there);
            expect(await hold(at.cluster, true)).toEqual(["--refresh"]);
        },
        LONG,
    );

    test(
        "dev's objects are refused to another stack by the API server itself",
        async () => {
            const labels = (): unknown => valueAt(at.cluster.get("namespace", NAMESPACE), ["metadata", "labels"]);
            const before = labels();
            const other = await startEngine(at.cluster, "shop", at.settings);
            const outcome = await other.operate("up");
            expect(outcome.error).toMatch(/conflict/i);
            // Components are the engine's own; of what would be in the cluster, only the namespaces were asked for.
            const live = outcome.steps.filter(({ type }) => type.startsWith("kubernetes:"));
            expect(new Set(live.map(({ type }) => type))).toEqual(new Set(["kubernetes:core/v1:Namespace"]));
            expect(labels()).toEqual(before);
        },
        LONG,
    );
});

interface Home {
    readonly uid: string;
    readonly server: string;
}

const serverOf = (cluster: TestCluster): Home => ({
    uid: String(valueAt(cluster.get("namespace", "kube-system"), ["metadata", "uid"])),
    server: cluster.kubectl(["config", "view", "--minify", "--output=jsonpath={.clusters[0].cluster.server}"]),
});

/** What `npm run up` does before it hands over to the engine, with the stack's real backend. */
async function hold(cluster: TestCluster, moved: boolean): Promise<readonly string[]> {
    process.env.KUBECONFIG = cluster.kubeconfig;
    process.env.PATH = cluster.env.PATH;
    const { config } = dev();
    const guarded = { project: "go-coffee-observability", stack: "dev", config, verb: "up", moved } as const;
    return holdToCluster(guarded, (args) => at.engine.pulumi(...args, "--stack", "dev"));
}

/** The cluster that the tags of the stack name. */
async function home(): Promise<Home> {
    const tags = JSON.parse(await at.engine.pulumi("stack", "tag", "ls", "--json", "--stack", "dev")) as PlainObject;
    return { uid: String(tags["go-coffee:cluster-uid"]), server: String(tags["go-coffee:cluster"]) };
}
