/** Alerts on Prometheus, Loki and Jaeger as stores. */

import { jobs } from "../../../model/telemetry/jobs";
import type { Duration } from "../../../config/quantities";
import type { StackConfig } from "../../../config/schema";
import type { Alert, Group } from "../../types";
import { percent } from "../../wording";
import { grown, lines } from "../expressions";

const WINDOW: Duration = "10m";
/** Share of the requests to a part of Loki that fail. */
const REQUEST_ERRORS = 0.1;

const of = (component: string) =>
    ({
        team: "platform",
        labels: { component },
        links: { dashboard: "stack", variables: { component } },
    }) as const;

/** What Prometheus is pushed and doesn't take; the chart has alerts for what it scrapes, evaluates and notifies. */
export const prometheusAlerts = (config: StackConfig): Group => ({
    name: "go-coffee.stack.prometheus",
    rules: [
        {
            ...of("prometheus"),
            alert: "PrometheusPushRejected",
            expr: `sum by (namespace, pod) (${grown(
                `prometheus_http_requests_total{job="${jobs(config).prometheus}", handler="/api/v1/otlp/v1/metrics", code=~"4..|500"}`,
                WINDOW,
            )}) > 0`,
            severity: "warning",
            threshold: "above 0",
            summary: "{{ $labels.pod }} rejects samples that it is pushed",
            description:
                "{{ $labels.pod }} has rejected {{ $value | humanize }} pushes in 10 minutes: their samples are too old, from the future or twice there, and are lost.",
        },
        {
            ...of("prometheus"),
            alert: "ScrapedSeriesLeftOut",
            expr: lines(
                `sum by (namespace, service) (`,
                `  scrape_samples_scraped{job="${jobs(config).applications}"}`,
                `  - scrape_samples_post_metric_relabeling{job="${jobs(config).applications}"}`,
                `) > 0`,
            ),
            for: "10m",
            severity: "warning",
            threshold: "above 0",
            summary: "Metrics of {{ $labels.service }} have personal data in their labels",
            description:
                "{{ $value | humanize }} series of {{ $labels.service }} in {{ $labels.namespace }} aren't stored: the name of a label of theirs is one of personal data or of a secret.",
        },
    ],
});

