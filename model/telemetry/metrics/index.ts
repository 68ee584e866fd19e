import { APPLICATIONS } from "./applications";
import { API_SERVER, KUBELET, KUBE_STATE_METRICS } from "./kubernetes";
import { NODE_EXPORTER } from "./nodes";
import { COLLECTOR, FLUENT_BIT, JAEGER, LOKI, THANOS } from "./pipelines";
import {
    ALERTMANAGER,
    CERT_MANAGER,
    ELASTIC_OPERATOR,
    GRAFANA,
    PROBER,
    PROMETHEUS,
    PROMETHEUS_OPERATOR,
    SYNTHETIC,
} from "./own-programs";
import { SPAN_METRICS } from "./traces";
import type { MetricSource } from "./types";

/** Who emits the metrics that rules and dashboards may ask for; recording rules add to them. */
export const METRICS = {
    applications: APPLICATIONS,
    kubeStateMetrics: KUBE_STATE_METRICS,
    kubelet: KUBELET,
    apiServer: API_SERVER,
    nodeExporter: NODE_EXPORTER,
    synthetic: SYNTHETIC,
    prometheus: PROMETHEUS,
    prober: PROBER,
    alertmanager: ALERTMANAGER,
    loki: LOKI,
    thanos: THANOS,
    jaeger: JAEGER,
    collector: COLLECTOR,
    spanMetrics: SPAN_METRICS,
    fluentBit: FLUENT_BIT,
    certManager: CERT_MANAGER,
    grafana: GRAFANA,
    prometheusOperator: PROMETHEUS_OPERATOR,
    elasticOperator: ELASTIC_OPERATOR,
} as const satisfies Readonly<Record<string, MetricSource>>;

type Entry = readonly [series: string, labels: readonly string[]];

/** Series that a source provides with their labels: histograms and summaries are several series each. */
export const seriesOf = ({ target, metrics }: MetricSource): readonly Entry[] =>
    Object.entries(metrics).flatMap(([name, { type, labels }]): readonly Entry[] => {
        const all = [...target, ...labels];
        if (type !== "histogram" && type !== "summary") return [[name, all]];
        const parts: readonly Entry[] = [
            [`${name}_sum`, all],
            [`${name}_count`, all],
        ];
        return type === "histogram"
            ? [...parts, [`${name}_bucket`, [...all, "le"]]]
            : [...parts, [name, [...all, "quantile"]]];
    });
