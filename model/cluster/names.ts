/**
 * Names and ports that people type or that elements call each other by. A test holds them against the rendered charts.
 */

import type { StackConfig } from "../../config/schema";

export interface ServicePort {
    /** Name of the Service. */
    readonly service: string;
    /** Port of the Service. */
    readonly port: number;
}

export const SERVICES = {
    grafana: { service: "grafana", port: 80 },
    prober: { service: "blackbox-exporter", port: 9115 },
    prometheus: { service: "prometheus-kube-prometheus-prometheus", port: 9090 },
    alertmanager: { service: "alertmanager", port: 9093 },
    thanosQueryFrontend: { service: "thanos-query-frontend", port: 10902 },
    thanosQuery: { service: "thanos-query", port: 10902 },
    loki: { service: "loki", port: 3100 },
    lokiDistributor: { service: "loki-distributor", port: 3100 },
    lokiQueryFrontend: { service: "loki-query-frontend", port: 3100 },
    jaegerQuery: { service: "jaeger-query", port: 16686 },
    jaegerCollector: { service: "jaeger-collector", port: 4317 },
    elasticsearch: { service: "elasticsearch-es-http", port: 9200 },
    collectorGrpc: { service: "otel-collector", port: 4317 },
    collectorHttp: { service: "otel-collector", port: 4318 },
    collectorPlainGrpc: { service: "otel-collector", port: 4319 },
    collectorPlainHttp: { service: "otel-collector", port: 4320 },
    /** Of the nodes' agents alone. */
    collectorAgents: { service: "otel-collector", port: 4321 },
    collectorJaegerGrpc: { service: "otel-collector", port: 14250 },
    collectorJaegerHttp: { service: "otel-collector", port: 14268 },
    collectorZipkin: { service: "otel-collector", port: 9411 },
    collectorHealth: { service: "otel-collector", port: 13133 },
    sampler: { service: "otel-sampler", port: 4317 },
    clusterCollector: { service: "otel-cluster", port: 13133 },
} as const satisfies Readonly<Record<string, ServicePort>>;

/** Headless Services, whose pods have names of their own; the operator makes the first two. */
export const HEADLESS = {
    prometheus: "prometheus-operated",
    alertmanager: "alertmanager-operated",
    sampler: "otel-sampler-pods",
    thanosStore: "thanos-store",
} as const;

/** Name of the Prometheus and Alertmanager custom resources: the chart derives them from the release. */
export const OPERATED = {
    prometheus: "prometheus-kube-prometheus-prometheus",
    alertmanager: "prometheus-kube-prometheus-alertmanager",
} as const;

/** The one of Thanos' programs that nobody calls but to scrape it. */
export const THANOS_COMPACTOR = "thanos-compactor";

/** Volume claims of the stores, as patterns: StatefulSets number theirs. */
export const CLAIMS = {
    prometheus: `prometheus-${OPERATED.prometheus}-db-.*`,
    thanos: "data-thanos-.*",
    thanosBucket: "thanos-bucket",
    loki: "(storage|data)-loki-.*",
    elasticsearch: "elasticsearch-data-elasticsearch-es-.*",
    jaeger: "jaeger-badger",
} as const;

/** Ports inside pods. */
export const PORTS = {
    grafana: 3000,
    thanosHttp: 10902,
    thanosGrpc: 10901,
    telemetry: 8888,
    health: 13133,
    /** On the loopback address of the pod alone: reached through a port-forward. */
    pprof: 1777,
    zpages: 55679,
    /** First of the ports on which a collector hands data to itself, one for each endpoint without a queue on disk. */
    loopback: 24317,
    fluentBit: 2020,
    lokiGrpc: 9095,
    lokiProbes: 3101,
    memberlist: 7946,
    nodeExporter: 9100,
    certManagerMetrics: 9402,
    elasticOperatorMetrics: 9444,
    jaegerQueryGrpc: 16685,
    otlpHttp: 4318,
    samplingHttp: 5778,
    samplingGrpc: 5779,
} as const;

/** Labels that the stack's own objects carry, after Kubernetes' recommendation. */
export const LABELS = {
    "app.kubernetes.io/part-of": "go-coffee-observability",
    "app.kubernetes.io/managed-by": "pulumi",
} as const;

/** The label that every workload of the applications carries. */
export const APPLICATION_LABEL = { "app.kubernetes.io/part-of": "go-coffee" } as const;

/** Jaeger's servers; its index cleaner carries the first label too. */
export const JAEGER_PODS = {
    "app.kubernetes.io/name": "jaeger",
    "app.kubernetes.io/component": "all-in-one",
} as const;

/** Name of the Elasticsearch resource: its Services, claims and pods derive theirs from it. */
export const ELASTICSEARCH = "elasticsearch";
/** The label that its operator puts on its pods, with that name. */
export const ELASTICSEARCH_LABEL = "elasticsearch.k8s.elastic.co/cluster-name";

/** ConfigMap with Grafana's datasources. */
export const DATASOURCES_CONFIG_MAP = "grafana-datasources";

/** Annotations and labels of the stack's own are under this prefix. */
export const OWN_PREFIX = "gocoffee.dev";

/** Label of a namespace that somebody works on, with the value `true`: its alerts are hidden, but for security's. */
export const MAINTENANCE_LABEL = `${OWN_PREFIX}/maintenance`;

/** Label that Kubernetes puts on each namespace, with its name. */
export const NAMESPACE_NAME = "kubernetes.io/metadata.name";

/** A selector of namespaces by their names. */
export const inNamespaces = (names: readonly string[]) =>
    ({ matchExpressions: [{ key: NAMESPACE_NAME, operator: "In", values: names }] }) as const;

type Namespaces = Pick<StackConfig, "namespaces">;

/** Namespaces beside the stack's own that monitors, rules and dashboards are taken from. */
export const foreignNamespaces = ({
    namespaces: { monitoring, agents, applications, content },
}: Namespaces): readonly string[] =>
    [...new Set(content ?? applications.map(({ name }) => name))].filter(
        (name) => name !== monitoring && name !== agents,
    );

/** All that they are taken from. */
export const contentNamespaces = (config: Namespaces): readonly string[] => [
    config.namespaces.monitoring,
    config.namespaces.agents,
    ...foreignNamespaces(config),
];

/** Label of the namespaces of a stack with the stack that they belong to: a cluster takes one. */
export const OWNER_LABEL = `${OWN_PREFIX}/owner`;
/** Its value. */
export const ownerOf = (project: string, stack: string): string => `${project}.${stack}`;

/** Name under which the events of the cluster are found among the logs. */
export const EVENTS_SERVICE = "kubernetes-events";
