import { seconds, type Duration } from "../../../../config/quantities";
import type { RecordingProof, Values } from "../../harness/proofs";
import { counted, named, type Steps } from "../../harness/series";

const label = (slo: string, service: string): string => `{namespace="go-coffee", service="${service}", slo="${slo}"}`;

const requests = (code: string, service = "web-ui"): string => named("http_requests_total", { service, code });
const REQUESTS: Steps = { [requests("200")]: 27, [requests("500")]: 3 };

/** 30 requests, of which 24 are within a bound. */
const latencies = (service: string, bound: string): Steps => ({
    [named("http_request_duration_seconds_count", { service })]: 30,
    [named("http_request_duration_seconds_bucket", { service, le: bound })]: 24,
    [named("http_request_duration_seconds_bucket", { service, le: "10" })]: 30,
});
const payments: Steps = {
    [named("payment_transactions_total", { service: "payment-service", method: "card" })]: 30,
    [named("payment_failures_total", { service: "payment-service", reason: "timeout" })]: 3,
    [named("payment_failures_total", { service: "payment-service", reason: "declined" })]: 2,
};
const chains: Steps = {
    [named("web3_transaction_total", { service: "crypto-wallet", chain: "ethereum", status: "success" })]: 15,
    [named("web3_transaction_total", { service: "crypto-wallet", chain: "solana", status: "success" })]: 12,
    [named("web3_transaction_total", { service: "crypto-wallet", chain: "solana", status: "failed" })]: 3,
};
const tasks: Steps = {
    [named("ai_agent_tasks_created_total", { service: "ai-agents", agent: "barista" })]: 30,
    [named("ai_agent_tasks_completed_total", { service: "ai-agents", agent: "barista" })]: 24,
};

const orders: Steps = {
    [named("coffee_orders_processed_total", { service: "consumer" })]: 30,
    [named("coffee_orders_processed_failed_total", { service: "consumer", reason: "timeout" })]: 3,
    // Nothing waits.
    [named("kafka_consumergroup_lag", {
        service: "kafka-exporter",
        consumergroup: "consumer",
        topic: "orders",
        partition: 0,
    })]: 0,
};

/** What each objective counts: 30 events in 30 s, of which 3 or 6 are bad. */
const COUNTED = [
    { given: "requests and 5xx", slo: "availability", service: "web-ui", steps: REQUESTS, bad: 0.1 },
    {
        given: "requests beyond half a second",
        slo: "latency",
        service: "web-ui",
        steps: latencies("web-ui", "0.5"),
        bad: 0.2,
    },
    {
        given: "a search beyond two and a half",
        slo: "latency",
        service: "ai-search",
        steps: latencies("ai-search", "2.5"),
        bad: 0.2,
    },
    {
        given: "an agent beyond five",
        slo: "latency",
        service: "ai-agents",
        steps: latencies("ai-agents", "5.0"),
        bad: 0.2,
    },
    { given: "payments", slo: "payment", service: "payment-service", steps: payments, bad: 0.1 },
    { given: "transactions on two chains", slo: "web3", service: "crypto-wallet", steps: chains, bad: 0.1 },
    { given: "tasks", slo: "ai", service: "ai-agents", steps: tasks, bad: 0.2, at: "65m" },
    { given: "orders that are processed", slo: "processing", service: "consumer", steps: orders, bad: 0.1 },
] as const;

const events = (what: "bad" | "total"): RecordingProof => {
    const values = ({ slo, service, bad }: (typeof COUNTED)[number], zero = false) => ({
        [label(slo, service)]: zero ? 0 : what === "total" ? 1 : bad,
    });
    const [first, ...others] = COUNTED.map((one) => ({ ...one, values: values(one) }));
    if (first === undefined) throw new Error("nothing is counted");
    return counted({
        record: `service:slo_${what}:rate5m`,
        ...first,
        zero: values(COUNTED[0], true),
        more: [
            ...others,
            { given: "a service without objectives", steps: { [requests("500", "consumer")]: 3 }, values: {} },
            { given: "a service outside of the catalogue", steps: { [requests("500", "loyalty")]: 3 }, values: {} },
        ],
    });
};

/** Recorded rates of one request a second: bad before the window, then good, then one in a thousand bad. */
const recorded = (window: Duration, every: Duration, burn: number, record: (burn: number) => number): Values => {
    const samples = seconds(window) / seconds(every);
    const half = samples / 2;
    return {
        given: `one in a thousand is bad in the second half of ${window}, all were before`,
        series: {
            [named("service:slo_total:rate5m", { service: "web-ui", slo: "availability" })]: `1x${2 * samples}`,
            [named("service:slo_bad:rate5m", { service: "web-ui", slo: "availability" })]:
                `1x${samples} 0x${half - 1} 0.001x${half - 1}`,
        },
        every,
        at: `${2 * seconds(window)}s`,
        values: { [label("availability", "web-ui")]: record(burn) },
    };
};

/** One request in ten fails, where one in a thousand may. */
const burning = (record: string, windowed: Values | undefined, value: number): RecordingProof => {
    const proof = counted({
        record,
        given: "a hundred times as many failures as the objective allows",
        steps: REQUESTS,
        values: { [label("availability", "web-ui")]: value },
    });
    const [first, ...rest] = proof.values;
    return windowed === undefined ? proof : { ...proof, values: [first, ...rest, windowed] };
};

const same = (burn: number): number => burn;

export const sloLevels: readonly RecordingProof[] = [
    {
        record: "slo:objective:ratio",
        counters: false,
        values: [
            {
                given: "what is configured",
                series: { nothing: "0x4" },
                at: "1m",
                settings: { objectives: { web3: 0.97 } },
                values: {
                    '{slo="availability"}': 0.999,
                    '{slo="latency"}': 0.99,
                    '{slo="payment"}': 0.995,
                    '{slo="web3"}': 0.97,
                    '{slo="ai"}': 0.9,
                    '{slo="processing"}': 0.99,
                },
            },
        ],
    },
    events("bad"),
    events("total"),
    ...(["bad", "total"] as const).map((what) => {
        const quick = COUNTED.filter(({ slo }) => slo === "availability" || slo === "payment" || slo === "web3");
        const values = ({ slo, service, bad }: (typeof COUNTED)[number]) => ({
            [label(slo, service)]: what === "total" ? 1 : bad,
        });
        const [first, ...others] = quick.map((one) => ({ ...one, values: values(one) }));
        if (first === undefined) throw new Error("nothing is counted");
        return counted({
            record: `service:slo_${what}:rate1m`,
            ...first,
            zero: { [label(first.slo, first.service)]: 0 },
            more: others,
        });
    }),
    burning("service:slo_burn:rate5m", undefined, 100),
    burning("service:slo_burn:rate30m", recorded("30m", "1m", 0.5, same), 100),
    burning("service:slo_burn:rate1h", recorded("1h", "1m", 0.5, same), 100),
    burning("service:slo_burn:rate2h", recorded("2h", "1m", 0.5, same), 100),
    burning("service:slo_burn:rate6h", recorded("6h", "1m", 0.5, same), 100),
    burning("service:slo_burn:rate1d", recorded("1d", "5m", 0.5, same), 100),
    burning("service:slo_burn:rate3d", recorded("3d", "5m", 0.5, same), 100),
    burning("service:slo_burn:rate28d", recorded("28d", "1h", 0.5, same), 100),
    burning(
        "service:slo_budget_left:ratio28d",
        recorded("28d", "1h", 0.5, (burn) => 1 - burn),
        -99,
    ),
];
