/** Engines that metrics are written to: each example of docs/metrics.md is planned as it stands there. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import type { PlainObject } from "../../config/merge";
import { planFiles } from "../../scripts/plan/plan-files";
import { configuration, plan, PROJECT } from "../support/plan";
import { at, manifest, release } from "../support/resources";

const page = readFileSync(join(PROJECT, "docs", "metrics.md"), "utf8");
const examples = new Map(
    [...page.matchAll(/### (.+)\n[\s\S]*?```yaml\n([\s\S]*?)```/g)].map(([, title = "", text = ""]) => [
        title,
        parse(text) as PlainObject,
    ]),
);
const KEY = "made-up-key-of-an-engine";

/** What the stack of prod says of its cluster stays. */
const CLUSTER = { context: "made-up", storageClass: { name: "made-up", encrypted: true } };

const planned = async (title: string) => {
    const example = examples.get(title) ?? {};
    const over = { ...example, cluster: { ...CLUSTER, ...(example.cluster as PlainObject | undefined) } };
    const whole = (await plan("prod", configuration("prod", over, { remoteWriteKey: KEY }))).plan;
    const { resources } = whole;
    return { whole, resources, values: release(resources, "prometheus").values };
};
const written = async (title: string) =>
    (at((await planned(title)).values, "prometheus", "prometheusSpec", "remoteWrite") as readonly PlainObject[])[0] ??
    {};

const dropReplica = { action: "labeldrop", regex: "prometheus_replica" };
const replicaAs = (targetLabel: string) => [
    { action: "replace", sourceLabels: ["prometheus_replica"], targetLabel },
    dropReplica,
];
const firstAlone = [
    {
        action: "keep",
        sourceLabels: ["prometheus_replica"],
        regex: "prometheus-prometheus-kube-prometheus-prometheus-0",
    },
    dropReplica,
];
const stacksKey = { name: "remote-write", key: "key" };

const EXPECTED: Readonly<Record<string, PlainObject>> = {
    "Grafana Mimir": {
        headers: { "X-Scope-OrgID": "shop" },
        basicAuth: { username: { name: "remote-write", key: "mimir.username" }, password: stacksKey },
        writeRelabelConfigs: replicaAs("__replica__"),
    },
    VictoriaMetrics: {
        authorization: { type: "Bearer", credentials: stacksKey },
        writeRelabelConfigs: firstAlone,
    },
    "Thanos Receive": {
        tlsConfig: {
            cert: { secret: { name: "thanos-receive", key: "tls.crt" } },
            keySecret: { name: "thanos-receive", key: "tls.key" },
        },
        writeRelabelConfigs: [],
    },
    "Amazon Managed Service for Prometheus": {
        sigv4: { region: "eu-central-1" },
        writeRelabelConfigs: replicaAs("__replica__"),
    },
    "Google Cloud Managed Service for Prometheus": {
        authorization: { type: "Bearer", credentialsFile: "/var/run/google-token/token" },
        writeRelabelConfigs: firstAlone,
    },
    "Azure Monitor managed Prometheus": {
        azureAd: {
            cloud: "AzurePublic",
            workloadIdentity: {
                clientId: "00000000-0000-0000-0000-000000000000",
                tenantId: "00000000-0000-0000-0000-000000000000",
            },
        },
        writeRelabelConfigs: firstAlone,
    },
};

test("every example is here", () => {
    expect([...examples.keys()].sort()).toEqual(Object.keys(EXPECTED).sort());
});

describe.each(Object.keys(EXPECTED))("%s", (title) => {
    test("is written to as it wants it, with queues for the load", async () => {
        // A million series every thirty seconds: 33,333 samples, 17 requests of 2,000 a second.
        const queueConfig = { minShards: 2, maxShards: 50, maxSamplesPerSend: 2000, capacity: 10_000 };
        expect(await written(title)).toMatchObject({ ...EXPECTED[title], queueConfig });
    });

    test("gets its key from a Secret, and it is nowhere else", async () => {
        const { whole } = await planned(title);
        expect(JSON.stringify(planFiles(whole))).not.toContain(KEY);
        expect(JSON.stringify(await written(title))).not.toContain(KEY);
    });

    test("is reached: Prometheus may leave the cluster by its port", async () => {
        const { resources } = await planned(title);
        const egress = at(
            manifest(resources, "NetworkPolicy", "prometheus"),
            "spec",
            "egress",
        ) as readonly PlainObject[];
        // A rule without `to` leads anywhere; the API server's is one too, without addresses of it.
        expect(egress.filter((rule) => rule.to === undefined).length).toBeGreaterThan(1);
    });
});

const sources = async (title: string) => {
    const { resources, values } = await planned(title);
    const file = at(manifest(resources, "ConfigMap", "grafana-datasources"), "data");
    const text = Object.values(file as Readonly<Record<string, string>>)[0] ?? "";
    const all = (parse(text) as { readonly datasources: readonly PlainObject[] }).datasources;
    return { all, mounts: at(values, "grafana", "extraSecretMounts") as readonly PlainObject[] };
};

test("Grafana asks the engine that has everything, and proves itself as Prometheus does", async () => {
    const mimir = await sources("Grafana Mimir");
    expect(mimir.all[0]).toMatchObject({
        uid: "prometheus",
        url: "https://mimir.example.com/prometheus",
        basicAuth: true,
        basicAuthUser: "shop",
        jsonData: { httpHeaderName1: "X-Scope-OrgID" },
        secureJsonData: {
            basicAuthPassword: "$__file{/etc/go-coffee/metrics-engine/key}",
            httpHeaderValue1: "shop",
        },
    });
    expect(mimir.all[1]).toMatchObject({ uid: "prometheus-own", jsonData: { manageAlerts: true } });
    expect(mimir.mounts).toContainEqual({
        name: "metrics-engine",
        mountPath: "/etc/go-coffee/metrics-engine",
        readOnly: true,
        secretName: "remote-write",
        items: [{ key: "key", path: "key" }],
    });
    const victoria = await sources("VictoriaMetrics");
    expect(victoria.all[0]).toMatchObject({
        secureJsonData: { httpHeaderValue1: "Bearer $__file{/etc/go-coffee/metrics-engine/key}" },
    });
    const thanos = await sources("Thanos Receive");
    expect(thanos.all[0]).toMatchObject({ jsonData: { tlsAuth: true } });
    const amazon = await sources("Amazon Managed Service for Prometheus");
    expect(amazon.all.map(({ uid }) => uid)).toEqual(["prometheus", "alertmanager", "loki", "jaeger"]);
});

test("an allow-list is one of whole names", async () => {
    const over = {
        metrics: {
            remoteWrite: {
                figures: {
                    url: "https://figures.example.com/write",
                    authentication: { type: "none" },
                    send: ["business:*", "up"],
                },
            },
        },
    };
    const { resources } = (await plan("dev", configuration("dev", over))).plan;
    expect(at(release(resources, "prometheus").values, "prometheus", "prometheusSpec", "remoteWrite")).toMatchObject([
        {
            // A single replica needs no label that tells it apart.
            writeRelabelConfigs: [{ action: "keep", sourceLabels: ["__name__"], regex: "business:.*|up" }, dropReplica],
        },
    ]);
});
