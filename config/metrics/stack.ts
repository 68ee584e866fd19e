import { counter, gauge, histogram, POD_MONITOR, SERVICE_MONITOR, summary, type MetricSource } from "./types";

/** What Prometheus says of every target and of its own rules. */
export const SYNTHETIC: MetricSource = {
    target: [...SERVICE_MONITOR, "metrics_path", "node"],
    metrics: {
        up: gauge(),
        scrape_duration_seconds: gauge(),
        scrape_samples_scraped: gauge(),
        scrape_samples_post_metric_relabeling: gauge(),
        scrape_series_added: gauge(),
        ALERTS: gauge("alertname", "alertstate", "severity", "team", "slo"),
        ALERTS_FOR_STATE: gauge("alertname", "severity", "team", "slo"),
    },
};

export const PROMETHEUS: MetricSource = {
    target: SERVICE_MONITOR,
    metrics: {
        prometheus_build_info: gauge("version"),
        prometheus_config_last_reload_successful: gauge(),
        prometheus_config_last_reload_success_timestamp_seconds: gauge(),
        prometheus_engine_query_duration_seconds: summary("slice"),
        prometheus_notifications_alertmanagers_discovered: gauge(),
        prometheus_notifications_dropped_total: counter("alertmanager"),
        prometheus_notifications_errors_total: counter("alertmanager"),
        prometheus_notifications_queue_capacity: gauge("alertmanager"),
        prometheus_notifications_queue_length: gauge("alertmanager"),
        prometheus_notifications_sent_total: counter("alertmanager"),
        prometheus_rule_evaluation_failures_total: counter("rule_group"),
        prometheus_rule_evaluations_total: counter("rule_group"),
        prometheus_rule_group_interval_seconds: gauge("rule_group"),
        prometheus_rule_group_iterations_missed_total: counter("rule_group"),
        prometheus_rule_group_last_duration_seconds: gauge("rule_group"),
        prometheus_rule_group_last_evaluation_timestamp_seconds: gauge("rule_group"),
        prometheus_target_scrapes_exceeded_sample_limit_total: counter(),
        prometheus_target_scrapes_sample_out_of_order_total: counter(),
        prometheus_tsdb_head_samples_appended_total: counter("type"),
        prometheus_tsdb_head_series: gauge(),
        prometheus_tsdb_compactions_failed_total: counter(),
        prometheus_tsdb_reloads_failures_total: counter(),
        prometheus_tsdb_storage_blocks_bytes: gauge(),
        prometheus_tsdb_wal_corruptions_total: counter(),
        prometheus_tsdb_wal_storage_size_bytes: gauge(),
        prometheus_tsdb_retention_limit_bytes: gauge(),
    },
};

export const ALERTMANAGER: MetricSource = {
    target: SERVICE_MONITOR,
    metrics: {
        alertmanager_alerts: gauge("state"),
        alertmanager_build_info: gauge("version"),
        alertmanager_cluster_members: gauge(),
        alertmanager_cluster_failed_peers: gauge(),
        alertmanager_config_hash: gauge(),
        alertmanager_config_last_reload_successful: gauge(),
        alertmanager_notifications_failed_total: counter("integration", "reason"),
        alertmanager_notifications_total: counter("integration"),
        alertmanager_notification_latency_seconds: histogram("integration"),
        alertmanager_silences: gauge("state"),
    },
};

export const LOKI: MetricSource = {
    target: POD_MONITOR,
    metrics: {
        loki_build_info: gauge("version"),
        loki_request_duration_seconds: histogram("method", "route", "status_code", "ws"),
        loki_distributor_bytes_received_total: counter("tenant"),
        loki_distributor_lines_received_total: counter("tenant"),
        loki_discarded_bytes_total: counter("reason", "tenant"),
        loki_discarded_samples_total: counter("reason", "tenant"),
        loki_ingester_wal_disk_full_failures_total: counter(),
        loki_panic_total: counter(),
        loki_compactor_apply_retention_last_successful_run_timestamp_seconds: gauge(),
        loki_prometheus_rule_evaluation_failures_total: counter("rule_group"),
        loki_prometheus_rule_evaluations_total: counter("rule_group"),
        loki_prometheus_notifications_dropped_total: counter("user"),
        loki_prometheus_notifications_errors_total: counter("user", "alertmanager"),
    },
};

