import { promptScrape, type PromptScrape } from "../../model/alerting/delays";
import type { JsonObject } from "../../model/formats/json";
import {
    APPLICATION_LABEL,
    HEADLESS,
    JAEGER_PODS,
    OPERATED,
    PORTS,
    SERVICES,
    THANOS_COMPACTOR,
} from "../../model/cluster/names";
import type { PlainServer } from "../../model/network/plain";
import type { StackConfig } from "../../config/schema";
import { CERTIFICATES, type Server } from "../../model/network/servers";
import { hasProbes } from "../../model/network/outgoing";
import { hasSamplerTier } from "../../model/network/wiring";
import { SAMPLE_LIMITS } from "../../model/telemetry/scrape-limits";
import { withoutPrivateSeries } from "./private-series";
import { withoutReserved } from "./reserved-series";
import { clientTls, identifiedTls, NODE_LABEL } from "../helm/monitor";

/** What Prometheus scrapes, beyond kube-prometheus-stack's own. */
export interface ScrapeTarget {
    /** Pods are scraped directly; a target that asks for our token has to be a Service. */
    readonly kind: "PodMonitor" | "ServiceMonitor";
    readonly name: string;
    readonly namespaces: readonly string[];
    readonly selector: { readonly [label: string]: string };
    readonly port: { readonly number: number } | { readonly name: string };
    readonly path: string;
    /** TLS against our CA, with a certificate of Prometheus' own where the server asks for one, or a named exception. */
    readonly security: { readonly server: Server; readonly asks?: true } | { readonly exception: PlainServer };
    readonly relabelings?: readonly JsonObject[];
    /** Of what the target answers. */
    readonly metricRelabelings?: readonly JsonObject[];
    /** How often, when not as often as everything else. */
    readonly scrape?: PromptScrape;
    /** Bounds what a broken target can cost. */
    readonly sampleLimit: number;
}

const app = (name: string): { readonly [label: string]: string } => ({ "app.kubernetes.io/name": name });

/** The token of Prometheus' own service account. */
const SERVICE_ACCOUNT_TOKEN = "/var/run/secrets/kubernetes.io/serviceaccount/token";

/**
 * The label `service` of every application metric is the name label of its pod; a pod without one is called like what it
 * was made by, a ReplicaSet's without the hash: never nothing, which nobody could be told of.
 */
const SERVICE_LABEL: readonly JsonObject[] = [
    { sourceLabels: ["__meta_kubernetes_pod_controller_name"], targetLabel: "service" },
    {
        sourceLabels: ["__meta_kubernetes_pod_controller_kind", "__meta_kubernetes_pod_controller_name"],
        regex: "ReplicaSet;(.+)-[a-z0-9]+",
        targetLabel: "service",
        replacement: "$1",
    },
    {
        sourceLabels: ["__meta_kubernetes_pod_label_app_kubernetes_io_name"],
        regex: "(.+)",
        targetLabel: "service",
    },
];

