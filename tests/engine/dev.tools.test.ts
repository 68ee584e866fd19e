/** dev by the real engine, from the empty cluster to its removal and back. */
import { copyFileSync } from "node:fs";
import { join } from "node:path";
import type { PlainObject } from "../../config/merge";
import { temporaryFolder } from "../../scripts/shared/loopback/programs";
import { startCluster, type TestCluster } from "../../scripts/shared/loopback/cluster";
import { engineCharts, type EngineCharts } from "../../scripts/shared/loopback/pulumi/charts";
import { startEngine, type Engine } from "../../scripts/shared/loopback/pulumi/engine";
import { openObjects, planned, valuesOf } from "./support/live";
import { succeeded, touched } from "../../scripts/shared/loopback/pulumi/outcome";

const LONG = 900_000;

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

afterAll(() => {
    console.log(
        `The engine deployed ${charts.kind} (CHART_MIRROR names a repository of the real ones); @pulumi/random's plug-in was the stand-in.`,
    );
});

let resources = 0;

test(
    "a preview of the empty cluster creates everything and changes nothing",
    async () => {
        const { changes } = succeeded(await engine.operate("preview"));
        expect(Object.keys(changes)).toEqual(["create"]);
        resources = changes.create ?? 0;
        expect(resources).toBeGreaterThan(60);
        expect(() => cluster.get("namespace", "go-coffee-monitoring")).toThrow("not found");
    },
    LONG,
);

test(
    "`up` creates what the preview said, and a second one changes nothing",
    async () => {
        expect(succeeded(await engine.operate("up")).changes).toEqual({ create: resources });
        const again = succeeded(await engine.operate("up"));
        expect(again.changes).toEqual({ same: resources });
    },
    LONG,
);

test(
    "every release has the plan's values, nulls and empty lists included",
    async () => {
        const { live, plan } = valuesOf(cluster, await planned("dev", settings));
        expect(live).toEqual(plan);
        expect(JSON.stringify(live)).toMatch(/\[\]/);
    },
    LONG,
);

test(
    "a generated secret is in Secrets and nowhere else",
    async () => {
        const secret = cluster.get("secret", "grafana-admin", "go-coffee-monitoring") as {
            readonly data: { readonly "admin-password": string };
        };
        const password = Buffer.from(secret.data["admin-password"], "base64").toString();
        expect(password.length).toBeGreaterThan(20);
        const { output } = succeeded(await engine.operate("preview"));
        for (const [place, text] of Object.entries({
            state: await engine.state(),
            output,
            objects: openObjects(cluster),
        })) {
            for (const form of [password, secret.data["admin-password"]]) {
                expect([place, text.includes(form)]).toEqual([place, false]);
            }
        }
    },
    LONG,
);

test(
    "a refresh finds nothing",
    async () => {
        const { changes } = succeeded(await engine.operate("refresh"));
        expect(Object.keys(changes).filter((op) => op !== "same" && op !== "refresh")).toEqual([]);
    },
    LONG,
);

test(
    "another kubeconfig with the same content changes nothing",
    async () => {
        const kubeconfig = join(temporaryFolder("kubeconfig"), "moved");
        copyFileSync(cluster.kubeconfig, kubeconfig);
        const { changes } = succeeded(await engine.operate("up", { env: { KUBECONFIG: kubeconfig } }));
        expect(changes).toEqual({ same: resources });
    },
    LONG,
);

test(
    "a changed setting updates what it is about",
    async () => {
        engine.configure({ prometheus: { retention: "12d" } });
        const outcome = succeeded(await engine.operate("up"));
        expect(touched(outcome)).toEqual(["update prometheus"]);
        engine.configure({ prometheus: undefined });
        expect(touched(succeeded(await engine.operate("up")))).toEqual(["update prometheus"]);
    },
    LONG,
);

test(
    "an element is switched off, and on again",
    async () => {
        engine.configure({ jaeger: { enabled: false } });
        const off = succeeded(await engine.operate("up"));
        expect(touched(off)).toEqual(expect.arrayContaining(["delete jaeger"]));
        engine.configure({ jaeger: undefined });
        const on = succeeded(await engine.operate("up"));
        expect(touched(on)).toEqual(expect.arrayContaining(["create jaeger"]));
        expect(succeeded(await engine.operate("up")).changes).toEqual({ same: resources });
        const { live, plan } = valuesOf(cluster, await planned("dev", settings));
        expect(live).toEqual(plan);
    },
    LONG,
);

test(
    "`destroy` keeps namespaces and definitions, and `up` takes them over",
    async () => {
        const uid = (): unknown => (cluster.get("namespace", "go-coffee-monitoring").metadata as { uid: unknown }).uid;
        const before = uid();
        succeeded(await engine.operate("destroy"));
        expect(cluster.helm(["list", "--all-namespaces", "--short"]).trim()).toBe("");
        expect(cluster.kubectl(["get", "crd", "--output", "name"])).toContain("prometheusrules.monitoring.coreos.com");
        expect(succeeded(await engine.operate("up")).changes).toEqual({ create: resources });
        expect(uid()).toBe(before);
        expect(succeeded(await engine.operate("up")).changes).toEqual({ same: resources });
    },
    LONG,
);
