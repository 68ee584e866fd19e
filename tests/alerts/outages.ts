import type { Receiver } from "../../rules/routing/names";
import { named, then } from "../rules/harness/series";
import type { Series } from "../rules/harness/proofs";

/** Outages, each as Prometheus would see it, with who must be told of what and how soon. */

/** Seconds between two samples and two evaluations. */
export const EVERY = 15;
/** An outage begins after ten minutes of what is usual, and lasts for an hour unless said otherwise. */
export const BEFORE = 40;
const LASTS = 240;

export interface Outage {
    readonly outage: string;
    readonly series: Series;
    readonly alert: string;
    readonly receiver: Receiver;
    /** Seconds from its beginning to the message, at most. */
    readonly within: number;
    readonly settings?: { readonly profile: "ha" };
}

const level = (before: number, after: number): string => `${before}x${BEFORE - 1} ${after}x${LASTS}`;
/** A counter that grows by so much each time. */
const grows = (before: number, after: number): string => then([before, BEFORE], [after, LASTS]);
const steady = (value: number): string => `${value}x${BEFORE + LASTS}`;
const gone = (step: number): string => `0+${step}x${BEFORE - 1} stale`;

const requests = (service: string, code: string, values: string): Series => ({
    [named("http_requests_total", { service, code, job: "applications", instance: service })]: values,
});
const replicas = (deployment: string, available: string): Series => ({
    [named("kube_deployment_spec_replicas", { deployment })]: steady(2),
    [named("kube_deployment_status_replicas_available", { deployment })]: available,
});
const platform = (name: string, labels: { readonly [label: string]: string }, values: string): Series => ({
    [`${name}{${Object.entries(labels)
        .map(([label, value]) => `${label}="${value}"`)
        .join(", ")}}`]: values,
});
const monitoring = "go-coffee-monitoring";
/** A part of the stack that neither answers nor is ready. */
const part = (job: string, pod: string, namespace = monitoring): Series => ({
    ...platform("up", { job, namespace, pod, instance: pod }, level(1, 0)),
    ...platform("kube_pod_status_ready", { namespace, pod, condition: "true" }, level(1, 0)),
});
const nodes = (...ready: readonly string[]): Series =>
    Object.assign(
        {},
        ...ready.map((values, index): Series => ({
            ...platform(
                "kube_node_status_condition",
                { node: `n${index}`, condition: "Ready", status: "true" },
                values,
            ),
            ...platform(
                "kube_pod_info",
                { namespace: "go-coffee", pod: `p${index}`, uid: `p${index}`, node: `n${index}` },
                steady(1),
            ),
        })),
    ) as Series;
const volume = (available: string): Series => ({
    [named("kubelet_volume_stats_available_bytes", { persistentvolumeclaim: "data-kafka-0" })]: available,
    [named("kubelet_volume_stats_capacity_bytes", { persistentvolumeclaim: "data-kafka-0" })]: steady(100),
});
const own = (metric: string, job: string, values: string, labels: { readonly [label: string]: string } = {}): Series =>
    platform(metric, { job: `${monitoring}/${job}`, namespace: monitoring, pod: `${job}-0`, ...labels }, values);

