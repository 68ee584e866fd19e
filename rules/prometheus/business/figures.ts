/** Figures of the business, recorded. */

import type { Group, Recording } from "../../types";
import { orZero, quantile, rate, share } from "../promql";

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
const PAYMENTS = "service:payment_attempts:rate5m";
const TRANSACTIONS = rate(PAYMENT, "payment_transactions_total");

/** Payments. What fails counts as attempted, even where only successes are counted as transactions. */
export const payments = (): Group => ({
    name: "go-coffee.business.payments",
    rules: [
        { record: FAILED_PAYMENTS, expr: orZero(rate(PAYMENT, "payment_failures_total"), TRANSACTIONS) },
        { record: PAYMENTS, expr: `${TRANSACTIONS} >= ${FAILED_PAYMENTS}\n  or\n${FAILED_PAYMENTS}` },
        { record: "service:payment_failures:ratio_rate5m", expr: share(FAILED_PAYMENTS, PAYMENTS) },
        {
            record: "business:payment_success:ratio_rate5m",
            expr: `1 - ${share(`sum(${FAILED_PAYMENTS})`, `sum(${PAYMENTS})`)}`,
        },
    ],
});

const CHAIN = ["namespace", "service", "chain"] as const;
const FAILED_WEB3 = "service_chain:web3_failures:rate5m";
const WEB3 = "service_chain:web3_transactions:rate5m";

/** Transactions on chains, and trading. */
export const web3 = (): Group => ({
    name: "go-coffee.business.web3",
    rules: [
        { record: WEB3, expr: rate(CHAIN, "web3_transaction_total") },
        { record: FAILED_WEB3, expr: orZero(rate(CHAIN, 'web3_transaction_total{status=~"failed|reverted"}'), WEB3) },
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
const created = (window: string): string => `service_agent:ai_tasks_created:rate${window}`;
const completed = (window: string): string => `service_agent:ai_tasks_completed:rate${window}`;

/** Agents. Tasks of an agent that has never completed any count as not completed. */
export const ai = (): Group => ({
    name: "go-coffee.business.ai",
    rules: [
        ...["5m", "15m"].flatMap((window): readonly Recording[] => [
            { record: created(window), expr: rate(AGENT, "ai_agent_tasks_created_total", window) },
            {
                record: completed(window),
                expr: orZero(rate(AGENT, "ai_agent_tasks_completed_total", window), created(window)),
            },
        ]),
        {
            record: "service_agent:ai_efficiency:ratio_rate15m",
            expr: share(completed("15m"), created("15m")),
        },
        {
            record: "agent:ai_efficiency:ratio_rate5m",
            expr: share(`sum by (agent) (${completed("5m")})`, `sum by (agent) (${created("5m")})`),
        },
        {
            record: "business:ai_efficiency:ratio_rate5m",
            expr: share(`sum(${completed("5m")})`, `sum(${created("5m")})`),
        },
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
