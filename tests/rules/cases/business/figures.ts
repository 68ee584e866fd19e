import type { RecordingProof } from "../../harness/proofs";
import { counted, flow, named, type Steps } from "../../harness/series";
import { payments } from "./payments";

const order = (product: string, region = "eu"): string => named("coffee_orders_total", { product, region });
const revenue = (product: string, region = "eu"): string => named("coffee_revenue_total", { product, region });

/** A minute: 6 lattes in two regions and 4 espressos, for 34 and 16 dollars. */
const ORDERS: Steps = { [order("latte")]: 2, [order("latte", "us")]: 1, [order("espresso")]: 2 };
const REVENUE: Steps = { [revenue("latte")]: 12, [revenue("latte", "us")]: 5, [revenue("espresso")]: 8 };
const given = "6 lattes for 34 dollars and 4 espressos for 16 dollars a minute";

const sales: readonly RecordingProof[] = [
    ...(["rate5m", "rate1h"] as const).flatMap((window) => [
        counted({
            record: `business:orders_per_minute:${window}`,
            given,
            steps: ORDERS,
            at: "2h",
            values: { "{}": 10 },
            zero: { "{}": 0 },
        }),
        counted({
            record: `business:revenue_usd_per_minute:${window}`,
            given,
            steps: REVENUE,
            at: "2h",
            values: { "{}": 50 },
            zero: { "{}": 0 },
        }),
    ]),
    counted({
        record: "product:orders_per_minute:rate5m",
        given,
        steps: ORDERS,
        values: { '{product="latte"}': 6, '{product="espresso"}': 4 },
        zero: { '{product="latte"}': 0, '{product="espresso"}': 0 },
    }),
    counted({
        record: "product:revenue_usd_per_minute:rate5m",
        given,
        steps: REVENUE,
        values: { '{product="latte"}': 34, '{product="espresso"}': 16 },
        zero: { '{product="latte"}': 0, '{product="espresso"}': 0 },
    }),
    counted({
        record: "business:order_value_usd:ratio_rate5m",
        given,
        steps: { ...ORDERS, ...REVENUE },
        values: { "{}": 5 },
    }),
];

const rating = (stars: number): string => named("customer_feedback_total", { rating: stars });

const satisfaction: readonly RecordingProof[] = [
    counted({
        record: "business:ratings:increase30m",
        given: "6 ratings a minute",
        steps: { [rating(5)]: 2, [rating(1)]: 1 },
        at: "1h",
        values: { "{}": 180 },
        zero: { "{}": 0 },
    }),
    counted({
        record: "business:satisfaction:mean30m",
        given: "two fives for each one; nobody has ever given another",
        steps: { [rating(5)]: 2, [rating(1)]: 1 },
        at: "1h",
        values: { "{}": 11 / 3 },
        more: [
            {
                given: "one of each",
                steps: Object.fromEntries([1, 2, 3, 4, 5].map((n) => [rating(n), 1])),
                values: { "{}": 3 },
            },
            { given: "nothing but threes", steps: { [rating(3)]: 1 }, values: { "{}": 3 } },
        ],
    }),
];

const sent = (chain: string, status: string): string =>
    named("web3_transaction_total", { service: "crypto-wallet", chain, status });
const on = (chain: string): string => `{namespace="go-coffee", service="crypto-wallet", chain="${chain}"}`;
/** Ethereum: 8 of 10 succeed; Solana: all 10. */
const CHAINS = {
    given: "8 of 10 on one chain, all 10 on another succeed",
    steps: {
        [sent("ethereum", "success")]: 8,
        [sent("ethereum", "failed")]: 1,
        [sent("ethereum", "reverted")]: 1,
        [sent("solana", "success")]: 10,
    },
};
const NONE = { given: "nothing succeeds", steps: { [sent("ethereum", "reverted")]: 3 } };

