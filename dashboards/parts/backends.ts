/** Sections about the stores and about alerting. */

import { jobs } from "../../model/telemetry/jobs";
import type { StackConfig } from "../../config/schema";
import { atMost, figure, highest, section, to, trend, type Section } from "../lib";

const closer = (component: string) => ({ leads: [to("stack", { component }, "This component")] }) as const;

/** Prometheus. */
export const metricStore = (config: StackConfig): Section => {
    const here = `job="${jobs(config).prometheus}"`;
    const each = { width: 8, ...closer("prometheus") } as const;
    return section(
        "Prometheus",
        trend({
            ...each,
            title: "Samples",
            description: "Samples that each replica takes in a second.",
            query: `sum by (pod) (rate(prometheus_tsdb_head_samples_appended_total{${here}}[$__rate_interval]))`,
            legend: "{{pod}}",
            unit: "perSecond",
        }),
        trend({
            ...each,
            title: "Series",
            description: `Series that each replica has in memory, against ${config.prometheus.activeSeries} that it is sized for.`,
            query: `max by (pod) (prometheus_tsdb_head_series{${here}})`,
            legend: "{{pod}}",
            unit: "number",
            aim: atMost(config.prometheus.activeSeries),
        }),
        trend({
            ...each,
            title: "Storage",
            description: "Bytes of blocks on the volume of each replica, and its limit.",
            query: [
                { query: `max by (pod) (prometheus_tsdb_storage_blocks_bytes{${here}})`, legend: "{{pod}}" },
                { query: `max(prometheus_tsdb_retention_limit_bytes{${here}})`, legend: "limit" },
            ],
            meant: true,
            unit: "bytes",
        }),
        trend({
            ...each,
            title: "Queries",
            description: "What one query in a hundred takes or exceeds, by replica.",
            query: `max by (pod) (prometheus_engine_query_duration_seconds{${here}, slice="inner_eval", quantile="0.99"})`,
            legend: "{{pod}}",
            unit: "seconds",
        }),
        trend({
            ...each,
            title: "Evaluation of rules",
            description: "How long the slowest groups of rules take, the ten slowest.",
            query: highest(
                10,
                ["rule_group"],
                `max by (rule_group) (prometheus_rule_group_last_duration_seconds{${here}})`,
            ),
            legend: "{{rule_group}}",
            unit: "seconds",
        }),
        trend({
            ...each,
            title: "Age of rules",
            description: "How long ago the group of rules that is most behind was evaluated, in its own intervals.",
            query: `max by (pod) (
  (time() - prometheus_rule_group_last_evaluation_timestamp_seconds{${here}})
    / prometheus_rule_group_interval_seconds{${here}}
)`,
            legend: "{{pod}}",
            unit: "number",
            aim: atMost(2, 3),
        }),
    );
};

