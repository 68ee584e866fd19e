import type { StackConfig } from "../../../config/schema";
import { LATENCY_BUCKETS } from "../../../model/alerting/limits";
import { END, INCIDENT } from "./moments";
import { applicationPods, isCrashing, targetOf, type Pod } from "./places";
import { alsoBefore, counter, gauge, histogram, scaled, steady, type Labels, type Series } from "./series";
import * as world from "./world";
import type { ServiceName } from "./world";

/** What the services emit, on the pages of the platform's design: names, types and labels. */

const DATABASE_BUCKETS = [0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1] as const;
const QUERIES = [
    { from: 0, to: 0.005, share: 0.8 },
    { from: 0.005, to: 0.05, share: 0.2 },
];

function web(service: ServiceName): readonly Series[] {
    return Object.entries(world.ROUTES).flatMap(([route, ofRoute]) => {
        const method = route.endsWith("}") ? "GET" : "POST";
        return world.codes(service).flatMap((code): readonly Series[] => {
            const labels: Labels = { method, route, code };
            const flow = scaled(world.requestsWith(service, code), ofRoute);
            return [
                counter("http_requests_total", labels, flow),
                ...histogram(
                    "http_request_duration_seconds",
                    labels,
                    world.timed(flow, (moment) => world.latency(service, moment)),
                    LATENCY_BUCKETS,
                ),
            ].map(alsoBefore);
        });
    });
}

