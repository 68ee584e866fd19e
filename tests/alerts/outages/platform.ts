import type { Series } from "../../rules/harness/proofs";
import { type Outage, level, grows, steady, replicas, platform, monitoring, part, nodes, volume, own } from "./shapes";

/** Outages of the cluster and of the stack. */
export const OF_PLATFORM: readonly Outage[] = [
    {
        outage: "a node is lost",
        series: nodes(level(1, 0), steady(1), steady(1)),
        alert: "NodeDown",
        receiver: "go-coffee-warnings",
        within: 240,
    },
    {
        outage: "two of three nodes are lost",
        series: nodes(level(1, 0), level(1, 0), steady(1)),
        alert: "ClusterDown",
        receiver: "pagerduty-platform",
        within: 150,
    },
    {
        outage: "the API server is away",
        series: platform("up", { job: "apiserver", instance: "10.0.0.1:6443" }, level(1, 0)),
        alert: "ClusterDown",
        receiver: "pagerduty-platform",
        within: 350,
    },
    {
        outage: "the collectors' gateway is down",
        series: part(`${monitoring}/otel-collector`, "otel-collector-0"),
        alert: "CollectorDown",
        receiver: "pagerduty-platform",
        within: 350,
    },
    {
        outage: "Loki is down",
        series: part(`${monitoring}/loki`, "loki-0"),
        alert: "LokiDown",
        receiver: "pagerduty-platform",
        within: 350,
    },
    {
        outage: "no Fluent Bit runs",
        series: part(`${monitoring}/fluent-bit`, "fluent-bit-x2x4z", `${monitoring}-agents`),
        alert: "FluentBitDown",
        receiver: "pagerduty-platform",
        within: 350,
    },
    {
        outage: "kube-state-metrics is down",
        series: part("kube-state-metrics", "kube-state-metrics-6d5f7c9b8-abcde"),
        alert: "KubeStateMetricsDown",
        receiver: "pagerduty-platform",
        within: 350,
    },
    {
        outage: "no node of Elasticsearch is ready",
        series: platform(
            "kube_statefulset_status_replicas_ready",
            { namespace: monitoring, statefulset: "elasticsearch-es-default" },
            level(3, 0),
        ),
        alert: "ElasticsearchDown",
        receiver: "pagerduty-platform",
        within: 350,
        settings: { profile: "ha" },
    },
    {
        outage: "Elasticsearch's disks are full: it refuses every span",
        series: {
            ...own("jaeger_storage_bulk_index_attempts_total", "jaeger", grows(500, 500)),
            ...own("jaeger_storage_bulk_index_errors_total", "jaeger", grows(0, 500)),
        },
        alert: "JaegerSpansLost",
        receiver: "pagerduty-platform",
        within: 480,
        settings: { profile: "ha" },
    },
    {
        outage: "a database's volume is full",
        series: volume(level(40, 1)),
        alert: "VolumeAlmostFull",
        receiver: "pagerduty-platform",
        within: 350,
    },
    {
        outage: "a queue of the collectors is full",
        series: own("otelcol_exporter_enqueue_failed_spans_total", "otel-collector", grows(0, 30), {
            exporter: "otlp",
        }),
        alert: "CollectorDataLost",
        receiver: "pagerduty-platform",
        within: 60,
    },
    {
        outage: "a rule of Loki fails",
        series: own("loki_prometheus_rule_evaluation_failures_total", "loki", grows(0, 1), { rule_group: "errors" }),
        alert: "LokiRuleFailures",
        receiver: "pagerduty-platform",
        within: 700,
    },
    {
        outage: "six services have no replica: a network, a zone, a rollout",
        series: Object.assign(
            {},
            ...["api-gateway", "payment-service", "order-service", "crypto-wallet", "ai-search", "web-ui"].map((name) =>
                replicas(name, level(2, 0)),
            ),
        ) as Series,
        alert: "WidespreadOutage",
        receiver: "pagerduty-platform",
        within: 100,
    },
];
