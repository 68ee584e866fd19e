import { counter, gauge, histogram, POD_MONITOR, type Metric, type MetricSource } from "./types";

/** What telemetry passes through. */

const RULE_GROUP = ["rule_group", "user"] as const;
const DISCARDED = ["reason", "tenant", "format", "policy"] as const;

export const LOKI: MetricSource = {
    target: POD_MONITOR,
    metrics: {
        loki_build_info: gauge("version"),
        loki_request_duration_seconds: histogram("method", "route", "status_code", "ws"),
        loki_distributor_bytes_received_total: counter("tenant", "format"),
        loki_distributor_lines_received_total: counter("tenant", "format"),
        loki_discarded_bytes_total: counter(...DISCARDED),
        loki_discarded_samples_total: counter(...DISCARDED),
        loki_ingester_wal_disk_full_failures_total: counter(),
        loki_panic_total: counter(),
        loki_compactor_apply_retention_last_successful_run_timestamp_seconds: gauge(),
        loki_runtime_config_last_reload_successful: gauge("config"),
        loki_ruler_config_last_reload_successful: gauge("user"),
        loki_prometheus_rule_evaluation_failures_total: counter(...RULE_GROUP),
        loki_prometheus_rule_evaluations_total: counter(...RULE_GROUP),
        loki_prometheus_rule_group_interval_seconds: gauge(...RULE_GROUP),
        loki_prometheus_rule_group_iterations_missed_total: counter(...RULE_GROUP),
        loki_prometheus_rule_group_last_evaluation_timestamp_seconds: gauge(...RULE_GROUP),
        loki_prometheus_notifications_dropped_total: counter("user", "alertmanager"),
        loki_prometheus_notifications_errors_total: counter("user", "alertmanager"),
        loki_prometheus_notifications_sent_total: counter("user", "alertmanager"),
    },
};

/** Its programs: not each has all of them. */
export const THANOS: MetricSource = {
    target: POD_MONITOR,
    metrics: {
        thanos_compact_halted: gauge(),
        thanos_objstore_bucket_last_successful_upload_time: gauge("bucket"),
        thanos_objstore_bucket_operation_failures_total: counter("bucket", "operation"),
        thanos_objstore_bucket_operations_total: counter("bucket", "operation"),
        thanos_shipper_upload_failures_total: counter(),
    },
};

const STORAGE = ["kind", "name", "role"] as const;

export const JAEGER: MetricSource = {
    target: POD_MONITOR,
    metrics: {
        // Of Elasticsearch, for each item of its bulk requests.
        jaeger_storage_bulk_index_attempts_total: counter(...STORAGE),
        jaeger_storage_bulk_index_errors_total: counter(...STORAGE),
        jaeger_storage_requests_total: counter("kind", "name", "operation", "result", "role"),
        jaeger_storage_latency_seconds: histogram("kind", "name", "operation", "result", "role"),
    },
};

const perSignal = (name: (items: string) => string, metric: Metric): { readonly [name: string]: Metric } =>
    Object.fromEntries(["spans", "metric_points", "log_records"].map((items) => [name(items), metric]));
const received = counter("receiver", "transport");
const queued = gauge("exporter", "data_type");

/** Collectors and Jaeger, which is built from the same parts. Counters of failures are there from the first one on. */
export const COLLECTOR: MetricSource = {
    target: POD_MONITOR,
    metrics: {
        ...perSignal((items) => `otelcol_receiver_accepted_${items}_total`, received),
        ...perSignal((items) => `otelcol_receiver_refused_${items}_total`, received),
        ...perSignal((items) => `otelcol_receiver_failed_${items}_total`, received),
        ...perSignal((items) => `otelcol_exporter_sent_${items}_total`, counter("exporter")),
        ...perSignal((items) => `otelcol_exporter_send_failed_${items}_total`, counter("exporter", "error_permanent")),
        ...perSignal((items) => `otelcol_exporter_enqueue_failed_${items}_total`, counter("exporter")),
        ...perSignal((items) => `otelcol_processor_memory_limiter_refused_${items}_total`, counter("processor")),
        otelcol_exporter_queue_capacity: queued,
        otelcol_exporter_queue_size: queued,
        otelcol_processor_filter_datapoints_filtered_total: counter("filter"),
        otelcol_deltatocumulative_datapoints_total: counter("error"),
        otelcol_processor_incoming_items_total: counter("processor", "otel_signal"),
        otelcol_processor_outgoing_items_total: counter("processor", "otel_signal"),
        otelcol_processor_tail_sampling_count_traces_sampled_total: counter("policy", "decision", "sampled"),
        otelcol_processor_tail_sampling_sampling_trace_dropped_too_early_total: counter(),
        otelcol_processor_tail_sampling_sampling_traces_on_memory: gauge(),
        otelcol_process_memory_rss_bytes: gauge(),
        otelcol_process_uptime_seconds_total: counter(),
        otelcol_process_cpu_seconds_total: counter(),
    },
};

/** Fluent Bit: `node` is the node that it reads the logs of. */
export const FLUENT_BIT: MetricSource = {
    target: [...POD_MONITOR, "node"],
    metrics: {
        fluentbit_build_info: gauge("hostname", "version", "os"),
        fluentbit_input_bytes_total: counter("name"),
        fluentbit_input_records_total: counter("name"),
        fluentbit_input_ingestion_paused: gauge("name"),
        fluentbit_input_long_line_skipped_total: counter("name"),
        fluentbit_input_long_line_truncated_total: counter("name"),
        fluentbit_input_storage_overlimit: gauge("name"),
        fluentbit_output_chunk_available_capacity_percent: gauge("name"),
        fluentbit_output_dropped_records_total: counter("name"),
        fluentbit_output_errors_total: counter("name"),
        fluentbit_output_proc_bytes_total: counter("name"),
        fluentbit_output_proc_records_total: counter("name"),
        fluentbit_output_retries_failed_total: counter("name"),
        fluentbit_output_retries_total: counter("name"),
        fluentbit_storage_fs_chunks: gauge(),
    },
};