export function scrapeTargets(config: StackConfig): readonly ScrapeTarget[] {
    const { monitoring, agents, applications } = config.namespaces;
    const own = {
        kind: "PodMonitor",
        namespaces: [monitoring],
        path: "/metrics",
        sampleLimit: SAMPLE_LIMITS.own,
    } as const;
    const ofThanos = { ...own, port: { number: PORTS.thanosHttp }, security: { server: CERTIFICATES.thanos } } as const;
    const thanosTargets = [
        { ...ofThanos, name: "thanos-sidecar", selector: { "operator.prometheus.io/name": OPERATED.prometheus } },
        ...[
            SERVICES.thanosQueryFrontend.service,
            SERVICES.thanosQuery.service,
            HEADLESS.thanosStore,
            THANOS_COMPACTOR,
        ].map((name) => ({ ...ofThanos, name, selector: app(name) })),
    ];
    const plain = (exception: PlainServer) => ({ security: { exception } }) as const;
    const ports = [...new Set(Object.values(config.services).map(({ metricsPort }) => metricsPort))].sort();
    return [
        {
            ...own,
            name: "loki",
            selector: app("loki"),
            port: { name: "http-metrics" },
            security: { server: CERTIFICATES.loki, asks: true },
        },
        ...(config.metrics.longTerm.mode === "thanos" ? thanosTargets : []),
        {
            ...own,
            ...plain("collectorTelemetry"),
            name: "otel-collector",
            selector: app(SERVICES.collectorGrpc.service),
            port: { name: "metrics" },
        },
        {
            ...own,
            ...plain("collectorTelemetry"),
            name: "otel-cluster",
            selector: app(SERVICES.clusterCollector.service),
            port: { name: "metrics" },
        },
        ...(hasSamplerTier({ config })
            ? [
                  {
                      ...own,
                      ...plain("collectorTelemetry"),
                      name: "otel-sampler",
                      selector: app(SERVICES.sampler.service),
                      port: { name: "metrics" },
                  },
              ]
            : []),
        ...(hasProbes(config)
            ? [
                  {
                      ...own,
                      name: SERVICES.prober.service,
                      selector: app(SERVICES.prober.service),
                      port: { name: "https" },
                      security: { server: CERTIFICATES.prober },
                  },
              ]
            : []),
        ...(config.jaeger.enabled
            ? [
                  {
                      ...own,
                      ...plain("jaegerTelemetry"),
                      name: "jaeger",
                      selector: JAEGER_PODS,
                      port: { number: PORTS.telemetry },
                  },
              ]
            : []),
        ...(config.fluentBit.enabled
            ? [
                  {
                      ...own,
                      ...plain("fluentBit"),
                      name: "fluent-bit",
                      namespaces: [agents],
                      selector: app("fluent-bit"),
                      port: { name: "http" },
                      path: "/api/v2/metrics/prometheus",
                      relabelings: NODE_LABEL,
                  },
              ]
            : []),
        ...(config.certManager.enabled
            ? [
                  {
                      ...own,
                      ...plain("certManagerMetrics"),
                      name: "cert-manager",
                      selector: {
                          "app.kubernetes.io/instance": "cert-manager",
                          "app.kubernetes.io/component": "controller",
                      },
                      port: { number: PORTS.certManagerMetrics },
                  },
              ]
            : []),
        ...(config.elasticsearch.mode === "managed"
            ? [
                  {
                      ...own,
                      kind: "ServiceMonitor",
                      name: "elastic-operator",
                      selector: app("elastic-operator-metrics-service"),
                      port: { name: "https" },
                      security: { server: CERTIFICATES.elasticOperator },
                  } as const,
              ]
            : []),
        ...ports.map((port) => ({
            ...own,
            ...plain("applications"),
            name: port === "metrics" ? "applications" : `applications-${port}`,
            namespaces: applications.map(({ name }) => name),
            selector: APPLICATION_LABEL,
            port: { name: port },
            relabelings: SERVICE_LABEL,
            metricRelabelings: [...withoutReserved, ...withoutPrivateSeries(config)],
            scrape: promptScrape(config),
            sampleLimit: SAMPLE_LIMITS.applications,
        })),
    ];
}

/** Spec of a PodMonitor or ServiceMonitor. */
export function monitorSpec(target: ScrapeTarget, config: StackConfig): JsonObject {
    const { kind, port, security, relabelings, metricRelabelings, scrape } = target;
    const endpoint = {
        ...("name" in port ? { port: port.name } : { portNumber: port.number }),
        path: target.path,
        ...scrape,
        ...("server" in security
            ? { scheme: "https", tlsConfig: (security.asks ? identifiedTls : clientTls)(security.server, config) }
            : { scheme: "http" }),
        ...(kind === "ServiceMonitor" ? { bearerTokenFile: SERVICE_ACCOUNT_TOKEN } : {}),
        ...(relabelings === undefined ? {} : { relabelings }),
        ...(metricRelabelings === undefined ? {} : { metricRelabelings }),
    };
    return {
        namespaceSelector: { matchNames: target.namespaces },
        selector: { matchLabels: target.selector },
        sampleLimit: target.sampleLimit,
        labelLimit: 50,
        // A target that names no content type is read all the same: without its metrics it would count as down.
        fallbackScrapeProtocol: "PrometheusText0.0.4",
        [kind === "PodMonitor" ? "podMetricsEndpoints" : "endpoints"]: [endpoint],
    };
}
