import { FAILED } from "../../model/telemetry/failures";
import type { StackConfig } from "../../config/schema";
import { section, toLogs, toTraces, trend, type Section } from "../lib";
import { linesOf, of, type Scope } from "./scope";
import { aimsOf } from "./aims";

/** Database, cache and queue, as the service sees them. */
export function stores(config: StackConfig, scope: Scope): Section {
    const aims = aimsOf(config);
    const me = of(scope);
    const spans = [
        ...toTraces(config, { service: scope.service, minDuration: "100ms" }, "Slow traces"),
        toLogs(linesOf(scope)),
    ];
    return section(
        "Database, cache, queue",
        trend({
            title: "Database queries",
            description: "Queries in a second, by database.",
            query: `sum by (database) (rate(database_queries_total{${me}}[$__rate_interval]))`,
            legend: "{{database}}",
            unit: "perSecond",
            width: 8,
            leads: spans,
        }),
        trend({
            title: "Database latency",
            description: "What 5 % of queries take or exceed, by database.",
            query: `histogram_quantile(0.95, sum by (le, database) (rate(database_query_duration_seconds_bucket{${me}}[$__rate_interval])))`,
            legend: "{{database}}",
            unit: "seconds",
            width: 8,
            exemplars: true,
            leads: spans,
        }),
        trend({
            title: "Connection errors",
            description: "Failed connections to each database in a minute, against the alert's threshold.",
            query: `sum by (database) (service_database:connection_errors:rate5m{${me}}) * 60`,
            legend: "{{database}}",
            unit: "perMinute",
            aim: aims.databaseErrors,
            width: 8,
            leads: [toLogs(`${linesOf(scope)} ${FAILED}`, "Logs of errors")],
        }),
        trend({
            title: "Cache hits",
            description: "Share of look-ups that the cache answers.",
            query: `sum(rate(cache_hits_total{${me}}[$__rate_interval]))
  /
(sum(rate(cache_hits_total{${me}}[$__rate_interval])) + sum(rate(cache_misses_total{${me}}[$__rate_interval])) > 0)`,
            legend: "hits",
            unit: "share",
            max: 1,
            leads: spans,
        }),
        trend({
            title: "Kafka lag",
            description:
                "Messages that wait in Kafka for the service: those it counts itself, or of the consumer group named after it.",
            query: `sum by (consumergroup, topic) (
  kafka_consumergroup_lag{${me}} or kafka_consumergroup_lag{consumergroup=~"${scope.service}.*"}
)`,
            legend: "{{consumergroup}} {{topic}}",
            unit: "number",
            leads: spans,
        }),
    );
}
