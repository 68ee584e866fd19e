/** Bad days by the real engine: kills, failures, the wrong cluster, each with the recovery that the docs print. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse, stringify } from "yaml";
import { readFileSync } from "node:fs";
import { valueAt, type PlainObject } from "../../config/merge";
import { eventually, sleep, temporaryFolder } from "../../scripts/shared/loopback/programs";
import { startCluster, type TestCluster } from "../../scripts/shared/loopback/cluster";
import { script } from "../support/script";
import { engineCharts, type EngineCharts } from "../../scripts/shared/loopback/pulumi/charts";
import { startEngine, type Engine } from "../../scripts/shared/loopback/pulumi/engine";
import { planned, valuesOf } from "./support/live";
import { succeeded } from "../../scripts/shared/loopback/pulumi/outcome";

const LONG = 900_000;
const NAMESPACE = "go-coffee-monitoring";

let cluster: TestCluster;
let charts: EngineCharts;
let engine: Engine;
let settings: PlainObject;

beforeAll(async () => {
    [cluster, charts] = await Promise.all([startCluster(), engineCharts()]);
    settings = {
        environment: "dev",
        chartMirror: charts.url,
        namespaces: { applications: [{ name: "go-coffee", create: true }] },
    };
    engine = await startEngine(cluster, "dev", settings);
}, LONG);

const releases = (): string => cluster.helm(["list", "--all-namespaces", "--short"]);

const namespaceOf = (release: string): string => (release === "fluent-bit" ? `${NAMESPACE}-agents` : NAMESPACE);

/** A verb of package.json on the cluster, with the state and the passphrase of the engine's stack. */
const verb = (name: string, args: readonly string[]) => script(name, args, engine.env);

