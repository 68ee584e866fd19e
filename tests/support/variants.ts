import type { HelmValues } from "../../components/helm/values";
import type { CollectorConfigs } from "../../components/opentelemetry-collector/pipeline";
import type { PlainObject } from "../../config/merge";
import type { Settings } from "../../model/stack/stack";
import { TIERS, type Tier } from "../../model/workloads/queues";
import { dev, prod } from "../../scripts/shared/loopback/examples";

const EXPORTS: PlainObject = {
    vendor: {
        protocol: "otlp_http",
        endpoint: "https://otlp.example.com/otlp",
        signals: ["traces", "metrics", "logs"],
        headers: { "x-api-key": { name: "vendor", key: "api-key" } },
    },
    archive: { protocol: "otlp_grpc", endpoint: "archive.example.com:4317", signals: ["logs"] },
    "long-term": {
        protocol: "prometheus_remote_write",
        endpoint: "https://metrics.example.com/api/v1/write",
        headers: { Authorization: { name: "long-term", key: "authorization" } },
    },
};

/** Configurations that differ in what the collectors are made of. */
export const VARIANTS: { readonly [name: string]: () => Settings } = {
    dev: () => dev(),
    prod: () => prod(),
    "dev with everything on": () =>
        dev({
            cluster: { platform: "eks" },
            collector: {
                plainOtlp: true,
                queueStorage: { gateway: "8Gi", cluster: "4Gi" },
                scrape: { "kafka-exporter": { targets: ["127.0.0.1:9308"] } },
                dropMetrics: ["go.memory.allocated"],
                exports: EXPORTS,
            },
        }),
    "prod with external endpoints": () =>
        prod({
            cluster: { platform: "gke" },
            collector: {
                queueStorage: { gateway: "100Gi", sampler: "20Gi", cluster: "20Gi" },
                exports: EXPORTS,
            },
        }),
    "dev with little": () =>
        dev({ jaeger: { enabled: false }, collector: { jaeger: false, zipkin: false, probePaths: [] } }),
    "prod without Jaeger": () => prod({ jaeger: { enabled: false } }),
};

/** Each tier that there is, with its configuration. */
export const tiersOf = (configs: CollectorConfigs): readonly { readonly tier: Tier; readonly config: HelmValues }[] =>
    TIERS.flatMap((tier) => {
        const config = configs[tier];
        return config === undefined ? [] : [{ tier, config }];
    });
