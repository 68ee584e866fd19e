import { releasesOf } from "../../scripts/shared/planning/graph";
import { configuration, plan, type Resource } from "../support/plan";
import { at, manifest, release, resource } from "../support/resources";

describe("dev", () => {
    let resources: readonly Resource[] = [];
    beforeAll(async () => {
        ({ resources } = (await plan("dev")).plan);
    });

    test("one replica of everything, on volumes of the default class", () => {
        expect(release(resources, "prometheus").values).toMatchObject({
            prometheus: { prometheusSpec: { replicas: 1, retention: "30d", retentionSize: "17408MiB" } },
            alertmanager: { alertmanagerSpec: { replicas: 1 } },
        });
        expect(release(resources, "loki").values).toMatchObject({
            deploymentMode: "Monolithic",
            loki: { structuredConfig: { limits_config: { retention_period: "744h" } } },
            singleBinary: { replicas: 1, persistence: { size: "20Gi" } },
        });
        expect(release(resources, "jaeger").values).toMatchObject({
            jaeger: { replicas: 1, strategy: { type: "Recreate" } },
            userconfig: {
                extensions: { jaeger_storage: { backends: { traces: { badger: { ttl: { spans: "168h" } } } } } },
            },
        });
        expect(release(resources, "otel-collector").values).toMatchObject({ mode: "statefulset", replicaCount: 1 });
        const claim = manifest(resources, "PersistentVolumeClaim", "jaeger-badger");
        expect(claim.spec).toEqual({ accessModes: ["ReadWriteOnce"], resources: { requests: { storage: "10Gi" } } });
    });

    test("the gateway samples itself", () => {
        const gateway = release(resources, "otel-collector").values.alternateConfig;
        expect(at(gateway, "service", "pipelines", "traces/sampling")).toEqual({
            receivers: ["forward/sampling"],
            processors: ["tail_sampling", "batch"],
            exporters: ["otlp_grpc/jaeger"],
        });
        expect(at(gateway, "service", "pipelines", "traces", "exporters")).toEqual([
            "span_metrics",
            "service_graph",
            "forward/sampling",
        ]);
    });

    test("channels without a secret are receivers that send nothing", () => {
        const receivers = at(release(resources, "prometheus").values, "alertmanager", "config", "receivers");
        expect(receivers).toHaveLength(18);
        expect(receivers).toEqual(
            expect.arrayContaining([
                { name: "go-coffee-critical" },
                { name: "pagerduty-payments" },
                { name: "heartbeat" },
            ]),
        );
    });

    test("volumes that the stack makes itself outlive it", () => {
        const claim = resource(resources, "kubernetes:core/v1:PersistentVolumeClaim", "jaeger-badger");
        expect(claim.retainOnDelete).toBe(true);
    });
});

