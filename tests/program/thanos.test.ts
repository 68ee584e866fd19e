/** Metrics for years as they are planned: who is asked, by whom, and how each proves itself. */
import { parse } from "yaml";
import type { PlainObject } from "../../config/merge";
import { hopsOf } from "../../model/network/hops";
import { bucketConfig, thanosOf } from "../../model/workloads/long-term";
import { prod, settings } from "../../scripts/shared/loopback/examples";
import { objectsOf } from "../../scripts/shared/planning/graph";
import { configuration, plan, type Resource } from "../support/plan";
import { at, manifest, release } from "../support/resources";

const STORAGE = { provider: "s3", logs: "go-coffee-logs", region: "eu-central-1" };
const KEYS = {
    objectStorage: { ...STORAGE, identity: { type: "secret" } },
};
const VOLUME = { metrics: { longTerm: { mode: "thanos", store: { type: "volume" } } } };

const planned = async (stack: "dev" | "prod", over: PlainObject = {}, secrets: Readonly<Record<string, string>> = {}) =>
    (await plan(stack, configuration(stack, over, secrets))).plan.resources;
const spec = (resources: readonly Resource[]) =>
    at(release(resources, "prometheus").values, "prometheus", "prometheusSpec") as PlainObject;
const pod = (resources: readonly Resource[], kind: string, name: string): PlainObject =>
    at(manifest(resources, kind, name), "spec", "template", "spec") as PlainObject;
const argumentsOf = (resources: readonly Resource[], kind: string, name: string): readonly string[] =>
    at(pod(resources, kind, name), "containers", 0, "args") as readonly string[];
const names = (resources: readonly Resource[]): readonly string[] =>
    objectsOf(resources)
        .map(({ kind, name }) => `${kind} ${name}`)
        .filter((name) => /(Deployment|StatefulSet) thanos/.test(name))
        .sort();

test("it is on in prod, and off in dev unless it is asked for", async () => {
    expect(names(await planned("prod"))).toEqual([
        "Deployment thanos-query",
        "Deployment thanos-query-frontend",
        "StatefulSet thanos-compactor",
        "StatefulSet thanos-store",
    ]);
    expect(names(await planned("dev"))).toEqual([]);
    expect(spec(await planned("dev"))).not.toHaveProperty("thanos");
    expect(names(await planned("dev", VOLUME))).toHaveLength(4);
});

test("every hop of it is in the table, with TLS, and gRPC with the caller's certificate", () => {
    const hops = hopsOf(prod().config).filter(
        ({ from, to, ports }) => [from, to].some((end) => end.startsWith("thanos")) || ports?.includes(10_902),
    );
    const lines = hops.map(({ from, to, ports, protection }) =>
        [from, to, String(ports), "tls" in protection ? protection.caller : "plain"].join(" "),
    );
    expect(lines.sort()).toEqual([
        "grafana thanosQueryFrontend 10902 nothing",
        "jaeger thanosQueryFrontend 10902 nothing",
        "prometheus prometheus 10902 nothing",
        "prometheus thanosCompactor 10902 nothing",
        "prometheus thanosQuery 10902 nothing",
        "prometheus thanosQueryFrontend 10902 nothing",
        "prometheus thanosStore 10902 nothing",
        "thanosCompactor outside 443 key",
        "thanosQuery prometheus 10901 certificate",
        "thanosQuery thanosStore 10901 certificate",
        "thanosQueryFrontend thanosQuery 10902 nothing",
        "thanosStore outside 443 key",
    ]);
});

test("Grafana and Jaeger ask the query frontend, in dev Prometheus", async () => {
    const frontend = "https://thanos-query-frontend.go-coffee-monitoring.svc:10902";
    for (const [stack, url] of [
        ["prod", frontend],
        ["dev", "https://prometheus-kube-prometheus-prometheus.go-coffee-monitoring.svc:9090"],
    ] as const) {
        const resources = await planned(stack);
        const text = String(
            Object.values(at(manifest(resources, "ConfigMap", "grafana-datasources"), "data") as object)[0],
        );
        const [first] = (parse(text) as { readonly datasources: readonly PlainObject[] }).datasources;
        expect(first).toMatchObject({ uid: "prometheus", url, isDefault: true });
        expect(JSON.stringify(at(release(resources, "jaeger").values, "userconfig"))).toContain(`"endpoint":"${url}"`);
    }
});

