import type { JsonObject } from "../../model/formats/json";
import { publicUrl } from "../../model/network/interfaces";
import type { StackConfig } from "../../config/schema";
import { DATASOURCES } from "../../model/grafana/datasources";
import type { HelmValues } from "../helm/values";

/** Jaeger's user interface: https://www.jaegertracing.io/docs/latest/deployment/frontend-ui/ */
export const uiConfig = (config: StackConfig): HelmValues => ({
    monitor: { menuEnabled: true },
    // Badger computes them from its traces; for Elasticsearch, a job would have to: Grafana has the service graph.
    dependencies: { menuEnabled: config.jaeger.storage.type === "badger" },
    ...(config.grafana.enabled ? { linkPatterns: links(publicUrl("grafana", config)) } : {}),
});

/** Links from a trace, and from the pod of a span, to their logs and metrics. */
const links = (grafana: string): readonly JsonObject[] => [
    {
        type: "traces",
        text: "Logs of this trace",
        url: explore(grafana, "loki", [`{service_name=~".+"} | trace_id="#{traceID}"`], around("5m")),
    },
    {
        type: "traces",
        text: "Metrics of #{traceName}",
        url: explore(grafana, "prometheus", [ofTrace(CALLS), ofTrace(LATENCY)], around("30m")),
    },
    {
        type: "process",
        key: "k8s.pod.name",
        text: "Metrics of this pod, now",
        url: explore(
            grafana,
            "prometheus",
            [
                `sum by (route, code) (rate(http_requests_total${POD}[5m]))`,
                `sum(rate(container_cpu_usage_seconds_total${POD}[5m]))`,
                `sum(container_memory_working_set_bytes${POD})`,
            ],
            { from: "now-1h", to: "now" },
        ),
    },
];

const POD = '{namespace="#{k8s.namespace.name}", pod="#{k8s.pod.name}"}';
const CALLS = "sum by (service_name, span_name, status_code) (rate(traces_span_metrics_calls_total[5m]))";
const LATENCY =
    "histogram_quantile(0.99, sum by (service_name, span_name, le) (rate(traces_span_metrics_duration_milliseconds_bucket[5m])))";

/** Of the operation that a trace begins with, which the interface calls `service: operation`. */
const ofTrace = (query: string): string =>
    `label_join(${query}, "trace", ": ", "service_name", "span_name") and on (trace) label_replace(vector(1), "trace", "#{traceName}", "", "")`;

interface Range {
    readonly from: string;
    readonly to: string;
}

const MICROSECONDS = { "5m": 300_000_000, "30m": 1_800_000_000 } as const;
/** The time of the trace with some before and after it. */
const around = (margin: keyof typeof MICROSECONDS): Range => ({
    from: `#{startTime | add -${MICROSECONDS[margin]} | epoch_micros_to_date_iso}`,
    to: `#{endTime | add ${MICROSECONDS[margin]} | epoch_micros_to_date_iso}`,
});

/** URL of Grafana's Explore; what Jaeger fills in (`#{...}`) is encoded by it, all else here. */
function explore(grafana: string, source: "loki" | "prometheus", queries: readonly string[], range: Range): string {
    const datasource = DATASOURCES[source];
    const pane = {
        datasource: datasource.uid,
        queries: queries.map((expr, index) => ({ refId: "ABC"[index], datasource, editorMode: "code", expr })),
        range,
    };
    const encoded = encodeURIComponent(JSON.stringify({ jaeger: pane })).replaceAll(/%23%7B.*?%7D/g, (parameter) =>
        decodeURIComponent(parameter),
    );
    return `${grafana}/explore?schemaVersion=1&orgId=1&panes=${encoded}`;
}
