import { collectorConfigs, type CollectorConfigs } from "../../components/opentelemetry-collector/pipeline";
import type { HelmValues } from "../../components/helm/values";
import { check } from "../../config/check";
import { referencesOf } from "../../config/load";
import { mergeDeep, type PlainObject } from "../../config/merge";
import { ConfigurationError } from "../../config/problems";
import { TIERS, type Tier } from "../../config/queues";
import { SECRET_NAMES, type SecretName } from "../../config/secrets";
import { wire, type Settings } from "../../config/wiring";
import { PROD, PROD_SECRETS } from "./problems";

/** Checked settings of a configuration, without the Pulumi program around them. */
export function settings(given: PlainObject, secrets: readonly SecretName[] = []): Settings {
    const checked = check(given, new Set(secrets), false);
    if (!checked.ok) throw new ConfigurationError(checked.problems);
    const sources = Object.fromEntries(
        SECRET_NAMES.map((name) => [name, { from: secrets.includes(name) ? "config" : "generated" }]),
    ) as Parameters<typeof referencesOf>[1];
    return { config: checked.config, references: referencesOf(checked.config, sources) };
}

export const dev = (over: PlainObject = {}): Settings => settings(mergeDeep({ environment: "dev" }, over));
export const prod = (over: PlainObject = {}): Settings => settings(mergeDeep(PROD, over), PROD_SECRETS);

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

/** The configurations of the collectors of some settings. */
export function collectors(given: Settings): CollectorConfigs {
    const endpoints = wire(given);
    return collectorConfigs(given.config, {
        prometheus: endpoints.prometheusReplicas,
        loki: endpoints.lokiPush,
        jaeger: endpoints.jaegerCollector,
        sampler: endpoints.sampler,
    });
}

/** Each tier that there is, with its configuration. */
export const tiersOf = (configs: CollectorConfigs): readonly { readonly tier: Tier; readonly config: HelmValues }[] =>
    TIERS.flatMap((tier) => {
        const config = configs[tier];
        return config === undefined ? [] : [{ tier, config }];
    });