/** What one service alone counts. */
const OWN: { readonly [service in ServiceName]?: () => readonly Series[] } = {
    "order-service": () => [
        ...world.SALES.flatMap(({ product, region, orders, revenue }) => [
            counter("coffee_orders_total", { product, region }, orders),
            counter("coffee_revenue_total", { product, region }, revenue),
        ]),
        ...Object.keys(world.RATINGS).map((rating) =>
            counter("customer_feedback_total", { rating }, world.ratings(rating as keyof typeof world.RATINGS)),
        ),
        counter("coffee_orders_failed_total", { reason: "payment" }, world.then(world.weekly(0.001), 0.04)),
    ],
    "kitchen-service": () => [
        ...histogram(
            "coffee_order_preparation_seconds",
            { product: "latte" },
            world.timed(world.weekly(0.2), () => [{ from: 30, to: 240, share: 1 }]),
            [30, 60, 120, 180, 240, 300],
        ),
    ],
    consumer: () => [
        counter("coffee_orders_processed_total", {}, world.weekly(0.45)),
        counter("coffee_orders_processed_failed_total", { reason: "timeout" }, world.then(world.weekly(0.001), 0.04)),
        ...["0", "1"].map((partition) =>
            gauge(
                "kafka_consumergroup_lag",
                { consumergroup: "consumer-group", topic: "coffee-orders", partition },
                (moment) => (moment > INCIDENT ? 40 + (moment - INCIDENT) / 4 : 12),
            ),
        ),
    ],
    "payment-service": () => [
        ...Object.keys(world.PAYMENT_METHODS).map((method) =>
            counter(
                "payment_transactions_total",
                { method },
                world.payments(method as keyof typeof world.PAYMENT_METHODS),
            ),
        ),
        ...Object.keys(world.PAYMENT_FAILURES).map((reason) =>
            counter(
                "payment_failures_total",
                { reason },
                world.paymentFailures(reason as keyof typeof world.PAYMENT_FAILURES),
            ),
        ),
    ],
    "crypto-wallet": () => [
        ...world.WEB3.map(({ chain, status, flow }) => counter("web3_transaction_total", { chain, status }, flow)),
        ...Object.entries(world.CHAINS).flatMap(([chain, [rate, gas, price]]) => [
            counter("web3_gas_used_total", { chain }, world.weekly(rate * gas)),
            gauge("web3_gas_price_gwei", { chain }, price),
        ]),
    ],
    "defi-service": () =>
        Object.entries(world.STRATEGIES).flatMap(([strategy, [trades, profit]]) => [
            counter("defi_trading_profit_total", { strategy }, world.weekly(trades * profit)),
            counter("defi_trading_volume_total", { strategy }, world.weekly(trades * profit * 80)),
        ]),
    "ai-agents": () =>
        (Object.keys(world.AGENTS) as world.Agent[]).flatMap((agent) => [
            counter("ai_agent_tasks_created_total", { agent }, world.created(agent)),
            counter("ai_agent_tasks_completed_total", { agent }, world.completed(agent)),
            ...histogram(
                "ai_inference_duration_seconds",
                { agent, model: world.AGENTS[agent].model },
                world.timed(scaled(world.created(agent), 2), () => world.INFERENCE),
                [0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
            ),
        ]),
};

const stores = (service: ServiceName): readonly Series[] => {
    const queries = scaled(world.requests(service), 1.5);
    return [
        counter("database_queries_total", { database: "postgres" }, queries),
        counter(
            "database_connection_errors_total",
            { database: "postgres" },
            world.then(steady(0), service === world.FAILING ? 0.1 : 0),
        ),
        ...histogram(
            "database_query_duration_seconds",
            { database: "postgres" },
            world.timed(queries, () => QUERIES),
            DATABASE_BUCKETS,
        ),
        counter("cache_hits_total", {}, scaled(queries, 0.8)),
        counter("cache_misses_total", {}, scaled(queries, 0.2)),
    ];
};

/** Every program in Go: https://github.com/prometheus/client_golang (collectors.NewGoCollector, NewProcessCollector). */
const runtime = (): readonly Series[] => [
    gauge("go_goroutines", {}, 84),
    gauge("go_threads", {}, 12),
    gauge("go_memstats_heap_inuse_bytes", {}, 42e6),
    gauge("go_memstats_alloc_bytes", {}, 31e6),
    ...["0", "0.25", "0.5", "0.75", "1"].map((quantile, index) =>
        gauge("go_gc_duration_seconds", { quantile }, 2e-5 * (index + 1)),
    ),
    counter("go_gc_duration_seconds_sum", {}, steady(3e-6)),
    counter("go_gc_duration_seconds_count", {}, steady(0.05)),
    counter("process_cpu_seconds_total", {}, steady(0.12)),
    gauge("process_resident_memory_bytes", {}, 71e6),
    gauge("process_open_fds", {}, 61),
    gauge("process_max_fds", {}, 1_048_576),
    gauge("process_start_time_seconds", {}, END - 9 * 86_400),
];

/** What Prometheus says of a target. */
export const scraped = (samples: number, until = Infinity): readonly Series[] => [
    gauge("up", {}, (moment) => (moment > until ? 0 : 1)),
    gauge("scrape_duration_seconds", {}, 0.012),
    gauge("scrape_samples_scraped", {}, samples),
    gauge("scrape_samples_post_metric_relabeling", {}, samples),
    gauge("scrape_series_added", {}, (moment) => (moment % 3600 === 0 ? 3 : 0)),
];

/** The series of one target, with the labels that Prometheus gives it. */
export function onTarget(series: readonly Series[], target: Labels, until = Infinity): readonly Series[] {
    const here = series.map((one): Series => ({
        ...one,
        at: (moment) => (moment > until ? undefined : one.at(moment)),
    }));
    return [...here, ...scraped(series.length, until)].map((one) => ({ ...one, labels: { ...one.labels, ...target } }));
}

function ofPod(pod: Pod, first: boolean, job: string): readonly Series[] {
    const service = pod.app as ServiceName;
    const until = isCrashing(pod) ? INCIDENT : pod.until;
    // The first pod takes all of the traffic: what a service does is their sum in any case.
    const traffic = first ? [...web(service), ...(OWN[service]?.() ?? []).map(alsoBefore), ...stores(service)] : [];
    return onTarget([...traffic, ...runtime()], targetOf(pod, job, { name: "metrics", number: 9090 }, pod.app), until);
}

export const applications = (config: StackConfig): readonly Series[] => {
    const pods = applicationPods(config);
    return pods.flatMap((pod, index) =>
        ofPod(pod, pods[index - 1]?.app !== pod.app, `${config.namespaces.monitoring}/applications`),
    );
};