export const OUTAGES: readonly Outage[] = [
    {
        outage: "no replica of the gateway is available",
        series: replicas("api-gateway", level(2, 0)),
        alert: "ServiceDown",
        receiver: "pagerduty-platform",
        within: 100,
    },
    {
        outage: "every pod of the payments hangs, ready as it is",
        series: {
            ...replicas("payment-service", steady(2)),
            [named("up", { service: "payment-service", job: "applications", pod: "a" })]: level(1, 0),
            [named("scrape_duration_seconds", { service: "payment-service", job: "applications", pod: "a" })]: level(
                0.02,
                5,
            ),
        },
        alert: "ServiceDown",
        receiver: "pagerduty-payments",
        within: 100,
    },
    {
        outage: "every request to the gateway fails",
        series: { ...requests("api-gateway", "200", grows(150, 0)), ...requests("api-gateway", "500", grows(0, 150)) },
        alert: "AvailabilityLost",
        receiver: "pagerduty-platform",
        within: 120,
    },
    {
        outage: "one request in ten to the orders fails",
        series: {
            ...requests("order-service", "200", grows(150, 135)),
            ...requests("order-service", "503", grows(0, 15)),
        },
        alert: "AvailabilityBurnRateFast",
        receiver: "pagerduty-business",
        within: 600,
    },
    {
        outage: "every request to the shop takes two seconds",
        series: {
            ...requests("web-ui", "200", grows(150, 150)),
            ...Object.fromEntries(
                [
                    ["0.5", grows(150, 0)],
                    ["1", grows(150, 0)],
                    ["2.5", grows(150, 150)],
                    ["+Inf", grows(150, 150)],
                ].map(([le = "", values = ""]) => [
                    named("http_request_duration_seconds_bucket", { service: "web-ui", le }),
                    values,
                ]),
            ),
            [named("http_request_duration_seconds_count", { service: "web-ui" })]: grows(150, 150),
        },
        alert: "LatencyBurnRateFast",
        receiver: "pagerduty-platform",
        within: 900,
    },
    {
        outage: "no payment goes through",
        series: {
            [named("payment_transactions_total", { service: "payment-service", method: "card" })]: grows(30, 30),
            [named("payment_failures_total", { service: "payment-service", reason: "timeout" })]: grows(0, 30),
        },
        alert: "PaymentLost",
        receiver: "pagerduty-payments",
        within: 120,
    },
    {
        outage: "one payment in ten fails",
        series: {
            [named("payment_transactions_total", { service: "payment-service", method: "card" })]: grows(30, 30),
            [named("payment_failures_total", { service: "payment-service", reason: "timeout" })]: grows(0, 3),
        },
        alert: "PaymentFailures",
        receiver: "pagerduty-payments",
        within: 300,
    },
    {
        outage: "one transaction on Ethereum in three is reverted",
        series: {
            [named("web3_transaction_total", { service: "crypto-wallet", chain: "ethereum", status: "success" })]:
                grows(30, 20),
            [named("web3_transaction_total", { service: "crypto-wallet", chain: "ethereum", status: "reverted" })]:
                grows(0, 10),
        },
        alert: "Web3Failures",
        receiver: "pagerduty-web3",
        within: 480,
    },
    {
        outage: "no order can be placed",
        series: {
            [named("coffee_orders_total", { service: "order-service", product: "latte" })]: grows(20, 20),
            [named("coffee_orders_failed_total", { service: "order-service", reason: "stock" })]: grows(0, 20),
        },
        alert: "OrderFailures",
        receiver: "pagerduty-business",
        within: 480,
    },
    {
        outage: "the consumer hangs while orders come in",
        series: {
            [named("kafka_consumergroup_lag", {
                consumergroup: "consumer",
                topic: "orders",
                partition: "0",
                job: "applications",
            })]: then([0, BEFORE], [5, LASTS]),
        },
        alert: "KafkaConsumerStuck",
        receiver: "pagerduty-platform",
        within: 1000,
    },
    {
        outage: "one order in ten fails while it is processed",
        series: {
            [named("coffee_orders_processed_total", { service: "consumer" })]: grows(100, 90),
            [named("coffee_orders_processed_failed_total", { service: "consumer", reason: "timeout" })]: grows(0, 10),
        },
        alert: "ProcessingFailures",
        receiver: "pagerduty-platform",
        within: 480,
    },
    {
        outage: "an agent finishes nothing",
        series: {
            [named("ai_agent_tasks_created_total", { service: "ai-agents", agent: "barista" })]: grows(5, 5),
            [named("ai_agent_tasks_completed_total", { service: "ai-agents", agent: "barista" })]: grows(5, 0),
        },
        alert: "AiEfficiencyLow",
        receiver: "go-coffee-ai",
        within: 3600,
    },
    {
        outage: "the accounts can't reach their database",
        series: {
            [named("database_connection_errors_total", { service: "accounts-service", database: "postgres" })]: grows(
                0,
                5,
            ),
        },
        alert: "DatabaseConnectionErrors",
        receiver: "pagerduty-platform",
        within: 300,
    },
    {
        outage: "the service that counts orders says nothing any more",
        series: {
            ...replicas("order-service", steady(2)),
            [named("coffee_orders_total", { service: "order-service", product: "latte" })]: gone(20),
        },
        alert: "OrdersAbsent",
        receiver: "go-coffee-business",
        within: 1000,
    },
    {
        outage: "orders come in, and revenue isn't counted",
        series: {
            [named("coffee_orders_total", { service: "order-service", product: "latte" })]: grows(20, 20),
            [named("coffee_revenue_total", { service: "order-service", product: "latte" })]: gone(60),
        },
        alert: "RevenueAbsent",
        receiver: "go-coffee-business",
        within: 1000,
    },
    {
        outage: "nobody orders any more",
        series: { [named("coffee_orders_total", { service: "order-service", product: "latte" })]: grows(20, 0) },
        alert: "OrdersLow",
        receiver: "go-coffee-business",
        within: 1000,
    },
    {
        outage: "the shop's certificate has expired: no request arrives",
        series: {
            [named("service:http_requests:rate5m", { service: "api-gateway" })]: level(20, 0),
            [named("service:http_requests:usual4w", { service: "api-gateway" })]: steady(20),
        },
        alert: "EntryTrafficGone",
        receiver: "pagerduty-platform",
        within: 1200,
    },
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
