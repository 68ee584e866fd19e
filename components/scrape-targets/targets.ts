import type { JsonObject } from "../../config/json";
import { APPLICATION_LABEL, PORTS, SERVICES } from "../../config/names";
import type { PlainServer } from "../../config/plain";
import type { StackConfig } from "../../config/schema";
import { CERTIFICATES, type Server } from "../../config/servers";
import { hasSamplerTier } from "../../config/wiring";
import { OPERATOR_METRICS_PORT } from "../elasticsearch/values";
import { clientTls } from "../kube-prometheus-stack/tls";

/** Pods that Prometheus scrapes, beyond those of kube-prometheus-stack. */
export interface ScrapeTarget {
    readonly name: string;
    readonly namespaces: readonly string[];
    readonly selector: { readonly [label: string]: string };
    readonly port: { readonly number: number } | { readonly name: string };
    readonly path: string;
    /** TLS against our CA, or a named exception to it. */
    readonly security: { readonly server: Server; readonly bearerToken?: true } | { readonly exception: PlainServer };
    readonly relabelings?: readonly JsonObject[];
    /** Bounds what a broken target can cost. */
    readonly sampleLimit: number;
}

const app = (name: string): { readonly [label: string]: string } => ({ "app.kubernetes.io/name": name });

/** The label `service` of every application metric is the name label of its pod. */
const SERVICE_LABEL: readonly JsonObject[] = [
    { sourceLabels: ["__meta_kubernetes_pod_label_app_kubernetes_io_name"], targetLabel: "service" },
];

export function scrapeTargets(config: StackConfig): readonly ScrapeTarget[] {
    const { monitoring, agents, applications } = config.namespaces;
    const own = { namespaces: [monitoring], path: "/metrics", sampleLimit: 50_000 } as const;
    const plain = (exception: PlainServer) => ({ security: { exception } }) as const;
    const ports = [...new Set(Object.values(config.services).map(({ metricsPort }) => metricsPort))].sort();
    return [
        {
            ...own,
            name: "loki",
            selector: app("loki"),
            port: { name: "http-metrics" },
            security: { server: CERTIFICATES.loki },
        },
        {
            ...own,
            ...plain("collectorTelemetry"),
            name: "otel-collector",
            selector: app(SERVICES.collectorGrpc.service),
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
        ...(config.jaeger.enabled
            ? [
                  {
                      ...own,
                      ...plain("jaegerTelemetry"),
                      name: "jaeger",
                      selector: app("jaeger"),
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
                      name: "elastic-operator",
                      selector: app("elastic-operator"),
                      port: { number: OPERATOR_METRICS_PORT },
                      security: { server: CERTIFICATES.elasticOperator, bearerToken: true },
                  } as const,
              ]
            : []),
        ...ports.map((port) => ({
            ...plain("applications"),
            name: port === "metrics" ? "applications" : `applications-${port}`,
            namespaces: applications.map(({ name }) => name),
            selector: APPLICATION_LABEL,
            port: { name: port },
            path: "/metrics",
            relabelings: SERVICE_LABEL,
            sampleLimit: 20_000,
        })),
    ];
}

/** Spec of a PodMonitor. */
export function podMonitorSpec(target: ScrapeTarget, config: StackConfig): JsonObject {
    const { port, security, relabelings } = target;
    const secure =
        "server" in security
            ? {
                  scheme: "https",
                  tlsConfig: clientTls(security.server, config),
                  ...(security.bearerToken
                      ? { bearerTokenFile: "/var/run/secrets/kubernetes.io/serviceaccount/token" }
                      : {}),
              }
            : { scheme: "http" };
    return {
        namespaceSelector: { matchNames: target.namespaces },
        selector: { matchLabels: target.selector },
        sampleLimit: target.sampleLimit,
        labelLimit: 50,
        podMetricsEndpoints: [
            {
                ...("name" in port ? { port: port.name } : { portNumber: port.number }),
                path: target.path,
                ...secure,
                ...(relabelings === undefined ? {} : { relabelings }),
            },
        ],
    };
}
