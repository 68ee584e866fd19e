/** Orders on their way: taken, handed over by Kafka, processed. */

import type { StackConfig } from "../../../config/schema";
import { LEAST } from "../../../model/alerting/limits";
import { FAILED } from "../../../model/telemetry/failures";
import { consumerGroups, inApplications } from "../../../model/telemetry/selectors";
import type { Group } from "../../types";
import { rateFromBirth } from "../expressions";
import { attempted, orZero, rate, share, WINDOW_SECONDS } from "../promql";
import { percent } from "../../wording";

const SERVICE = ["namespace", "service"] as const;
const ON = "on (namespace, service)";

const FAILURES = "service:processing_failures:rate5m";
const ATTEMPTS = "service:processing_attempts:rate5m";
const LAG = "service:kafka_lag:sum";
const OVERDUE = "service:processing_overdue:sum";
const ARRIVALS = "service:processing_arrivals:rate5m";
const ORDERS_FAILED = "service:order_failures:rate5m";
const ORDERS = "service:order_attempts:rate5m";

/** Services that take orders from Kafka. */
const consumers = ({ services }: StackConfig): readonly string[] =>
    Object.keys(services)
        .filter((name) => services[name]?.slo === "async")
        .sort();

/** How many orders wait for each service, how long, and what becomes of them. */
export function processingLevels(config: StackConfig): Group {
    const here = inApplications(config);
    const within = config.thresholds.processedWithin;
    const processed = rate(SERVICE, `coffee_orders_processed_total{${here}}`);
    const placed = rate(SERVICE, `coffee_orders_total{${here}}`);
    const done = (metric: string): string => `sum by (namespace, service) (increase(${metric}{${here}}[${within}]))`;
    const waiting = consumers(config).map(
        (service) =>
            `label_replace(sum by (namespace) (max by (namespace, consumergroup, topic, partition) (kafka_consumergroup_lag{${here}, ${consumerGroups(service)}})), "service", "${service}", "", "")`,
    );
    return {
        name: "go-coffee.business.processing",
        rules: [
            {
                record: ORDERS_FAILED,
                expr: orZero(rateFromBirth(SERVICE, `coffee_orders_failed_total{${here}}`), placed),
            },
            { record: ORDERS, expr: attempted(placed, ORDERS_FAILED) },
            { record: "service:order_failures:ratio_rate5m", expr: share(ORDERS_FAILED, ORDERS) },
            {
                record: FAILURES,
                expr: orZero(rateFromBirth(SERVICE, `coffee_orders_processed_failed_total{${here}}`), processed),
            },
            { record: ATTEMPTS, expr: attempted(processed, FAILURES) },
            { record: "service:processing_failures:ratio_rate5m", expr: share(FAILURES, ATTEMPTS) },
            ...(waiting.length === 0
                ? []
                : [
                      { record: LAG, expr: waiting.join("\n  or\n") },
                      {
                          // First in, first out: what waited then and hasn't been processed since is late.
                          record: OVERDUE,
                          expr: `clamp_min(
  ${LAG} offset ${within}
    - ${ON} (${done("coffee_orders_processed_total")} + ${ON} (${done("coffee_orders_processed_failed_total")} or ${done("coffee_orders_processed_total")} * 0)),
  0
)`,
                      },
                      {
                          // What is processed, and what waits more and more.
                          record: ARRIVALS,
                          expr: `(${ATTEMPTS} + ${ON} deriv(${LAG}[5m])) > ${ON} ${ATTEMPTS}\n  or\n${ATTEMPTS}`,
                      },
                  ]),
        ],
    };
}

/** Late orders and failed ones, of those that arrive: the objective's events. */
export const processingEvents = (matcher: string) =>
    ({
        bad: `(${ARRIVALS}{${matcher}} and ${ON} ${OVERDUE} > 0)\n  or\n${FAILURES}{${matcher}}`,
        total: `${ARRIVALS}{${matcher}}`,
    }) as const;

/** For so long no message of a partition was taken. */
const STUCK = "10m";

/** Orders that can't be placed, aren't processed, or fail on the way. */
export function processingAlerts(config: StackConfig): Group {
    const { thresholds } = config;
    const lag = `kafka_consumergroup_lag{${inApplications(config)}}`;
    const ofService = {
        dashboard: "service",
        variables: { service: "{{ $labels.service }}" },
        logs: `{service_name="{{ $labels.service }}"} ${FAILED}`,
        traces: { service: "{{ $labels.service }}", tags: "error=true" },
    } as const;
    const many = (ratio: string, failures: string, threshold: number): string =>
        `${ratio} > ${threshold}\n  and ${ON}\n${failures} * ${WINDOW_SECONDS} >= ${LEAST.failures}`;
    return {
        name: "go-coffee.business.processing-alerts",
        rules: [
            {
                alert: "KafkaConsumerStuck",
                // Something waits all the time, it becomes more, and not once less: nothing is taken.
                expr: `sum by (namespace, consumergroup, topic) (
  max by (namespace, consumergroup, topic, partition) (
    ${lag}
      and min_over_time(${lag}[${STUCK}]) > 0
      and resets(${lag}[${STUCK}]) == 0
      and delta(${lag}[${STUCK}]) > 0
  )
)`,
                for: "5m",
                severity: "critical",
                team: "platform",
                threshold: `none taken for ${STUCK}`,
                summary: "{{ $labels.consumergroup }} takes nothing from {{ $labels.topic }}",
                description: `{{ $value | humanize }} messages of {{ $labels.topic }} wait for {{ $labels.consumergroup }}, more and more of them: it has taken none for ${STUCK}.`,
                links: { dashboard: "service", variables: { service: "{{ $labels.consumergroup }}" } },
            },
            {
                alert: "OrderFailures",
                expr: many("service:order_failures:ratio_rate5m", ORDERS_FAILED, thresholds.orderFailures),
                for: "5m",
                severity: "critical",
                team: "business",
                threshold: `above ${percent(thresholds.orderFailures)}`,
                summary: "Orders through {{ $labels.service }} fail",
                description:
                    "{{ $labels.service }} in {{ $labels.namespace }} fails {{ $value | humanizePercentage }} of its orders.",
                links: ofService,
            },
            {
                alert: "ProcessingFailures",
                expr: many("service:processing_failures:ratio_rate5m", FAILURES, thresholds.processingFailures),
                for: "5m",
                severity: "critical",
                team: "platform",
                threshold: `above ${percent(thresholds.processingFailures)}`,
                summary: "Orders fail while {{ $labels.service }} processes them",
                description:
                    "{{ $labels.service }} in {{ $labels.namespace }} fails {{ $value | humanizePercentage }} of the orders that it processes.",
                links: ofService,
            },
        ],
    };
}
