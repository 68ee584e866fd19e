import { counter, histogram, type MetricSource } from "./types";

const SPAN = ["service_name", "span_name", "span_kind", "status_code"] as const;
const EDGE = ["client", "server", "connection_type"] as const;

/** What the collector makes of spans before they are sampled; pushed, so no target's labels. */
export const SPAN_METRICS: MetricSource = {
    target: ["job", "instance", "service_namespace"],
    metrics: {
        traces_span_metrics_calls_total: counter(...SPAN),
        traces_span_metrics_duration_milliseconds: histogram(...SPAN),
        traces_service_graph_request_total: counter(...EDGE),
        traces_service_graph_request_failed_total: counter(...EDGE),
        traces_service_graph_request_server_seconds: histogram(...EDGE),
        traces_service_graph_request_client_seconds: histogram(...EDGE),
    },
};