describe("prod", () => {
    let resources: readonly Resource[] = [];
    beforeAll(async () => {
        ({ resources } = (await plan("prod")).plan);
    });

    test("kube-state-metrics tells what rules rest on: maintenance, and the health of our Elasticsearch", () => {
        const values = at(release(resources, "prometheus").values, "kube-state-metrics");
        expect(values).toMatchObject({
            metricLabelsAllowlist: expect.arrayContaining(["namespaces=[gocoffee.dev/maintenance]"]) as unknown,
            customResourceState: { enabled: true },
            rbac: {
                extraRules: [
                    {
                        apiGroups: ["elasticsearch.k8s.elastic.co"],
                        resources: ["elasticsearches"],
                        verbs: ["list", "watch"],
                    },
                ],
            },
        });
        const [metric] = at(values, "customResourceState", "config", "spec", "resources") as readonly unknown[];
        expect(at(metric, "metricNamePrefix")).toBe("eck_elasticsearch");
        expect(at(metric, "metrics", 0, "each", "stateSet", "path")).toEqual(["status", "health"]);
    });

    test("replicas, retention and storage of the maintenance figures", () => {
        const storage = (size: string) => ({
            volumeClaimTemplate: {
                spec: {
                    accessModes: ["ReadWriteOnce"],
                    storageClassName: "replace-me",
                    resources: { requests: { storage: size } },
                },
            },
        });
        expect(release(resources, "prometheus").values).toMatchObject({
            prometheus: {
                podDisruptionBudget: { enabled: true, minAvailable: 1 },
                prometheusSpec: {
                    replicas: 2,
                    retention: "30d",
                    retentionSize: "174080MiB",
                    storageSpec: storage("200Gi"),
                },
            },
            alertmanager: { alertmanagerSpec: { replicas: 3, storage: storage("5Gi") } },
        });
        expect(release(resources, "jaeger").values).toMatchObject({
            jaeger: { replicas: 3, strategy: { type: "RollingUpdate" } },
            esIndexCleaner: { enabled: true, numberOfDays: 7 },
            userconfig: {
                extensions: { jaeger_storage: { backends: { traces: { elasticsearch: { max_span_age: "168h" } } } } },
            },
        });
        expect(at(manifest(resources, "Elasticsearch", "elasticsearch"), "spec", "nodeSets", 0)).toMatchObject({
            count: 3,
        });
    });

    test("Loki is distributed, on object storage, with its own keys to nothing", () => {
        const { values } = release(resources, "loki");
        expect(values).toMatchObject({
            deploymentMode: "Distributed",
            ingester: { replicas: 3 },
            serviceAccount: {
                annotations: { "eks.amazonaws.com/role-arn": "arn:aws:iam::replace-me:role/go-coffee-loki" },
            },
            loki: {
                structuredConfig: {
                    common: {
                        replication_factor: 3,
                        storage: { s3: { bucketnames: "replace-me-go-coffee-logs", sse: { type: "SSE-KMS" } } },
                    },
                    limits_config: { retention_period: "744h" },
                    compactor: { retention_enabled: true, delete_request_store: "s3" },
                },
            },
            defaults: { extraEnv: [] },
        });
    });

    test("traces go to a sampler tier by trace id, metrics to each Prometheus once", () => {
        const gateway = release(resources, "otel-collector").values.alternateConfig;
        expect(at(gateway, "service", "pipelines", "traces", "exporters")).toEqual(["span_metrics", "load_balancing"]);
        expect(at(gateway, "service", "pipelines", "metrics", "exporters")).toEqual([
            "otlp_http/prometheus-0",
            "otlp_http/prometheus-1",
        ]);
        expect(at(gateway, "exporters", "otlp_http/prometheus-1", "endpoint")).toBe(
            "https://prometheus-prometheus-kube-prometheus-prometheus-1.prometheus-operated.go-coffee-monitoring.svc:9090/api/v1/otlp",
        );
        expect(release(resources, "otel-sampler").values).toMatchObject({ replicaCount: 3 });
    });

    test("channels read their secrets from files", () => {
        const { values } = release(resources, "prometheus");
        expect(at(values, "alertmanager", "alertmanagerSpec", "secrets")).toEqual(["alertmanager-secrets"]);
        const receivers = at(values, "alertmanager", "config", "receivers");
        expect(receivers).toEqual(
            expect.arrayContaining([
                expect.objectContaining({
                    name: "go-coffee-payments",
                    slack_configs: [
                        expect.objectContaining({
                            channel: "#go-coffee-payments",
                            api_url_file: "/etc/alertmanager/secrets/alertmanager-secrets/slack-api-url",
                        }),
                    ],
                }),
            ]),
        );
        expect(at(values, "alertmanager", "config", "global")).toMatchObject({
            smtp_auth_password_file: "/etc/alertmanager/secrets/alertmanager-secrets/smtp-password",
        });
    });

    test("up refuses the placeholders of the example by name", async () => {
        const deploying = plan("prod", configuration("prod"), { dryRun: false });
        await expect(deploying).rejects.toThrow(
            /cluster\.context = "replace-me"\n {6}is a placeholder: yours belongs there/,
        );
        await expect(plan("prod", configuration("prod"), { dryRun: false })).rejects.toThrow("objectStorage.logs");
    });
});

