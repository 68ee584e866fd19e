import type { ElementName } from "../../config/element-names";

/**
 * The charts that the stack installs: one row each, and no chart version anywhere else.
 */

export interface Chart {
    /** Name of the chart in its repository. */
    readonly chart: string;
    /** Exact version; Renovate reads it. */
    readonly version: string;
    /** HTTP repository; `chartMirror` replaces it. */
    readonly repository: string;
    /** Name of the Helm release: Services and outputs are named after it, so it never changes. */
    readonly release: string;
}

const OPEN_TELEMETRY = {
    chart: "opentelemetry-collector",
    version: "0.170.0",
    repository: "https://open-telemetry.github.io/opentelemetry-helm-charts",
} as const;

export const CHARTS = {
    certManager: {
        chart: "cert-manager",
        version: "v1.21.1",
        repository: "https://charts.jetstack.io",
        release: "cert-manager",
    },
    elasticOperator: {
        chart: "eck-operator",
        version: "3.5.0",
        repository: "https://helm.elastic.co",
        release: "elastic-operator",
    },
    // The release is called `prometheus`: Service and custom resource names that people type follow from it.
    prometheusStack: {
        chart: "kube-prometheus-stack",
        version: "88.5.3",
        repository: "https://prometheus-community.github.io/helm-charts",
        release: "prometheus",
    },
    loki: {
        chart: "loki",
        version: "18.11.0",
        repository: "https://grafana-community.github.io/helm-charts",
        release: "loki",
    },
    jaeger: {
        chart: "jaeger",
        version: "4.11.1",
        repository: "https://jaegertracing.github.io/helm-charts",
        release: "jaeger",
    },
    sampler: { ...OPEN_TELEMETRY, release: "otel-sampler" },
    collector: { ...OPEN_TELEMETRY, release: "otel-collector" },
    clusterCollector: { ...OPEN_TELEMETRY, release: "otel-cluster" },
    fluentBit: {
        chart: "fluent-bit",
        version: "0.58.1",
        repository: "https://fluent.github.io/helm-charts",
        release: "fluent-bit",
    },
} as const satisfies Readonly<Record<ElementName, Chart>>;

/** Each chart once: several releases may be of the same. */
export const DISTINCT_CHARTS: readonly Chart[] = [
    ...new Map(Object.values<Chart>(CHARTS).map((row) => [`${row.chart} ${row.version}`, row])).values(),
];

/** File name of a chart's archive, as helm packs it. */
export const archiveOf = ({ chart, version }: Pick<Chart, "chart" | "version">): string => `${chart}-${version}.tgz`;

/** The oldest Kubernetes that every chart accepts (their `kubeVersion`). */
export const OLDEST_KUBERNETES = "1.25";
