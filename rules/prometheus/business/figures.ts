/** Figures of the business, recorded. */

import { seconds, type Duration } from "../../../config/quantities";
import { escaped } from "../../../model/formats/regex";
import type { StackConfig } from "../../../config/schema";
import type { Group, Recording } from "../../types";
import { rateFromBirth } from "../expressions";
import { attempted, orZero, quantile, rate, share } from "../promql";

const perMinute = (record: string, labels: readonly string[], metric: string, window = "5m"): Recording => ({
    record,
    expr: `${rate(labels, metric, window)} * 60`,
});

const RATINGS = [1, 2, 3, 4, 5] as const;
const ratings = (rating: number): string =>
    `(sum(rate(customer_feedback_total{rating="${rating}"}[30m])) or vector(0))`;

/** Sales: orders, money, satisfaction. */
export const sales = (): Group => ({
    name: "go-coffee.business.sales",
    rules: [
        perMinute("business:orders_per_minute:rate5m", [], "coffee_orders_total"),
        perMinute("product:orders_per_minute:rate5m", ["product"], "coffee_orders_total"),
        perMinute("business:orders_per_minute:rate1h", [], "coffee_orders_total", "1h"),
        perMinute("business:revenue_usd_per_minute:rate5m", [], "coffee_revenue_total"),
        perMinute("product:revenue_usd_per_minute:rate5m", ["product"], "coffee_revenue_total"),
        perMinute("business:revenue_usd_per_minute:rate1h", [], "coffee_revenue_total", "1h"),
        {
            record: "business:order_value_usd:ratio_rate5m",
            expr: share("business:revenue_usd_per_minute:rate5m", "business:orders_per_minute:rate5m"),
        },
        { record: "business:ratings:increase30m", expr: "sum(increase(customer_feedback_total[30m]))" },
        {
            // A rating that nobody has given yet has no series.
            record: "business:satisfaction:mean30m",
            expr: share(
                `(${RATINGS.map((rating) => `${rating} * ${ratings(rating)}`).join(" + ")})`,
                `sum(rate(customer_feedback_total{rating=~"[1-5]"}[30m]))`,
            ),
        },
    ],
});

const PAYMENT = ["namespace", "service"] as const;
const FAILED_PAYMENTS = "service:payment_failures:rate5m";
const DECLINED = "service:payment_declines:rate5m";
const PAYMENTS = "service:payment_attempts:rate5m";
const TRANSACTIONS = rate(PAYMENT, "payment_transactions_total");
/** Every service that pays, whichever of the two it counts. */
const PAYING = `(${TRANSACTIONS} or ${rate(PAYMENT, "payment_failures_total")})`;

/** A pattern that nothing matches. */
const NOTHING = "a^";
/** Literal in a regular expression that stands in a string of PromQL. */
const literal = (text: string): string => JSON.stringify(escaped(text)).slice(1, -1);

const customers = ({ business }: StackConfig): string => business.customersReasons.map(literal).join("|") || NOTHING;
/** Matcher of payments that fail for a reason of ours. */
export const notCustomers = (config: StackConfig): string => `reason!~"${customers(config)}"`;

/**
 * Payments. What fails counts as attempted, even where only successes are counted as transactions; what fails for a reason
 * of the customer's (a declined card) is attempted and doesn't count as failed.
 */
export function payments(config: StackConfig): Group {
    const failed = (matcher: string): string =>
        orZero(rateFromBirth(PAYMENT, `payment_failures_total{${matcher}}`), PAYING);
    return {
        name: "go-coffee.business.payments",
        rules: [
            { record: FAILED_PAYMENTS, expr: failed(notCustomers(config)) },
            { record: DECLINED, expr: failed(`reason=~"${customers(config)}"`) },
            {
                record: PAYMENTS,
                expr: attempted(TRANSACTIONS, `${FAILED_PAYMENTS} + ${DECLINED}`),
            },
            { record: "service:payment_failures:ratio_rate5m", expr: share(FAILED_PAYMENTS, PAYMENTS) },
            {
                record: "service:payment_failures:rate90s",
                expr: rate(PAYMENT, `payment_failures_total{${notCustomers(config)}}`, "90s"),
            },
            {
                record: "service:payment_declines:ratio_rate1h",
                expr: share(`sum_over_time(${DECLINED}[1h])`, `sum_over_time(${PAYMENTS}[1h])`),
            },
            {
                record: "business:payment_success:ratio_rate5m",
                expr: `1 - ${share(`sum(${FAILED_PAYMENTS})`, `sum(${PAYMENTS})`)}`,
            },
        ],
    };
}