export const JAEGER: MetricSource = {
    target: POD_MONITOR,
    metrics: {
        jaeger_storage_requests_total: counter("kind", "name", "operation", "result"),
        jaeger_storage_latency_seconds: histogram("kind", "name", "operation", "result"),
    },
};

const PIPELINE = [
    "receiver",
    "transport",
    "exporter",
    "processor",
    "data_type",
    "service_name",
    "otel_signal",
] as const;

/** Collectors and Jaeger, which is built from the same parts. */
export const COLLECTOR: MetricSource = {
    target: POD_MONITOR,
    metrics: {
        ...Object.fromEntries(
            ["spans", "metric_points", "log_records"].flatMap((signal) => [
                [`otelcol_receiver_accepted_${signal}_total`, counter(...PIPELINE)],
                [`otelcol_receiver_refused_${signal}_total`, counter(...PIPELINE)],
                [`otelcol_receiver_failed_${signal}_total`, counter(...PIPELINE)],
                [`otelcol_exporter_sent_${signal}_total`, counter(...PIPELINE)],
                [`otelcol_exporter_send_failed_${signal}_total`, counter(...PIPELINE)],
                [`otelcol_exporter_enqueue_failed_${signal}_total`, counter(...PIPELINE)],
                [`otelcol_processor_refused_${signal}_total`, counter(...PIPELINE)],
                [`otelcol_processor_accepted_${signal}_total`, counter(...PIPELINE)],
            ]),
        ),
        otelcol_exporter_queue_capacity: gauge(...PIPELINE),
        otelcol_exporter_queue_size: gauge(...PIPELINE),
        otelcol_process_memory_rss: gauge(),
        otelcol_process_uptime_total: counter(),
        otelcol_process_cpu_seconds_total: counter(),
    },
};

export const FLUENT_BIT: MetricSource = {
    target: POD_MONITOR,
    metrics: {
        fluentbit_build_info: gauge("version"),
        fluentbit_input_bytes_total: counter("name"),
        fluentbit_input_records_total: counter("name"),
        fluentbit_input_storage_overlimit: gauge("name"),
        fluentbit_output_dropped_records_total: counter("name"),
        fluentbit_output_errors_total: counter("name"),
        fluentbit_output_proc_records_total: counter("name"),
        fluentbit_output_retries_failed_total: counter("name"),
        fluentbit_output_retries_total: counter("name"),
        fluentbit_storage_fs_chunks: gauge(),
    },
};

export const CERT_MANAGER: MetricSource = {
    target: POD_MONITOR,
    metrics: {
        certmanager_certificate_expiration_timestamp_seconds: gauge(
            "name",
            "issuer_name",
            "issuer_kind",
            "issuer_group",
        ),
        certmanager_certificate_ready_status: gauge("name", "condition", "issuer_name", "issuer_kind", "issuer_group"),
        certmanager_certificate_renewal_timestamp_seconds: gauge("name", "issuer_name", "issuer_kind", "issuer_group"),
    },
};

export const GRAFANA: MetricSource = {
    target: SERVICE_MONITOR,
    metrics: {
        grafana_build_info: gauge("version"),
        grafana_http_request_duration_seconds: histogram("handler", "method", "status_code"),
    },
};

export const PROMETHEUS_OPERATOR: MetricSource = {
    target: SERVICE_MONITOR,
    metrics: {
        prometheus_operator_reconcile_errors_total: counter("controller"),
        prometheus_operator_reconcile_operations_total: counter("controller"),
        prometheus_operator_rejected_resources: gauge("controller", "resource", "reason"),
    },
};

/** The ECK operator: what controller-runtime counts, and what Elasticsearch's health it reports. */
export const ELASTIC_OPERATOR: MetricSource = {
    target: SERVICE_MONITOR,
    metrics: {
        controller_runtime_reconcile_errors_total: counter("controller"),
        controller_runtime_reconcile_total: counter("controller", "result"),
    },
};