/** Loki. */
export const logStore = (config: StackConfig): Section => {
    const here = `job="${jobs(config).loki}"`;
    const each = { width: 8, ...closer("loki") } as const;
    return section(
        "Loki",
        trend({
            ...each,
            title: "Lines",
            description: "Lines that Loki takes in a second.",
            query: `sum(rate(loki_distributor_lines_received_total{${here}}[$__rate_interval]))`,
            legend: "lines",
            unit: "perSecond",
        }),
        trend({
            ...each,
            title: "Bytes",
            description: `Bytes that Loki takes in a second; ${config.loki.dailyVolume} a day are expected.`,
            query: `sum(rate(loki_distributor_bytes_received_total{${here}}[$__rate_interval]))`,
            legend: "bytes",
            unit: "bytesPerSecond",
        }),
        trend({
            ...each,
            title: "Discarded",
            description: "Lines that Loki discards within ten minutes, and why.",
            query: `sum by (reason) (increase(loki_discarded_samples_total{${here}}[10m]))`,
            legend: "{{reason}}",
            unit: "number",
            whenNone: "Nothing is discarded",
        }),
        trend({
            ...each,
            title: "Requests",
            description: "What one request in a hundred takes or exceeds, by route, the ten slowest.",
            query: highest(
                10,
                ["route"],
                `histogram_quantile(0.99, sum by (le, route) (rate(loki_request_duration_seconds_bucket{${here}}[$__rate_interval]))) >= 0`,
            ),
            legend: "{{route}}",
            unit: "seconds",
        }),
        trend({
            ...each,
            title: "Age of log rules",
            description: "How long ago each group of log rules was evaluated.",
            query: `time() - max by (rule_group) (loki_prometheus_rule_group_last_evaluation_timestamp_seconds{${here}})`,
            legend: "{{rule_group}}",
            unit: "seconds",
        }),
        figure({
            ...each,
            height: 8,
            title: "Retention applied",
            unknown: "Not since Loki started",
            description: "How long ago lines that are past their retention were last deleted.",
            query: `time() - max(loki_compactor_apply_retention_last_successful_run_timestamp_seconds{${here}} > 0)`,
            unit: "seconds",
            decimals: 0,
            aim: atMost(43_200, 86_400),
        }),
    );
};

/** Jaeger. */
export const traceStore = (config: StackConfig): Section => {
    const here = `job="${jobs(config).jaeger}"`;
    const each = closer("jaeger");
    return section(
        "Jaeger",
        trend({
            ...each,
            title: "Requests to the store",
            description: "Requests that Jaeger makes to its store in a second, by operation and result.",
            query: `sum by (operation, result) (rate(jaeger_storage_requests_total{${here}}[$__rate_interval]))`,
            legend: "{{operation}} {{result}}",
            unit: "requestsPerSecond",
        }),
        trend({
            ...each,
            title: "Latency of the store",
            description: "What 5 % of requests to the store take or exceed, by operation.",
            query: `histogram_quantile(0.95, sum by (le, operation) (rate(jaeger_storage_latency_seconds_bucket{${here}}[$__rate_interval]))) >= 0`,
            legend: "{{operation}}",
            unit: "seconds",
        }),
        ...(config.jaeger.storage.type === "elasticsearch"
            ? [
                  trend({
                      ...each,
                      title: "Spans that Elasticsearch refuses",
                      description:
                          "Spans that Elasticsearch refuses in a second, each by itself: lost, and nobody who sent them knows.",
                      query: `sum by (pod) (rate(jaeger_storage_bulk_index_errors_total{${here}}[$__rate_interval]))`,
                      legend: "{{pod}}",
                      unit: "perSecond" as const,
                      whenNone: "None is refused",
                  }),
              ]
            : []),
    );
};

/** Alertmanager. */
export const alerting = (config: StackConfig): Section => {
    const here = `job="${jobs(config).alertmanager}"`;
    const each = { width: 8, ...closer("alertmanager") } as const;
    return section(
        "Alertmanager",
        trend({
            ...each,
            title: "Notifications",
            description: "Notifications sent within an hour, by channel.",
            query: `sum by (integration) (increase(alertmanager_notifications_total{${here}}[1h])) > 0`,
            legend: "{{integration}}",
            unit: "number",
        }),
        trend({
            ...each,
            title: "Failed notifications",
            description: "Notifications that couldn't be delivered within an hour, by channel and reason.",
            query: `sum by (integration, reason) (increase(alertmanager_notifications_failed_total{${here}}[1h])) > 0`,
            legend: "{{integration}} {{reason}}",
            unit: "number",
            whenNone: "All were delivered",
        }),
        trend({
            ...each,
            title: "Alerts and silences",
            description: "Alerts that Alertmanager knows and silences that are in force.",
            query: [
                { query: `max by (state) (alertmanager_alerts{${here}})`, legend: "alerts {{state}}" },
                { query: `max(alertmanager_silences{${here}, state="active"})`, legend: "silences" },
            ],
            unit: "number",
        }),
    );
};
