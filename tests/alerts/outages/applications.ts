import { named, then } from "../../rules/harness/series";
import { BEFORE, LASTS, type Outage, level, grows, steady, gone, requests, replicas } from "./shapes";

/** Outages of the applications. */
export const OF_APPLICATIONS: readonly Outage[] = [
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
];
