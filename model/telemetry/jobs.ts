import { OPERATED, SERVICES } from "../cluster/names";
import type { StackConfig } from "../../config/schema";

/**
 * Scrape jobs: the label `job` on everything that a target emits. The operator derives it from the monitor: the
 * monitor's own name for our PodMonitors, a label or the name of the Service for those of the charts.
 */
export interface Jobs {
    readonly apiServer: string;
    readonly kubelet: string;
    readonly nodeExporter: string;
    readonly kubeStateMetrics: string;
    readonly prometheus: string;
    readonly prometheusOperator: string;
    readonly alertmanager: string;
    readonly grafana: string;
    readonly thanosSidecar: string;
    readonly thanosQueryFrontend: string;
    readonly thanosQuery: string;
    readonly thanosStore: string;
    readonly thanosCompactor: string;
    readonly loki: string;
    readonly jaeger: string;
    readonly collector: string;
    readonly clusterCollector: string;
    readonly sampler: string;
    readonly fluentBit: string;
    readonly certManager: string;
    readonly elasticOperator: string;
    readonly prober: string;
    /** URLs that are called. */
    readonly probes: string;
    /** Pods of the services. */
    readonly applications: string;
}

export function jobs({ namespaces }: StackConfig): Jobs {
    const ours = (monitor: string): string => `${namespaces.monitoring}/${monitor}`;
    return {
        apiServer: "apiserver",
        kubelet: "kubelet",
        nodeExporter: "node-exporter",
        kubeStateMetrics: "kube-state-metrics",
        prometheus: SERVICES.prometheus.service,
        prometheusOperator: "prometheus-kube-prometheus-operator",
        alertmanager: OPERATED.alertmanager,
        grafana: SERVICES.grafana.service,
        thanosSidecar: ours("thanos-sidecar"),
        thanosQueryFrontend: ours("thanos-query-frontend"),
        thanosQuery: ours("thanos-query"),
        thanosStore: ours("thanos-store"),
        thanosCompactor: ours("thanos-compactor"),
        loki: ours("loki"),
        jaeger: ours("jaeger"),
        collector: ours("otel-collector"),
        clusterCollector: ours("otel-cluster"),
        sampler: ours("otel-sampler"),
        fluentBit: ours("fluent-bit"),
        certManager: ours("cert-manager"),
        elasticOperator: "elastic-operator-metrics",
        prober: ours(SERVICES.prober.service),
        probes: "probes",
        applications: ours("applications"),
    };
}