const CHAIN = ["namespace", "service", "chain"] as const;
const FAILED_WEB3 = "service_chain:web3_failures:rate5m";
const WEB3 = "service_chain:web3_transactions:rate5m";

/** Transactions on chains, and trading. */
export const web3 = (): Group => ({
    name: "go-coffee.business.web3",
    rules: [
        {
            record: FAILED_WEB3,
            expr: orZero(
                rateFromBirth(CHAIN, 'web3_transaction_total{status=~"failed|reverted"}'),
                rate(CHAIN, "web3_transaction_total"),
            ),
        },
        { record: WEB3, expr: attempted(rate(CHAIN, "web3_transaction_total"), FAILED_WEB3) },
        { record: "service_chain:web3_failures:ratio_rate5m", expr: share(FAILED_WEB3, WEB3) },
        {
            record: "chain:web3_success:ratio_rate5m",
            expr: `1 - ${share(`sum by (chain) (${FAILED_WEB3})`, `sum by (chain) (${WEB3})`)}`,
        },
        {
            record: "business:web3_success:ratio_rate5m",
            expr: `1 - ${share(`sum(${FAILED_WEB3})`, `sum(${WEB3})`)}`,
        },
        perMinute("strategy:defi_profit_usd_per_minute:rate5m", ["strategy"], "defi_trading_profit_total"),
        perMinute("business:defi_profit_usd_per_minute:rate5m", [], "defi_trading_profit_total"),
        perMinute("strategy:defi_volume_usd_per_minute:rate5m", ["strategy"], "defi_trading_volume_total"),
        perMinute("business:defi_volume_usd_per_minute:rate5m", [], "defi_trading_volume_total"),
    ],
});

const AGENT = ["namespace", "service", "agent"] as const;
const AI_WINDOWS = ["5m", "30m"] as const;
const created = (window: (typeof AI_WINDOWS)[number]): string => `service_agent:ai_tasks_created:rate${window}`;
const completed = (window: (typeof AI_WINDOWS)[number]): string => `service_agent:ai_tasks_completed:rate${window}`;
const DUE = "service_agent:ai_tasks_due:rate30m";
const DONE = completed("30m");

/**
 * What should be completed by now. Nothing tells which of the tasks that are completed now were created when: that is taken
 * which explains the most, between at once and as long ago as a task may take. What was created since then isn't due yet.
 */
const due = (most: Duration): string =>
    `min by (${AGENT.join(", ")}) (
${[0, 1, 2, 3]
    .map((third) => Math.round((seconds(most) * third) / 3))
    .map((ago) => {
        const then = ago === 0 ? created("30m") : `(${created("30m")} offset ${ago}s or ${created("30m")} * 0)`;
        return `  label_replace(${then}, "ago", "${ago}", "", "")`;
    })
    .join("\n    or\n")}
)`;

const efficiency = (done: string, wanted: string): string => `clamp_max(${share(done, wanted)}, 1)`;

/** Agents. Tasks of an agent that has never completed any count as not completed. */
export const ai = ({ thresholds }: StackConfig): Group => ({
    name: "go-coffee.business.ai",
    rules: [
        ...AI_WINDOWS.flatMap((window): readonly Recording[] => [
            { record: created(window), expr: rate(AGENT, "ai_agent_tasks_created_total", window) },
            {
                record: completed(window),
                expr: orZero(rate(AGENT, "ai_agent_tasks_completed_total", window), created(window)),
            },
        ]),
        { record: DUE, expr: due(thresholds.aiTaskTime) },
        { record: "service_agent:ai_efficiency:ratio_rate30m", expr: efficiency(DONE, DUE) },
        {
            record: "agent:ai_efficiency:ratio_rate30m",
            expr: efficiency(`sum by (agent) (${DONE})`, `sum by (agent) (${DUE})`),
        },
        { record: "business:ai_efficiency:ratio_rate30m", expr: efficiency(`sum(${DONE})`, `sum(${DUE})`) },
        {
            record: "agent_model:ai_inference_seconds:p95_5m",
            expr: quantile(0.95, ["agent", "model"], "ai_inference_duration_seconds"),
        },
        {
            record: "business:ai_inference_seconds:p95_5m",
            expr: quantile(0.95, [], "ai_inference_duration_seconds"),
        },
    ],
});
