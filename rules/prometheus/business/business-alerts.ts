/** Alerts on figures of the business. */

import { FAILED } from "../../../model/telemetry/failures";
import type { StackConfig } from "../../../config/schema";
import { LEAST } from "../../../model/alerting/limits";
import type { Alert, Group } from "../../types";
import { absences } from "./absences";
import { WHILE_OPEN } from "./trading-hours";
import { WINDOW_SECONDS } from "../promql";
import { percent } from "../../wording";

const SERVICE = "{{ $labels.service }}";
/** Seconds between two samples of a recorded rate: the default interval of evaluation. */
const STEP = 30;

/** Customers can't pay, chains refuse, agents don't finish. */
export const dependencyAlerts = ({ thresholds }: StackConfig): Group => ({
    name: "go-coffee.business.dependencies",
    rules: [
        {
            alert: "PaymentFailures",
            expr: `service:payment_failures:ratio_rate5m > ${thresholds.paymentFailures}
  and on (namespace, service)
service:payment_failures:rate5m * ${WINDOW_SECONDS} >= ${LEAST.failures}
  and on (namespace, service)
service:payment_failures:rate90s > 0`,
            // The last condition: still going on. A burst is in the longer window for as long as it lasts.
            for: "2m",
            severity: "critical",
            team: "payments",
            threshold: `above ${percent(thresholds.paymentFailures)}`,
            summary: `Payments through ${SERVICE} fail`,
            description: `${SERVICE} in {{ $labels.namespace }} fails {{ $value | humanizePercentage }} of its payments.`,
            links: {
                dashboard: "service",
                variables: { service: SERVICE },
                logs: `{service_name="${SERVICE}"} ${FAILED}`,
                traces: { service: SERVICE, tags: "error=true" },
            },
        },
        {
            alert: "PaymentDeclinesHigh",
            // A week in which none was declined is a measure too.
            expr: `service:payment_declines:ratio_rate1h
  > ${thresholds.anomaly.above} * avg_over_time(service:payment_declines:ratio_rate1h[1w] offset 1h)
  and on (namespace, service)
sum_over_time(service:payment_declines:rate5m[1h]) * ${STEP} >= ${LEAST.declines}`,
            for: "15m",
            severity: "warning",
            team: "payments",
            threshold: `above ${thresholds.anomaly.above} times the share of last week`,
            summary: `Many payments through ${SERVICE} are declined`,
            description: `{{ $value | humanizePercentage }} of the payments through ${SERVICE} in {{ $labels.namespace }} were declined within an hour, more than ${thresholds.anomaly.above} times the share of last week.`,
            links: { dashboard: "service", variables: { service: SERVICE }, logs: `{service_name="${SERVICE}"}` },
        },
        {
            alert: "Web3Failures",
            expr: `service_chain:web3_failures:ratio_rate5m > ${thresholds.web3Failures}
  and on (namespace, service, chain)
service_chain:web3_failures:rate5m * ${WINDOW_SECONDS} >= ${LEAST.failures}`,
            for: "5m",
            severity: "critical",
            team: "web3",
            threshold: `above ${percent(thresholds.web3Failures)}`,
            summary: `Transactions of ${SERVICE} on {{ $labels.chain }} fail`,
            description: `{{ $value | humanizePercentage }} of the transactions of ${SERVICE} on {{ $labels.chain }} fail or are reverted.`,
            links: {
                dashboard: "web3",
                logs: `{service_name="${SERVICE}"} ${FAILED}`,
                traces: { service: SERVICE, tags: "error=true" },
            },
        },
        {
            alert: "AiEfficiencyLow",
            expr: `service_agent:ai_efficiency:ratio_rate30m < ${thresholds.aiEfficiency}
  and on (namespace, service, agent)
service_agent:ai_tasks_due:rate30m * ${6 * WINDOW_SECONDS} >= ${LEAST.tasks}`,
            for: "5m",
            severity: "warning",
            team: "ai",
            threshold: `below ${percent(thresholds.aiEfficiency)}`,
            summary: "Agent {{ $labels.agent }} doesn't finish its tasks",
            description: `Agent {{ $labels.agent }} of ${SERVICE} completes {{ $value | humanizePercentage }} of the tasks that it should have by now.`,
            links: {
                dashboard: "ai",
                logs: `{service_name="${SERVICE}"} ${FAILED}`,
                traces: { service: SERVICE, tags: "error=true" },
            },
        },
    ],
});

/** Floors of sales, while business is open. */
export const salesAlerts = (config: StackConfig): Group => ({
    name: "go-coffee.business.floors",
    rules: [
        {
            alert: "OrdersLow",
            expr: `business:orders_per_minute:rate5m < ${config.thresholds.ordersPerMinute}\n  ${WHILE_OPEN}`,
            for: "10m",
            severity: "business",
            team: "business",
            threshold: `below ${config.thresholds.ordersPerMinute} a minute`,
            summary: "Hardly any orders",
            description: `{{ $value | printf "%.1f" }} orders a minute; at least ${config.thresholds.ordersPerMinute} is expected while business is open.`,
            links: { dashboard: "overview", logs: `{service_name="order-service"} ${FAILED}` },
        },
        ...absences(config),
        {
            alert: "RevenueLow",
            expr: `business:revenue_usd_per_minute:rate5m < ${config.thresholds.revenuePerMinute}\n  ${WHILE_OPEN}`,
            for: "15m",
            severity: "business",
            team: "business",
            threshold: `below ${config.thresholds.revenuePerMinute} US dollars a minute`,
            summary: "Hardly any revenue",
            description: `{{ $value | printf "%.2f" }} US dollars a minute; at least ${config.thresholds.revenuePerMinute} are expected while business is open.`,
            links: { dashboard: "overview", logs: `{service_name="payment-service"} ${FAILED}` },
        },
        {
            alert: "SatisfactionLow",
            expr: `business:satisfaction:mean30m < ${config.thresholds.satisfaction}
  and on ()
business:ratings:increase30m >= ${LEAST.ratings}`,
            for: "30m",
            severity: "business",
            team: "business",
            threshold: `below ${config.thresholds.satisfaction} stars`,
            summary: "Customers are dissatisfied",
            description:
                '{{ $value | printf "%.2f" }} stars is the mean of what customers gave in the last half hour, of 5.',
            links: { dashboard: "overview" },
        },
        anomaly("Orders", "orders_per_minute", LEAST.usualOrdersPerMinute, "orders", config),
        anomaly("Revenue", "revenue_usd_per_minute", LEAST.usualRevenuePerMinute, "US dollars", config),
    ],
});

function anomaly(figure: string, metric: string, least: number, unit: string, { thresholds }: StackConfig): Alert {
    const usual = `(business:${metric}:usual4w >= ${least})`;
    const { below, above } = thresholds.anomaly;
    const share = `business:${metric}:rate1h / ${usual}`;
    return {
        alert: `BusinessAnomaly${figure}`,
        expr: `(${share} < ${below} or ${share} > ${above})\n  ${WHILE_OPEN}`,
        for: "30m",
        severity: "warning",
        team: "business",
        threshold: `below ${percent(below)} or above ${percent(above)} of the usual`,
        summary: `${figure}: far from what is usual at this hour`,
        description: `${figure} of the last hour: {{ $value | humanizePercentage }} of the usual ${unit} a minute, the median of this hour in the last four weeks.`,
        links: { dashboard: "overview" },
    };
}