test(
    "killed in the midst of `up`: the documented commands, and the next `up` finishes",
    async () => {
        const broken = await engine.operate("up", {
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
        const locked = await engine.operate("up");
        expect(locked.error).toMatch(/locked/i);
        const cancelled = await verb("pulumi", [
            "pulumi",
            "--stack",
            "dev",
            "--",
            "cancel",
            "--yes",
            "--stack",
            "dev",
            "--cwd",
            engine.folder,
        ]);
        expect(cancelled).toMatchObject({ code: 0 });
        const recovered = await verb("recover", ["--stack", "dev", "--force", "--yes"]);
        expect(recovered.stdout).toContain("0 failed");
        await engine.pulumi("refresh", "--yes", "--clear-pending-creates", "--stack", "dev");
        // A release that was installed before the state learnt of it is named, and taken away.
        let up = await engine.operate("up");
        for (let tries = 0; tries < 4 && up.error?.includes("cannot re-use a name") === true; tries++) {
            const named = [...up.output.matchAll(/Release ([\w-]+) \*\*creating failed\*\*/g)].map(
                ([, name = ""]) => name,
            );
            for (const name of new Set(named)) cluster.helm(["uninstall", name, "--namespace", namespaceOf(name)]);
            up = await engine.operate("up");
        }
        succeeded(up);
        const again = succeeded(await engine.operate("up"));
        expect(Object.keys(again.changes)).toEqual(["same"]);
        const { live, plan } = valuesOf(cluster, await planned("dev", settings));
        expect(live).toEqual(plan);
    },
    LONG,
);

test(
    "the API server freezes in the midst of `up`: it ends, and the next one finishes",
    async () => {
        engine.configure({ loki: { mode: "monolithic", retention: "240h" } });
        const frozen = cluster.freeze(20_000);
        const outcome = await engine.operate("up");
        await frozen;
        if (outcome.error !== undefined) succeeded(await engine.operate("up"));
        expect(Object.keys(succeeded(await engine.operate("up")).changes)).toEqual(["same"]);
        const { live, plan } = valuesOf(
            cluster,
            await planned("dev", { ...settings, loki: { mode: "monolithic", retention: "240h" } }),
        );
        expect(live).toEqual(plan);
        engine.configure({ loki: undefined });
        succeeded(await engine.operate("up"));
    },
    LONG,
);

test(
    "two `up` at once: the second one is refused, and nothing is torn",
    async () => {
        engine.configure({ prometheus: { retention: "9d" } });
        const both = await Promise.all([engine.operate("up"), sleep(1500).then(() => engine.operate("up"))]);
        const refused = both.filter(({ error }) => error !== undefined);
        for (const { error } of refused) expect(error).toMatch(/locked/i);
        expect(refused.length).toBeLessThan(2);
        engine.configure({ prometheus: undefined });
        succeeded(await engine.operate("up"));
    },
    LONG,
);

test(
    "a failed upgrade stays visible in drift, and is mended by the next `up` or by `reapply`",
    async () => {
        engine.configure({ overrides: { fluentBit: { broken: true } } });
        const failed = await engine.operate("up");
        expect(failed.error).toBeDefined();
        succeeded(await engine.operate("refresh"));
        engine.configure({ overrides: undefined });
        succeeded(await engine.operate("up"));
        const { live, plan } = valuesOf(cluster, await planned("dev", settings));
        expect(live).toEqual(plan);
    },
    LONG,
);

test(
    "what people change by hand is named by drift with its command, which brings it back",
    async () => {
        succeeded(await engine.operate("up"));
        const patch = (kind: string, name: string, change: object): string =>
            cluster.kubectl([
                ...["patch", kind, name, "--namespace", NAMESPACE, "--type", "merge"],
                ...["--patch", JSON.stringify(change)],
            ]);
        patch("deployment", "jaeger-stand-in", { spec: { replicas: 3 } });
        patch("configmap", "grafana-datasources", { data: { "by-hand.yaml": "a: 1" } });
        // Neither undoes it: both compare the plan with the state.
        succeeded(await engine.operate("refresh"));
        const drift = () => verb("drift", ["--mirror", charts.url]);
        const found = await drift();
        expect(found.code).toBe(2);
        expect(found.stdout).toContain("jaeger-stand-in (release jaeger)");
        expect(found.stdout).toContain("data.by-hand.yaml");
        expect(found.stdout).toContain("npm run reapply -- --stack dev");
        const reapplied = await verb("reapply", ["--stack", "dev", "--mirror", charts.url, "--yes"]);
        expect(reapplied).toMatchObject({ code: 0 });
        expect((await drift()).stdout).toContain("No drift");
    },
    LONG,
);

describe("another cluster, another stack", () => {
    const kubeconfigWith = (change: (config: PlainObject) => PlainObject): NodeJS.ProcessEnv => {
        const file = join(temporaryFolder("kubeconfig"), "config");
        writeFileSync(file, stringify(change(parse(readFileSync(cluster.kubeconfig, "utf8")) as PlainObject)));
        return { ...engine.env, KUBECONFIG: file };
    };

    test(
        "a context that isn't there",
        async () => {
            const env = kubeconfigWith((config) => ({ ...config, "current-context": "gone" }));
            const { code, stderr } = await script("pulumi", ["up", "--stack", "dev"], env);
            expect(code).toBe(1);
            expect(stderr).toContain("gone");
        },
        LONG,
    );

    test(
        "dev's objects are refused to another stack by the API server itself",
        async () => {
            const before = cluster.kubectl(["get", "namespace", NAMESPACE, "--output", "json"]);
            const other = await startEngine(cluster, "shop", settings);
            const outcome = await other.operate("up");
            expect(outcome.error).toMatch(/conflict/i);
            // Components are the engine's own; of what would be in the cluster, only the namespaces were asked for.
            const live = outcome.steps.filter(({ type }) => type.startsWith("kubernetes:"));
            expect(new Set(live.map(({ type }) => type))).toEqual(new Set(["kubernetes:core/v1:Namespace"]));
            expect(
                valueAt(JSON.parse(cluster.kubectl(["get", "namespace", NAMESPACE, "--output", "json"])), [
                    "metadata",
                    "labels",
                ]),
            ).toEqual(valueAt(JSON.parse(before), ["metadata", "labels"]));
            expect(Object.keys(succeeded(await engine.operate("up")).changes)).toEqual(["same"]);
        },
        LONG,
    );
});
