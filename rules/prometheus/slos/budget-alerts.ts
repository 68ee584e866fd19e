/** Alerts on error budgets. */

import { FAILED } from "../../../model/telemetry/failures";
import type { StackConfig } from "../../../config/schema";
import { LEAST } from "../../../model/alerting/limits";
import type { Alert, Group, Severity } from "../../types";
import { catalogued } from "../owners";
import { ownersOf, OBJECTIVES, type Objective } from "./objectives";
import { PAGE, reachable, TICKET, type BurnWindows } from "../../../model/alerting/burn-windows";
import type { Duration } from "../../../config/quantities";

const SERVICE = "{{ $labels.service }}";
/** Seconds between two samples of a recorded rate. */
const STEP = 60;

interface Speed {
    readonly name: "Fast" | "Slow";
    readonly windows: readonly BurnWindows[];
    readonly severity: Severity;
    readonly for: Duration;
}

const SPEEDS: readonly Speed[] = [
    { name: "Fast", windows: PAGE, severity: "critical", for: "2m" },
    { name: "Slow", windows: TICKET, severity: "warning", for: "15m" },
];

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
                    .map((windows) => burning(objective, windows, matcher, config))
                    .join("\n  or on (namespace, service, slo)\n"),
                for: speed.for,
                severity: speed.severity,
                team,
                labels: { slo: objective.slo },
                summary: `${SERVICE} ${objective.bad}: its ${objective.slo} budget burns ${speed.name === "Fast" ? "fast" : "slowly"}`,
                description: `${SERVICE} in {{ $labels.namespace }} spends its error budget for ${objective.slo} {{ $value | humanize }} times faster than it lasts; its objective is ${percent(config.objectives[objective.slo])}.`,
                links: {
                    dashboard: "slos",
                    variables: { service: SERVICE },
                    logs: `{service_name="${SERVICE}"} ${FAILED}`,
                    traces: { service: SERVICE, tags: "error=true" },
                },
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
        summary: `The latency objective of ${SERVICE} isn't measured`,
        description: `${SERVICE} in {{ $labels.namespace }} answers {{ $value | humanize }} requests a second, and its histogram has no bucket at the bound of its objective.`,
        links: { dashboard: "service", variables: { service: SERVICE } },
    }));

function burning(
    { slo }: Objective,
    { long, short, factor }: BurnWindows,
    matcher: string,
    config: StackConfig,
): string {
    const selector = `{slo="${slo}", ${matcher}}`;
    const threshold = reachable(factor, config.objectives[slo]);
    return `(
  service:slo_burn:rate${long}${selector} > ${threshold}
    and on (namespace, service, slo)
  service:slo_burn:rate${short}${selector} > ${threshold}
    and on (namespace, service, slo)
  sum_over_time(service:slo_bad:rate5m${selector}[${long}]) * ${STEP} >= ${LEAST.badEvents}
)`;
}

const percent = (share: number): string => `${Number((share * 100).toPrecision(6))} %`;
