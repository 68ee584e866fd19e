/** Bad days by the real engine: kills, failures, the wrong cluster, each with the recovery that the docs print. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse, stringify } from "yaml";
import { readFileSync } from "node:fs";
import { valueAt, type PlainObject } from "../../config/merge";
import { eventually, sleep, temporaryFolder } from "../../scripts/shared/loopback/programs";
import { startCluster, type TestCluster } from "../support/cluster";
import { script } from "../support/script";
import { engineCharts, type EngineCharts } from "./support/charts";
import { startEngine, type Engine } from "./support/engine";
import { planned, valuesOf } from "./support/live";
import { succeeded, touched } from "./support/outcome";

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
        succeeded(await engine.operate("up"));
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
        cluster.kubectl(["scale", "deployment", "jaeger-stand-in", "--replicas", "3", "--namespace", NAMESPACE]);
        const patch = { data: { "by-hand.yaml": "a: 1" } };
        cluster.kubectl([
            "patch",
            "configmap",
            "go-coffee-stack-values",
            "--namespace",
            NAMESPACE,
            "--type",
            "merge",
            "--patch",
            JSON.stringify(patch),
        ]);
        const found = await verb("drift", ["--mirror", charts.url]);
        expect(found.stdout).toContain("npm run reapply -- --stack dev");
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
            expect(
                touched(outcome).filter(
                    (step) => !/create (namespaces|go-coffee|dev|cluster|random|go-coffee-observability)/.test(step),
                ),
            ).toEqual([]);
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