describe("what can be chosen", () => {
    const planned = async (over: Parameters<typeof configuration>[1], stack: "dev" | "prod" = "dev") =>
        (await plan(stack, configuration(stack, over))).plan;

    test("elements can be switched off, and nothing calls them any more", async () => {
        const { resources, outputs } = await planned({
            grafana: { enabled: false },
            jaeger: { enabled: false },
            fluentBit: { enabled: false },
        });
        expect(
            releasesOf(resources)
                .map((installed) => installed.release)
                .sort(),
        ).toEqual(["cert-manager", "loki", "otel-cluster", "otel-collector", "prometheus"]);
        expect(Object.keys(outputs.access as object)).toEqual(["prometheus", "alertmanager", "otelCollector"]);
        const gateway = release(resources, "otel-collector").values.alternateConfig;
        expect(at(gateway, "service", "pipelines", "traces", "exporters")).toEqual(["span_metrics", "service_graph"]);
        expect(release(resources, "prometheus").values).toMatchObject({ grafana: { enabled: false } });
    });

    test("an Elasticsearch that exists already", async () => {
        const { resources } = await planned({
            jaeger: { storage: { type: "elasticsearch" } },
            elasticsearch: {
                mode: "external",
                url: "https://search.gocoffee.dev:9200",
                username: "tracing",
                caSecret: { name: "search-ca" },
            },
            existingSecrets: { elasticsearchPassword: { name: "search-user", key: "password" } },
        });
        const { values } = release(resources, "jaeger");
        expect(
            at(values, "userconfig", "extensions", "jaeger_storage", "backends", "traces", "elasticsearch"),
        ).toMatchObject({
            server_urls: ["https://search.gocoffee.dev:9200"],
            auth: { basic: { username: "tracing", password_file: "/etc/go-coffee/elasticsearch-user/password" } },
            tls: { ca_file: "/etc/go-coffee/elasticsearch-ca/ca.crt" },
        });
        expect(resources.some(({ type }) => type.includes("Elasticsearch"))).toBe(false);
    });

    test("overrides are merged deeply over our values, a list replaces a list", async () => {
        const { resources } = await planned({
            overrides: {
                loki: { singleBinary: { extraVolumes: [], tolerations: [{ operator: "Exists" }] } },
                certManager: { podLabels: { team: "platform" } },
            },
        });
        const { values } = release(resources, "loki");
        expect(at(values, "singleBinary")).toMatchObject({
            replicas: 1,
            extraVolumes: [],
            tolerations: [{ operator: "Exists" }],
        });
        expect(release(resources, "cert-manager").values).toMatchObject({
            podLabels: { team: "platform" },
            crds: { keep: true },
        });
    });

    test("a service is one entry: it is sampled by its own share and latency", async () => {
        const { resources } = await planned({
            services: { "loyalty-service": { samplingShare: 0.3, latencyTarget: "700ms" } },
        });
        const policies = at(
            release(resources, "otel-collector").values,
            "alternateConfig",
            "processors",
            "tail_sampling",
            "policies",
        );
        const named = (name: string) => expect.objectContaining({ name }) as unknown;
        expect(policies).toEqual(expect.arrayContaining([named("share-30-percent"), named("slower-than-700ms")]));
        expect(at(manifest(resources, "ConfigMap", "jaeger-sampling"), "data", "strategies.json")).toContain(
            '"service": "loyalty-service"',
        );
    });

    test("the platform decides which parts of the control plane are scraped", async () => {
        const parts = async (platform: string): Promise<unknown> => {
            const { values } = release((await planned({ cluster: { platform } })).resources, "prometheus");
            return { etcd: at(values, "kubeEtcd", "enabled"), dns: at(values, "coreDns", "enabled") };
        };
        expect(await parts("eks")).toEqual({ etcd: false, dns: true });
        expect(await parts("gke")).toEqual({ etcd: false, dns: false });
        expect(await parts("kubeadm")).toEqual({ etcd: true, dns: true });
    });
});
