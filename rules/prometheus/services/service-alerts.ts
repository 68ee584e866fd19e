/** Alerts on services of the applications. */

import { FAILED } from "../../../model/telemetry/failures";
import { seconds, type Duration } from "../../../config/quantities";
import { DEFAULT_LATENCY_TARGET } from "../../../config/schema/services";
import type { StackConfig } from "../../../config/schema";
import { LATENCY_BUCKETS, LEAST } from "../../../model/alerting/limits";
import type { Alert, Group, Links } from "../../types";
import { byTeam } from "../../teams";
import { byLatencyTarget, catalogued } from "../owners";
import { WINDOW_SECONDS } from "../promql";
import { percent } from "../../wording";

const SERVICE = "{{ $labels.service }}";
const links: Links = { dashboard: "service", variables: { service: SERVICE } };

/** Symptoms of a service: it fails, it is slow, it can't reach its database, nobody looks at it. */
export const serviceAlerts = (config: StackConfig): Group => ({
    name: "go-coffee.services.alerts",
    rules: [...errorShare(config), ...latency(config), ...database(config), ...unscraped(config)],
});

const errorShare = (config: StackConfig): readonly Alert[] =>
    byTeam(config, "service").map(({ team, matcher }) => ({
        alert: "ErrorShareHigh",
        expr: `service:http_errors:ratio_rate5m{${matcher}} > ${config.thresholds.errorShare}
  and on (namespace, service)
service:http_errors:rate5m * ${WINDOW_SECONDS} >= ${LEAST.failures}`,
        for: "5m",
        severity: "critical",
        team,
        threshold: `above ${percent(config.thresholds.errorShare)}`,
        summary: `${SERVICE} fails with 5xx`,
        description: `${SERVICE} in {{ $labels.namespace }} answers {{ $value | humanizePercentage }} of its requests with 5xx.`,
        links: {
            ...links,
            logs: `{service_name="${SERVICE}"} | http_status=~"5.."`,
            traces: { service: SERVICE, tags: "error=true" },
        },
    }));

const TOP_BUCKET = Math.max(...LATENCY_BUCKETS);

/** A quantile is never above the last bound of the histogram, so a threshold there counts as reached. */
const above = (threshold: number): string => (threshold < TOP_BUCKET ? `> ${threshold}` : `>= ${TOP_BUCKET}`);

/** Targets differ within a team: its services by target, in one rule. */
const latency = (config: StackConfig): readonly Alert[] =>
    byLatencyTarget(config).map(({ team, targets }) => ({
        alert: "LatencyHigh",
        expr: targets.map(({ target, matcher }) => slow(matcher, thresholdOf(target, config))).join("\n  or\n"),
        for: "5m",
        severity: "warning",
        team,
        threshold: `above ${config.thresholds.latencyFactor} times the target`,
        summary: `${SERVICE} is slow`,
        description: `One request in a hundred to ${SERVICE} in {{ $labels.namespace }} takes {{ $value | humanizeDuration }} or longer, more than ${config.thresholds.latencyFactor} times its target.`,
        links: { ...links, traces: { service: SERVICE, minDuration: DEFAULT_LATENCY_TARGET } },
    }));

const thresholdOf = (target: Duration, { thresholds }: StackConfig): number =>
    Number((seconds(target) * thresholds.latencyFactor).toPrecision(6));

const slow = (matcher: string, threshold: number): string =>
    `service:http_latency_seconds:p99_5m{${matcher}} ${above(threshold)}
  and on (namespace, service)
service:http_requests:rate5m * ${WINDOW_SECONDS} >= ${LEAST.requests}`;

const database = (config: StackConfig): readonly Alert[] =>
    byTeam(config, "service").map(({ team, matcher }) => ({
        alert: "DatabaseConnectionErrors",
        // Still going on: a burst is in the longer window for as long as it lasts.
        expr: `service_database:connection_errors:rate5m{${matcher}} * 60 > ${config.thresholds.databaseErrorsPerMinute}
  and on (namespace, service, database)
service_database:connection_errors:rate90s > 0`,
        for: "2m",
        severity: "critical",
        team,
        threshold: `above ${config.thresholds.databaseErrorsPerMinute} a minute`,
        summary: `${SERVICE} can't connect to {{ $labels.database }}`,
        description: `${SERVICE} in {{ $labels.namespace }} fails to connect to {{ $labels.database }} {{ $value | humanize }} times a minute.`,
        links: { ...links, logs: `{service_name="${SERVICE}"} ${FAILED}` },
    }));

/**
 * Every other alert is blind to a service that isn't scraped, or whose metrics can't be read; those of the catalogue all
 * have metrics.
 */
const unscraped = (config: StackConfig): readonly Alert[] =>
    catalogued(config).map(({ team, matcher }) => ({
        alert: "ServiceNotScraped",
        expr: `(service:replicas_available:sum{${matcher}} > 0)
  unless on (namespace, service)
(service:targets_up:sum > 0)`,
        for: "15m",
        severity: "warning",
        team,
        threshold: "no target that can be read",
        summary: `${SERVICE} isn't scraped`,
        description: `${SERVICE} in {{ $labels.namespace }} has {{ $value }} available replicas and no target whose metrics can be read: nothing is known of its errors and its latency.`,
        links,
    }));
