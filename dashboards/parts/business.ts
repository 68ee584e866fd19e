/** Sections about the business: results, sales, health. */

import { FAILED } from "../../model/telemetry/failures";
import type { StackConfig } from "../../config/schema";
import { bars, figure, ofSeries, section, table, to, toLogs, trend, type Section } from "../lib";
import { firing } from "./alerts";
import { serviceHealth } from "./health";
import { aimsOf } from "./aims";
import { defiProfit, web3Success } from "./web3-figures";

const toOrders = [to("service", { service: "order-service" }, "Order service")];
const toPayments = [to("service", { service: "payment-service" }, "Payment service")];

/** Figures of the business against target and last week. */
export const results = (config: StackConfig): Section => {
    const aims = aimsOf(config);
    return section(
        "Results",
        figure({
            title: "Orders per minute",
            history: true,
            unknown: "No orders yet",
            description: "Coffee orders accepted in a minute, over the last five; beside it the same time a week ago.",
            query: "business:orders_per_minute:rate5m",
            unit: "number",
            aim: aims.orders,
            lastWeek: true,
            leads: toOrders,
        }),
        figure({
            title: "Revenue per minute",
            history: true,
            unknown: "No revenue yet",
            description: "US dollars taken in a minute, over the last five; beside it the same time a week ago.",
            query: "business:revenue_usd_per_minute:rate5m",
            unit: "dollars",
            decimals: 0,
            aim: aims.revenue,
            lastWeek: true,
            leads: toPayments,
        }),
        figure({
            title: "Average order value",
            history: true,
            unknown: "No orders yet",
            description: "US dollars per order, over the last five minutes; beside it the same time a week ago.",
            query: "business:order_value_usd:ratio_rate5m",
            unit: "dollars",
            decimals: 2,
            aim: aims.orderValue,
            lastWeek: true,
            leads: toOrders,
        }),
        figure({
            title: "Satisfaction",
            history: true,
            unknown: "No ratings yet",
            description:
                "Mean of the ratings that customers gave in the last half hour, of 5; beside it the same time a week ago.",
            query: "business:satisfaction:mean30m",
            unit: "number",
            decimals: 2,
            aim: aims.satisfaction,
            lastWeek: true,
            leads: [to("teams")],
        }),
        figure({
            title: "Payment success",
            history: true,
            unknown: "No payments yet",
            description: "Share of payments that succeed, over five minutes; beside it the same time a week ago.",
            query: "business:payment_success:ratio_rate5m",
            unit: "share",
            aim: aims.payments,
            lastWeek: true,
            leads: toPayments,
        }),
        figure({
            title: "AI efficiency",
            history: true,
            unknown: "No tasks yet",
            description:
                "Tasks that AI agents complete, of those that should be by now, over half an hour; beside it the same time a week ago.",
            query: "business:ai_efficiency:ratio_rate30m",
            unit: "share",
            aim: aims.ai,
            lastWeek: true,
            leads: [to("ai")],
        }),
        web3Success({ title: "Web3 success", aim: aims.web3, leads: [to("web3")] }),
        defiProfit([to("web3")]),
    );
};

/** What is sold, where. */
export const sales = (config: StackConfig): Section => {
    const aims = aimsOf(config);
    return section(
        "Sales",
        trend({
            title: "Orders",
            description:
                "Coffee orders accepted in a minute; the usual is the median of this hour in the last four weeks.",
            query: [
                { query: "business:orders_per_minute:rate5m", legend: "orders" },
                { query: "business:orders_per_minute:usual4w", legend: "usual" },
            ],
            unit: "perMinute",
            meant: true,
            aim: aims.orders,
            leads: toOrders,
        }),
        trend({
            title: "Revenue",
            description: "US dollars taken in a minute; the usual is the median of this hour in the last four weeks.",
            query: [
                { query: "business:revenue_usd_per_minute:rate5m", legend: "revenue" },
                { query: "business:revenue_usd_per_minute:usual4w", legend: "usual" },
            ],
            unit: "dollars",
            meant: true,
            aim: aims.revenue,
            leads: toPayments,
        }),
        trend({
            title: "Payments that fail",
            description:
                "Share of the payments of an hour that customers' banks decline, beside the same hour a week ago, and of five minutes that fail for other reasons: the objective and its alerts count these alone.",
            query: [
                { query: "service:payment_declines:ratio_rate1h", legend: "declined" },
                { query: "service:payment_declines:ratio_rate1h offset 1w", legend: "declined a week ago" },
                { query: "service:payment_failures:ratio_rate5m", legend: "failed" },
            ],
            unit: "share",
            leads: toPayments,
        }),
        table({
            title: "Top products",
            description: "The ten products with most revenue: orders and US dollars in a minute, over the last five.",
            rows: { product: "Product" },
            columns: [
                {
                    name: "Revenue per minute",
                    query: "topk(10, product:revenue_usd_per_minute:rate5m)",
                    unit: "dollars",
                    decimals: 2,
                },
                {
                    name: "Orders per minute",
                    query: "product:orders_per_minute:rate5m and on (product) topk(10, product:revenue_usd_per_minute:rate5m)",
                    unit: "number",
                },
            ],
            sort: "Revenue per minute",
            leads: toOrders,
        }),
        table({
            title: "Regions",
            description: "Orders and US dollars in a minute, over the last five, by region.",
            rows: { region: "Region" },
            columns: [
                {
                    name: "Revenue per minute",
                    query: "sum by (region) (rate(coffee_revenue_total[5m])) * 60",
                    unit: "dollars",
                    decimals: 2,
                },
                {
                    name: "Orders per minute",
                    query: "sum by (region) (rate(coffee_orders_total[5m])) * 60",
                    unit: "number",
                },
            ],
            sort: "Revenue per minute",
            leads: toOrders,
        }),
    );
};

/** Whether the services behind the business are well. */
export const health = (config: StackConfig): Section => {
    const aims = aimsOf(config);
    return section(
        "Services",
        serviceHealth(config, {
            title: "Service health",
            description:
                "Each service over the last five minutes, and the least that is left of its error budgets of 28 days.",
            width: 14,
        }),
        firing({
            title: "Firing alerts",
            description: "Alerts from metrics that fire, worst first, since when.",
            width: 10,
            height: 11,
        }),
        bars({
            title: "Error budgets left",
            description:
                "What is left of the error budgets of 28 days, of the ten services and objectives with least; below zero, more failed than was promised.",
            query: "sort(bottomk(10, max by (service, namespace, slo) (service:slo_budget_left:ratio28d)))",
            legend: "{{service}} {{slo}}",
            unit: "share",
            aim: aims.budget,
            min: 0,
            max: 1,
            unknown: "Nothing was measured yet",
            width: 24,
            height: 9,
            leads: [
                to("slos", { service: ofSeries("service"), namespace: ofSeries("namespace") }),
                toLogs('{service_name="${__field.labels.service}"} ' + FAILED, "Logs of errors"),
            ],
        }),
    );
};