test("the sidecar has its version, the bucket without a key, and asks who calls", async () => {
    const resources = await planned("prod");
    expect(spec(resources).thanos).toMatchObject({
        image: "quay.io/thanos/thanos:v0.42.4",
        version: "v0.42.4",
        objectStorageConfigFile: "/etc/thanos/bucket.yaml",
        grpcServerTlsConfig: { caFile: "/etc/go-coffee/ca/ca.crt" },
        additionalArgs: [{ name: "http.config", value: "/etc/thanos/web.yaml" }],
    });
    // Whoever the bucket trusts.
    const role = { "eks.amazonaws.com/role-arn": "arn:aws:iam::replace-me:role/go-coffee-loki" };
    expect(at(release(resources, "prometheus").values, "prometheus", "serviceAccount", "annotations")).toEqual(role);
    expect(at(manifest(resources, "ServiceAccount", "thanos"), "metadata", "annotations")).toEqual(role);
});

test("queriers know replicas apart, the compactor takes blocks that overlap and what is kept for how long", async () => {
    const resources = await planned("prod");
    expect(argumentsOf(resources, "Deployment", "thanos-query")).toEqual(
        expect.arrayContaining([
            "--query.replica-label=prometheus_replica",
            "--endpoint=dns+prometheus-operated.go-coffee-monitoring.svc:10901",
            "--endpoint=dns+thanos-store.go-coffee-monitoring.svc:10901",
            "--grpc-client-tls-secure",
        ]),
    );
    expect(argumentsOf(resources, "StatefulSet", "thanos-compactor")).toEqual(
        expect.arrayContaining([
            "--compact.enable-vertical-compaction",
            "--retention.resolution-raw=90d",
            "--retention.resolution-5m=365d",
            "--retention.resolution-1h=1825d",
        ]),
    );
});

test("keys reach those that use the bucket by their environment, and nobody else", async () => {
    const secrets = { objectStorageAccessKeyId: "made-up-id", objectStorageSecretAccessKey: "made-up-key" };
    const resources = await planned("prod", KEYS, secrets);
    const variables = (list: unknown): readonly string[] =>
        ((list ?? []) as readonly { readonly name: string }[]).map(({ name }) => name);
    const keys = ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"];
    expect(spec(resources).containers).toMatchObject([{ name: "thanos-sidecar", env: keys.map((name) => ({ name })) }]);
    for (const name of ["thanos-store", "thanos-compactor"]) {
        expect(variables(at(pod(resources, "StatefulSet", name), "containers", 0, "env"))).toEqual(keys);
    }
    expect(variables(at(pod(resources, "Deployment", "thanos-query"), "containers", 0, "env"))).toEqual([]);
    expect(JSON.stringify(manifest(resources, "ConfigMap", "thanos"))).not.toContain("made-up");
});

test.each([
    [
        { ...STORAGE, kmsKey: "arn", identity: { type: "workload" } },
        {
            type: "S3",
            config: { bucket: "go-coffee-logs", endpoint: "s3.eu-central-1.amazonaws.com", aws_sdk_auth: true },
            prefix: "metrics",
        },
    ],
    [
        { ...STORAGE, endpoint: "https://s3.example.com:9000", identity: { type: "secret" } },
        { type: "S3", config: { endpoint: "s3.example.com:9000", bucket_lookup_type: "path" } },
    ],
    [
        { provider: "gcs", logs: "go-coffee-logs", identity: { type: "workload" } },
        { type: "GCS", config: { bucket: "go-coffee-logs" } },
    ],
    [
        { provider: "azure", logs: "go-coffee-logs", account: "gocoffee", identity: { type: "secret" } },
        {
            type: "AZURE",
            config: {
                container: "go-coffee-logs",
                storage_account: "gocoffee",
                storage_account_key: "$(AZURE_ACCOUNT_KEY)",
            },
        },
    ],
])("the bucket of %j", (objectStorage, expected) => {
    const { config } = settings({ environment: "dev", metrics: { longTerm: { mode: "thanos" } }, objectStorage }, [
        "objectStorageAccessKeyId",
        "objectStorageSecretAccessKey",
    ]);
    const longTerm = thanosOf(config);
    expect(longTerm && bucketConfig(longTerm, config.objectStorage)).toMatchObject(expected);
});

test("a volume in place of a bucket is one that all of them mount", async () => {
    const resources = await planned("dev", VOLUME);
    const claim = { name: "thanos-bucket", persistentVolumeClaim: { claimName: "thanos-bucket" } };
    for (const name of ["thanos-store", "thanos-compactor"]) {
        expect(pod(resources, "StatefulSet", name).volumes).toContainEqual(claim);
    }
    expect(spec(resources).volumes).toContainEqual(claim);
    expect(manifest(resources, "PersistentVolumeClaim", "thanos-bucket")).toBeDefined();
});