/** Loki: what it discards, and whether its rules are evaluated and told. */
export function lokiAlerts(config: StackConfig): Group {
    const here = `job="${jobs(config).loki}"`;
    const retention = `loki_compactor_apply_retention_last_successful_run_timestamp_seconds{${here}}`;
    const common = of("loki");
    return {
        name: "go-coffee.stack.loki",
        rules: [
            {
                ...common,
                alert: "LokiLinesDiscarded",
                expr: `sum by (namespace, reason) (${grown(`loki_discarded_samples_total{${here}}`, WINDOW)}) > 0`,
                severity: "warning",
                threshold: "above 0",
                summary: "Loki discards lines: {{ $labels.reason }}",
                description:
                    "Loki has discarded {{ $value | humanize }} lines in 10 minutes ({{ $labels.reason }}): they are lost.",
            },
            {
                ...common,
                alert: "LokiRequestErrors",
                expr: lines(
                    `sum by (namespace, route) (rate(loki_request_duration_seconds_count{${here}, status_code=~"5.."}[5m]))`,
                    `/ (sum by (namespace, route) (rate(loki_request_duration_seconds_count{${here}}[5m])) > 0)`,
                    `> ${REQUEST_ERRORS}`,
                ),
                for: "15m",
                severity: "warning",
                threshold: `above ${percent(REQUEST_ERRORS)}`,
                summary: "Loki fails requests to {{ $labels.route }}",
                description: "{{ $value | humanizePercentage }} of the requests to {{ $labels.route }} of Loki fail.",
            },
            {
                ...common,
                alert: "LokiRequestPanics",
                expr: `sum by (namespace, pod) (${grown(`loki_panic_total{${here}}`, WINDOW)}) > 0`,
                severity: "warning",
                threshold: "above 0",
                summary: "{{ $labels.pod }} panics",
                description:
                    "{{ $labels.pod }} has panicked {{ $value | humanize }} times in 10 minutes, each at a request.",
            },
            {
                ...common,
                alert: "LokiConfigReloadFailed",
                // Without the maximum, a scrape that fails would end it.
                expr: lines(
                    `max by (namespace, pod) (max_over_time(loki_runtime_config_last_reload_successful{${here}}[5m])) == 0`,
                    `or max by (namespace, pod) (max_over_time(loki_ruler_config_last_reload_successful{${here}}[5m])) == 0`,
                ),
                for: "10m",
                severity: "warning",
                threshold: "not successful",
                summary: "{{ $labels.pod }} couldn't read its new configuration",
                description:
                    "The last reload of limits or log rules in {{ $labels.pod }} failed (successful: {{ $value }}): the old ones are in force.",
            },
            {
                ...common,
                alert: "LokiRuleFailures",
                expr: `sum by (namespace, rule_group) (${grown(`loki_prometheus_rule_evaluation_failures_total{${here}}`, "5m")}) > 0`,
                for: "10m",
                severity: "critical",
                threshold: "above 0",
                summary: "Log rules fail",
                description:
                    "{{ $value | humanize }} evaluations of {{ $labels.rule_group }} have failed in 5 minutes: its alerts can't fire.",
            },
            {
                ...common,
                alert: "LokiRulesLate",
                expr: lines(
                    `time() - max by (namespace, rule_group) (loki_prometheus_rule_group_last_evaluation_timestamp_seconds{${here}})`,
                    `> 3 * max by (namespace, rule_group) (loki_prometheus_rule_group_interval_seconds{${here}})`,
                ),
                for: "5m",
                severity: "warning",
                threshold: "above 3 of its intervals",
                summary: "Log rules are evaluated late",
                description:
                    "{{ $labels.rule_group }} was last evaluated {{ $value | humanizeDuration }} ago: its alerts come late.",
            },
            {
                ...common,
                alert: "LokiNotificationsFailing",
                // Every Alertmanager: one that takes them tells the others.
                expr: lines(
                    `min by (namespace) (`,
                    `  sum by (namespace, alertmanager) (${grown(`loki_prometheus_notifications_errors_total{${here}}`, "5m")})`,
                    `) > 0`,
                ),
                for: "5m",
                severity: "critical",
                threshold: "above 0",
                summary: "Alerts from logs don't reach Alertmanager",
                description:
                    "No Alertmanager has taken Loki's alerts: {{ $value | humanize }} attempts failed in 5 minutes. Nobody is told what logs say.",
            },
            {
                ...common,
                alert: "LokiRetentionLate",
                // Zero until the first run after a start: for a day, it never was anything else.
                expr: lines(
                    `time() - max by (namespace) (${retention} > 0) > 86400`,
                    `or (`,
                    `  max by (namespace) (max_over_time(${retention}[1d])) == 0`,
                    `    and on (namespace) max by (namespace) (last_over_time(${retention}[1h] offset 23h)) == 0`,
                    `) + 86400`,
                ),
                for: "1h",
                severity: "warning",
                threshold: "above a day",
                summary: "Logs aren't deleted when their time is over",
                description:
                    "Loki hasn't deleted what is past its retention for {{ $value | humanizeDuration }} or longer.",
            },
        ],
    };
}

/** Fluent Bit: what it loses on the nodes. */
export function fluentBitAlerts(config: StackConfig): Group {
    const here = `job="${jobs(config).fluentBit}"`;
    const common = of("fluent-bit");
    const rules: readonly Alert[] = [
        {
            ...common,
            alert: "FluentBitLinesLost",
            expr: `sum by (namespace, pod, node) (${grown(`fluentbit_output_dropped_records_total{${here}}`, WINDOW)}) > 0`,
            severity: "warning",
            threshold: "above 0",
            summary: "Log lines of {{ $labels.node }} are lost",
            description:
                "{{ $labels.pod }} on {{ $labels.node }} has dropped {{ $value | humanize }} lines in 10 minutes: its buffer is full or the collector refuses them.",
        },
        {
            ...common,
            alert: "FluentBitLongLines",
            expr: `sum by (namespace, pod, node) (${grown(`fluentbit_input_long_line_skipped_total{${here}}`, WINDOW)}) > 0`,
            severity: "warning",
            threshold: "above 0",
            summary: "Log lines of {{ $labels.node }} are too long",
            description:
                "{{ $labels.pod }} on {{ $labels.node }} has skipped {{ $value | humanize }} lines in 10 minutes: they are longer than it can read.",
        },
        {
            ...common,
            alert: "FluentBitBufferFilling",
            expr: `min by (namespace, pod, node) (fluentbit_output_chunk_available_capacity_percent{${here}}) < 50`,
            for: "10m",
            severity: "warning",
            threshold: "below 50 % free",
            summary: "Log lines pile up on {{ $labels.node }}",
            description:
                'Only {{ $value | printf "%.0f" }} % of the buffer of {{ $labels.pod }} on {{ $labels.node }} are free: when it is full, its oldest lines are lost.',
        },
    ];
    return { name: "go-coffee.stack.fluent-bit", rules: config.fluentBit.enabled ? rules : [] };
}
