import type { PlainObject } from "../../config/merge";
import type { Verdict } from "../../scripts/shared/comparison/destructive/verdict";
import { sideOf, type Side } from "../../scripts/shared/comparison/side";
import { changelogProblems } from "../../scripts/record/changelog";
import { inventoryOf, planVerdicts } from "../../scripts/record/inventory";
import { configuration, plan, type Stack } from "../support/plan";

/** Changes that cost data, each found from the plan alone, and accepted once it is listed. */

const NS = "go-coffee-monitoring";

const side = async (stack: Stack, over: PlainObject = {}): Promise<Side> =>
    sideOf((await plan(stack, configuration(stack, over))).plan);

let present: Readonly<Record<Stack, Side>>;
beforeAll(async () => {
    present = { dev: await side("dev"), prod: await side("prod") };
});

const upgrade = (before: Side, after: Side): readonly Verdict[] =>
    planVerdicts(inventoryOf(before), inventoryOf(after));

/** What is found of which object. */
const found = (verdicts: readonly Verdict[]): readonly string[] =>
    verdicts.map(({ object, found: what }) => `${object}: ${what}`).sort();

const accepted = (verdicts: readonly Verdict[]): void => {
    expect(changelogProblems(verdicts, []).length).toBeGreaterThan(0);
    expect(changelogProblems(verdicts, [...new Set(verdicts.map(({ object }) => object))])).toEqual([]);
};

test("nothing changes, nothing is found", () => {
    expect(upgrade(present.dev, present.dev)).toEqual([]);
    expect(upgrade(present.prod, present.prod)).toEqual([]);
});

test("another namespace", async () => {
    const verdicts = upgrade(
        present.dev,
        await side("dev", { namespaces: { monitoring: "watch", applications: [{ name: "go-coffee", create: true }] } }),
    );
    const moved = ["cert-manager", "jaeger", "loki", "otel-cluster", "otel-collector", "prometheus"];
    expect(found(verdicts)).toEqual(
        [
            `Namespace ${NS}: removed`,
            `PersistentVolumeClaim ${NS}/jaeger-badger: removed`,
            ...moved.map((release) => `Release ${NS}/${release}: moves to the namespace watch`),
            ...["loki", "otel-cluster", "otel-collector"].map((name) => `StatefulSet ${NS}/${name}: removed`),
            `Alertmanager ${NS}/prometheus-kube-prometheus-alertmanager: removed`,
            `Prometheus ${NS}/prometheus-kube-prometheus-prometheus: removed`,
        ].sort(),
    );
    accepted(verdicts);
});

test("another storage class", async () => {
    const verdicts = upgrade(present.dev, await side("dev", { cluster: { storageClass: { name: "fast" } } }));
    const to = "moves from storage class the default to fast";
    expect(found(verdicts)).toEqual(
        [
            `Alertmanager ${NS}/prometheus-kube-prometheus-alertmanager: volume ${to}`,
            `PersistentVolumeClaim ${NS}/jaeger-badger: volume ${to}`,
            `Prometheus ${NS}/prometheus-kube-prometheus-prometheus: volume ${to}`,
            `StatefulSet ${NS}/loki: volume storage ${to}`,
            `StatefulSet ${NS}/otel-cluster: volume queues ${to}`,
            `StatefulSet ${NS}/otel-collector: volume queues ${to}`,
        ].sort(),
    );
    accepted(verdicts);
});

test("Loki distributed instead of monolithic", async () => {
    const verdicts = upgrade(
        present.dev,
        await side("dev", {
            loki: { mode: "distributed" },
            objectStorage: { provider: "gcs", logs: "made-up-logs", identity: { type: "workload" } },
        }),
    );
    expect(found(verdicts)).toEqual([`StatefulSet ${NS}/loki: removed`]);
    accepted(verdicts);
});

test("Loki monolithic instead of distributed", async () => {
    const verdicts = upgrade(present.prod, await side("prod", { loki: { mode: "monolithic" } }));
    expect(found(verdicts)).toEqual(
        ["a", "b", "c"].map((zone) => `StatefulSet ${NS}/loki-ingester-zone-${zone}: removed`),
    );
    accepted(verdicts);
});

test("Jaeger on Elasticsearch instead of Badger", async () => {
    const verdicts = upgrade(
        present.dev,
        await side("dev", {
            jaeger: { storage: { type: "elasticsearch" } },
            elasticsearch: { mode: "managed", replicas: 1, storage: "20Gi" },
        }),
    );
    expect(found(verdicts)).toEqual([`PersistentVolumeClaim ${NS}/jaeger-badger: removed`]);
    accepted(verdicts);
});

test("smaller volumes", async () => {
    const verdicts = upgrade(
        present.prod,
        await side("prod", {
            prometheus: { storage: "150Gi", retention: "15d" },
            elasticsearch: { storage: "150Gi" },
            loki: { walStorage: "19Gi" },
            grafana: { storage: "5Gi" },
        }),
    );
    expect(found(verdicts)).toEqual([
        `Elasticsearch ${NS}/elasticsearch: volume elasticsearch-data shrinks from 200Gi to 150Gi (node set default)`,
        `PersistentVolumeClaim ${NS}/grafana: volume shrinks from 10Gi to 5Gi`,
        `Prometheus ${NS}/prometheus-kube-prometheus-prometheus: volume shrinks from 200Gi to 150Gi`,
        ...["a", "b", "c"].map(
            (zone) => `StatefulSet ${NS}/loki-ingester-zone-${zone}: volume data shrinks from 20Gi to 19Gi`,
        ),
    ]);
    accepted(verdicts);
});

test("larger volumes are no loss", async () => {
    expect(
        upgrade(present.dev, await side("dev", { prometheus: { storage: "40Gi" }, loki: { storage: "40Gi" } })),
    ).toEqual([]);
});

test("a release that is renamed", () => {
    const renamed: Side = {
        ...present.dev,
        releases: present.dev.releases.map((release) =>
            release.release === "loki" ? { ...release, release: "logs" } : release,
        ),
    };
    const verdicts = upgrade(present.dev, renamed);
    expect(found(verdicts)).toEqual([`Release ${NS}/loki: renamed to logs`, `StatefulSet ${NS}/loki: removed`]);
    accepted(verdicts);
});
