/** Alerts on error budgets. */

import { FAILED } from "../../../model/telemetry/failures";
import type { StackConfig } from "../../../config/schema";
import { LEAST } from "../../../model/alerting/limits";
import type { Alert, Group, Links, Severity } from "../../types";
import { lines } from "../expressions";
import { catalogued } from "../owners";
import { BAD_NOW, NOW_INTERVAL, TOTAL_NOW } from "./recordings";
import { ownersOf, OBJECTIVES, type Objective } from "./objectives";
import { PAGE, reachable, TICKET, type BurnWindows } from "../../../model/alerting/burn-windows";
import type { Duration } from "../../../config/quantities";
import { percent } from "../../wording";

const SERVICE = "{{ $labels.service }}";
const links: Links = {
    dashboard: "slos",
    variables: { service: SERVICE },
    logs: `{service_name="${SERVICE}"} ${FAILED}`,
    traces: { service: SERVICE, tags: "error=true" },
};
/** Seconds between two samples of a recorded rate. */
const STEP = 60;

interface Speed {
    readonly name: "Fast" | "Slow";
    readonly windows: readonly BurnWindows[];
    readonly severity: Severity;
    /** Unset: at once, for several minutes must have been bad. */
    readonly for?: Duration;
}

const SPEEDS: readonly Speed[] = [
    { name: "Fast", windows: PAGE, severity: "critical" },
    { name: "Slow", windows: TICKET, severity: "warning", for: "15m" },
];

/** From this share of bad events on, a minute is a total failure. */
const MOST = 0.5;

/** Total failures, which needn't wait until a budget has burnt. */
export const totalFailures = (config: StackConfig): Group => ({
    name: "go-coffee.slos.total-failures",
    interval: NOW_INTERVAL,
    rules: OBJECTIVES.filter(({ now }) => now !== undefined).flatMap((objective) =>
        ownersOf(config, objective).map(({ team, matcher }): Alert => {
            const selector = `{slo="${objective.slo}", ${matcher}}`;
            return {
                alert: `${objective.name}Lost`,
                expr: lines(
                    `${BAD_NOW}${selector} / (${TOTAL_NOW}${selector} > 0) > ${MOST}`,
                    `  and on (namespace, service, slo)`,
                    `${BAD_NOW}${selector} * 60 >= ${LEAST.lostEvents}`,
                ),
                for: "30s",
                severity: "critical",
                team,
                labels: { slo: objective.slo },
                threshold: `above ${percent(MOST)} of a minute`,
                summary: `${SERVICE} ${objective.bad}, most of the time`,
                description: `${SERVICE} in {{ $labels.namespace }} ${objective.bad}: {{ $value | humanizePercentage }} of everything within the last minute.`,
                links,
            };
        }),
    ),
});

/** Budgets that burn too fast: https://sre.google/workbook/alerting-on-slos/ (6: multiwindow, multi-burn-rate). */
export const sloAlerts = (config: StackConfig): Group => ({
    name: "go-coffee.slos.alerts",
    interval: "1m",
    rules: [...burnRates(config), ...unmeasured(config)],
});

const burnRates = (config: StackConfig): readonly Alert[] =>
    OBJECTIVES.flatMap((objective) =>
        ownersOf(config, objective).flatMap(({ team, matcher }) =>
            SPEEDS.map((speed): Alert => ({
                alert: `${objective.name}BurnRate${speed.name}`,
                expr: speed.windows
                    .map((windows) => burning(objective, windows, speed, matcher, config))
                    .join("\n  or on (namespace, service, slo)\n"),
                ...(speed.for === undefined ? {} : { for: speed.for }),
                severity: speed.severity,
                team,
                labels: { slo: objective.slo },
                threshold: speed.windows
                    .map(
                        ({ long, short, factor }) =>
                            `above ${reachable(factor, config.objectives[objective.slo])} times in ${long} and ${short}`,
                    )
                    .join(", or "),
                summary: `${SERVICE} ${objective.bad}: its ${objective.slo} budget burns ${speed.name === "Fast" ? "fast" : "slowly"}`,
                description: `${SERVICE} in {{ $labels.namespace }} spends its error budget for ${objective.slo} {{ $value | humanize }} times faster than it lasts; its objective is ${percent(config.objectives[objective.slo])}.`,
                links,
            })),
        ),
    );

/** An objective without its bucket would be kept in silence, whatever happens. */
const unmeasured = (config: StackConfig): readonly Alert[] =>
    catalogued(config).map(({ team, matcher }) => ({
        alert: "LatencyUnmeasured",
        expr: `(service:slo_total:rate5m{slo="latency", ${matcher}} > 0)
  unless on (namespace, service)
service:slo_bad:rate5m{slo="latency"}`,
        for: "15m",
        severity: "warning",
        team,
        threshold: "no bucket at the bound",
        summary: `The latency objective of ${SERVICE} isn't measured`,
        description: `${SERVICE} in {{ $labels.namespace }} answers {{ $value | humanize }} requests a second, and its histogram has no bucket at the bound of its objective.`,
        links: { dashboard: "service", variables: { service: SERVICE } },
    }));

/**
 * At how many times within a window something was bad. One burst is in the windows for long after it is over: it is at one
 * time, and to wake somebody it takes several.
 */
const times = (selector: string, long: BurnWindows["long"], quick: boolean): string | undefined => {
    if (long !== "1h") return `count_over_time((service:slo_bad:rate5m${selector} > 0)[${long}:5m])`;
    return quick ? `count_over_time((${BAD_NOW}${selector} > 0)[1h:1m])` : undefined;
};

function burning(
    { slo, now }: Objective,
    { long, short, factor }: BurnWindows,
    { name }: Speed,
    matcher: string,
    config: StackConfig,
): string {
    const selector = `{slo="${slo}", ${matcher}}`;
    const threshold = reachable(factor, config.objectives[slo]);
    const apart = name === "Fast" ? times(selector, long, now !== undefined) : undefined;
    const minutes =
        apart === undefined ? "" : `\n    and on (namespace, service, slo)\n  ${apart} >= ${LEAST.badMinutes}`;
    return `(
  service:slo_burn:rate${long}${selector} > ${threshold}
    and on (namespace, service, slo)
  service:slo_burn:rate${short}${selector} > ${threshold}
    and on (namespace, service, slo)
  sum_over_time(service:slo_bad:rate5m${selector}[${long}]) * ${STEP} >= ${LEAST.badEvents}${minutes}
)`;
}
