import { counter, gauge, histogram, POD_MONITOR, SERVICE_MONITOR, summary, type MetricSource } from "./types";

/** The stack's own programs, but for those that telemetry passes through (pipelines.ts). */

/** What Prometheus says of every target and of its own rules. */
export const SYNTHETIC: MetricSource = {
    target: [...SERVICE_MONITOR, "metrics_path", "node"],
    metrics: {
        up: gauge(),
        scrape_duration_seconds: gauge(),
        scrape_samples_scraped: gauge(),
        scrape_samples_post_metric_relabeling: gauge(),
        scrape_series_added: gauge(),
        ALERTS: gauge("alertname", "alertstate", "severity", "team", "slo", "component"),
        ALERTS_FOR_STATE: gauge("alertname", "severity", "team", "slo", "component"),
    },
};

/** What the blackbox exporter says of a URL: the target is the URL. */
export const PROBER: MetricSource = {
    target: ["job", "instance", "namespace", "probe"],
    metrics: {
        probe_success: gauge(),
        probe_duration_seconds: gauge(),
        probe_http_duration_seconds: gauge("phase"),
        probe_http_status_code: gauge(),
        probe_ssl_earliest_cert_expiry: gauge(),
    },
};

export const PROMETHEUS: MetricSource = {
    target: SERVICE_MONITOR,
    metrics: {
        prometheus_build_info: gauge("version"),
        prometheus_config_last_reload_successful: gauge(),
        prometheus_config_last_reload_success_timestamp_seconds: gauge(),
        prometheus_engine_query_duration_seconds: summary("slice"),
        prometheus_http_requests_total: counter("handler", "code"),
        prometheus_notifications_alertmanagers_discovered: gauge(),
        prometheus_notifications_dropped_total: counter("alertmanager"),
        prometheus_notifications_errors_total: counter("alertmanager"),
        prometheus_notifications_queue_capacity: gauge(),
        prometheus_notifications_queue_length: gauge("alertmanager"),
        prometheus_notifications_sent_total: counter("alertmanager"),
        prometheus_remote_storage_highest_timestamp_in_seconds: gauge(),
        prometheus_remote_storage_queue_highest_sent_timestamp_seconds: gauge("remote_name", "url"),
        prometheus_remote_storage_samples_failed_total: counter("remote_name", "url"),
        prometheus_remote_storage_sent_batch_duration_seconds: histogram("remote_name", "url"),
        prometheus_remote_storage_shards_desired: gauge("remote_name", "url"),
        prometheus_remote_storage_shards_max: gauge("remote_name", "url"),
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
        prometheus_tsdb_too_old_samples_total: counter("type"),
        prometheus_tsdb_out_of_order_samples_total: counter("type"),
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

/** The namespace of the certificate: `namespace` is that of cert-manager's own pod. */
const CERTIFICATE = ["exported_namespace", "name", "issuer_name", "issuer_kind", "issuer_group"] as const;

export const CERT_MANAGER: MetricSource = {
    target: POD_MONITOR,
    metrics: {
        certmanager_certificate_expiration_timestamp_seconds: gauge(...CERTIFICATE),
        certmanager_certificate_ready_status: gauge(...CERTIFICATE, "condition"),
        certmanager_certificate_renewal_timestamp_seconds: gauge(...CERTIFICATE),
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
        prometheus_operator_managed_resources: gauge("controller", "resource", "state"),
    },
};

/** The ECK operator: what controller-runtime counts. Elasticsearch's health is among kube-state-metrics'. */
export const ELASTIC_OPERATOR: MetricSource = {
    target: SERVICE_MONITOR,
    metrics: {
        controller_runtime_reconcile_errors_total: counter("controller"),
        controller_runtime_reconcile_total: counter("controller", "result"),
    },
};
