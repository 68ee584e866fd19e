/** prod by the real engine: everything that it deploys, with the values of the plan and no secret where none belongs. */
import { PROD, PROD_SECRETS } from "../../scripts/shared/loopback/examples";
import { mergeDeep, type PlainObject } from "../../config/merge";
import { startCluster, type TestCluster } from "../../scripts/shared/loopback/cluster";
import { engineCharts, type EngineCharts } from "../../scripts/shared/loopback/pulumi/charts";
import { startEngine, type Engine } from "../../scripts/shared/loopback/pulumi/engine";
import { openObjects, planned, valuesOf } from "./support/live";
import { succeeded } from "../../scripts/shared/loopback/pulumi/outcome";

const LONG = 900_000;
const canary = (name: string): string => `made-up-canary-${name}`;
const SECRETS = Object.fromEntries(PROD_SECRETS.map((name) => [name, canary(name)]));

let cluster: TestCluster;
let charts: EngineCharts;
let engine: Engine;
let settings: PlainObject;

beforeAll(async () => {
    [cluster, charts] = await Promise.all([startCluster(), engineCharts()]);
    settings = mergeDeep(PROD, {
        chartMirror: charts.url,
        cluster: { context: "test" },
        namespaces: { applications: [{ name: "go-coffee", create: true }] },
    });
    engine = await startEngine(cluster, "prod", settings, SECRETS);
}, LONG);

test(
    "a preview says what `up` creates, and a second `up` changes nothing",
    async () => {
        const preview = succeeded(await engine.operate("preview"));
        const up = succeeded(await engine.operate("up"));
        expect(up.changes).toEqual(preview.changes);
        const again = succeeded(await engine.operate("up"));
        expect(Object.keys(again.changes)).toEqual(["same"]);
        const printed = [preview, up, again].map(({ output }) => output).join("\n");
        for (const [place, text] of Object.entries({
            state: await engine.state(),
            printed,
            objects: openObjects(cluster),
        })) {
            for (const secret of Object.values(SECRETS)) {
                expect([place, text.includes(secret)]).toEqual([place, false]);
                expect([place, text.includes(Buffer.from(secret).toString("base64"))]).toEqual([place, false]);
            }
        }
        const held = cluster.get("secret", "alertmanager-secrets", "go-coffee-monitoring").data as PlainObject;
        const values = Object.values(held).map((value) => Buffer.from(String(value), "base64").toString());
        expect(values).toEqual(expect.arrayContaining(Object.values(SECRETS)));
    },
    LONG,
);

test(
    "every release has the plan's values, cert-manager's replicas and what is empty included",
    async () => {
        const { live, plan } = valuesOf(cluster, await planned("prod", settings, SECRETS));
        expect(live).toEqual(plan);
        expect(live).toMatchObject({
            "cert-manager": { replicaCount: 2, webhook: { replicaCount: 2 }, cainjector: { replicaCount: 2 } },
        });
    },
    LONG,
);

test(
    "`destroy` takes away every release",
    async () => {
        succeeded(await engine.operate("destroy"));
        expect(cluster.helm(["list", "--all-namespaces", "--short"]).trim()).toBe("");
    },
    LONG,
);
