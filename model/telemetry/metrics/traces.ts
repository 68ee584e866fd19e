import { counter, histogram, type MetricSource } from "./types";

/** Of the resource, and Prometheus' own name for it; an instance isn't among them. */
const RESOURCE = [
    "job",
    "service_name",
    "service_namespace",
    "deployment_environment_name",
    "k8s_cluster_name",
] as const;
const SPAN = [...RESOURCE, "span_name", "span_kind", "status_code"] as const;
const EDGE = ["client", "server", "connection_type", "failed"] as const;

/** What the collector makes of spans before they are sampled; pushed, so no target's labels. */
export const SPAN_METRICS: MetricSource = {
    target: ["collector_instance_id"],
    metrics: {
        traces_span_metrics_calls_total: counter(...SPAN),
        traces_span_metrics_duration_milliseconds: histogram(...SPAN),
        traces_service_graph_request_total: counter(...EDGE),
        traces_service_graph_request_failed_total: counter(...EDGE),
        traces_service_graph_request_server_seconds: histogram(...EDGE),
        traces_service_graph_request_client_seconds: histogram(...EDGE),
    },
};