const web3: readonly RecordingProof[] = [
    counted({
        record: "service_chain:web3_transactions:rate5m",
        ...CHAINS,
        values: { [on("ethereum")]: 1 / 3, [on("solana")]: 1 / 3 },
        zero: { [on("ethereum")]: 0, [on("solana")]: 0 },
    }),
    counted({
        record: "service_chain:web3_failures:rate5m",
        ...CHAINS,
        values: { [on("ethereum")]: 2 / 30, [on("solana")]: 0 },
        zero: { [on("ethereum")]: 0, [on("solana")]: 0 },
    }),
    counted({
        record: "service_chain:web3_failures:ratio_rate5m",
        ...CHAINS,
        values: { [on("ethereum")]: 0.2, [on("solana")]: 0 },
        more: [{ ...NONE, values: { [on("ethereum")]: 1 } }],
    }),
    counted({
        record: "chain:web3_success:ratio_rate5m",
        ...CHAINS,
        values: { '{chain="ethereum"}': 0.8, '{chain="solana"}': 1 },
        more: [{ ...NONE, values: { '{chain="ethereum"}': 0 } }],
    }),
    counted({
        record: "business:web3_success:ratio_rate5m",
        ...CHAINS,
        values: { "{}": 0.9 },
        more: [{ ...NONE, values: { "{}": 0 } }],
    }),
    ...(["profit", "volume"] as const).flatMap((figure) => {
        const earned = (strategy: string): string =>
            named(`defi_trading_${figure}_total`, { service: "defi-service", strategy });
        const steps = { [earned("arbitrage")]: 50, [earned("yield")]: 20 };
        return [
            counted({
                record: `strategy:defi_${figure}_usd_per_minute:rate5m`,
                given: "140 dollars a minute by two strategies",
                steps,
                values: { '{strategy="arbitrage"}': 100, '{strategy="yield"}': 40 },
                zero: { '{strategy="arbitrage"}': 0, '{strategy="yield"}': 0 },
            }),
            counted({
                record: `business:defi_${figure}_usd_per_minute:rate5m`,
                given: "140 dollars a minute by two strategies",
                steps,
                values: { "{}": 140 },
                zero: { "{}": 0 },
            }),
        ];
    }),
];

const task = (what: "created" | "completed", agent: string): string =>
    named(`ai_agent_tasks_${what}_total`, { service: "ai-agents", agent });
const of = (agent: string): string => `{namespace="go-coffee", service="ai-agents", agent="${agent}"}`;
/** A barista completes 9 of 12 tasks in 30 s; a scout, 3 created, has never completed any. */
const AGENTS = {
    given: "9 of 12 tasks completed, and none of 3",
    steps: { [task("created", "barista")]: 12, [task("completed", "barista")]: 9, [task("created", "scout")]: 3 },
};

const inference = (le: string): string =>
    named("ai_inference_duration_seconds_bucket", { service: "ai-agents", agent: "barista", model: "m1", le });

const ai: readonly RecordingProof[] = [
    ...(["5m", "30m"] as const).flatMap((window) => [
        counted({
            record: `service_agent:ai_tasks_created:rate${window}`,
            ...AGENTS,
            at: "65m",
            values: { [of("barista")]: 0.4, [of("scout")]: 0.1 },
            zero: { [of("barista")]: 0, [of("scout")]: 0 },
        }),
        counted({
            record: `service_agent:ai_tasks_completed:rate${window}`,
            ...AGENTS,
            at: "65m",
            values: { [of("barista")]: 0.3, [of("scout")]: 0 },
            zero: { [of("barista")]: 0, [of("scout")]: 0 },
        }),
    ]),
    {
        record: "service_agent:ai_tasks_due:rate30m",
        counters: false,
        values: [
            {
                given: "as many for long: those are due",
                series: flow(AGENTS.steps, 200),
                at: "100m",
                values: { [of("barista")]: 0.4, [of("scout")]: 0.1 },
            },
            {
                given: "created since 90 m alone: none was half an hour ago",
                series: { [task("created", "barista")]: "0x180 12+12x19" },
                at: "100m",
                values: { [of("barista")]: 0 },
            },
            {
                given: "none any more since 90 m: fewest are due if they were completed at once: 39 of 59 steps are left",
                series: { [task("created", "barista")]: "0+12x180 2160x20" },
                at: "100m",
                values: { [of("barista")]: (0.4 * 39) / 59 },
            },
        ],
    },
    counted({
        record: "service_agent:ai_efficiency:ratio_rate30m",
        ...AGENTS,
        at: "65m",
        values: { [of("barista")]: 0.75, [of("scout")]: 0 },
        more: [
            {
                given: "more are completed than are due: a backlog is worked off",
                steps: { [task("created", "barista")]: 12, [task("completed", "barista")]: 18 },
                values: { [of("barista")]: 1 },
            },
        ],
    }),
    counted({
        record: "agent:ai_efficiency:ratio_rate30m",
        ...AGENTS,
        at: "65m",
        values: { '{agent="barista"}': 0.75, '{agent="scout"}': 0 },
    }),
    counted({ record: "business:ai_efficiency:ratio_rate30m", ...AGENTS, at: "65m", values: { "{}": 0.6 } }),
    // The 95th of 100 lies in the middle between 1 and 2 s.
    counted({
        record: "agent_model:ai_inference_seconds:p95_5m",
        given: "90 within a second, all within two",
        steps: { [inference("1")]: 90, [inference("2")]: 100, [inference("+Inf")]: 100 },
        values: { '{agent="barista", model="m1"}': 1.5 },
    }),
    counted({
        record: "business:ai_inference_seconds:p95_5m",
        given: "90 within a second, all within two",
        steps: { [inference("1")]: 90, [inference("2")]: 100, [inference("+Inf")]: 100 },
        values: { "{}": 1.5 },
    }),
];

export const figures: readonly RecordingProof[] = [...sales, ...satisfaction, ...payments, ...web3, ...ai];
