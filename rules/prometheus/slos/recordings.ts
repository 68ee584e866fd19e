/** Good and bad events of objectives, recorded. */

import type { StackConfig } from "../../../config/schema";
import { OBJECTIVE_WINDOW } from "../../../model/alerting/limits";
import type { Group, Recording } from "../../types";
import { share } from "../promql";
import { OBJECTIVES } from "./objectives";
import { LONG_WINDOWS, SHORT_WINDOWS, type Window } from "../../../model/alerting/burn-windows";

const BAD = "service:slo_bad:rate5m";
const TOTAL = "service:slo_total:rate5m";
export const BAD_NOW = "service:slo_bad:rate1m";
export const TOTAL_NOW = "service:slo_total:rate1m";
/** As often as the applications are scraped. */
export const NOW_INTERVAL = "15s";
const OR = "\n  or\n";

/** Of all events of a window, how many were bad: sums of rates weigh each moment by its traffic. */
const errorShare = (window: Window): string =>
    window === "5m"
        ? share(BAD, TOTAL)
        : share(`sum_over_time(${BAD}[${window}])`, `sum_over_time(${TOTAL}[${window}])`);

/** 1: spent exactly at the end of the objective's window. */
const burn = (window: Window): Recording => ({
    record: `service:slo_burn:rate${window}`,
    expr: `(${errorShare(window)})\n  / on (slo) group_left ()\n(1 - slo:objective:ratio)`,
});

/** How much of the last minute went wrong, as often as services are scraped. */
export const sloNow = (config: StackConfig): Group => ({
    name: "go-coffee.slos.now",
    interval: NOW_INTERVAL,
    rules: OBJECTIVES.flatMap(({ slo, now }): readonly Recording[] => {
        const counted = now?.(config) ?? [];
        if (counted.length === 0) return [];
        const labels = { slo };
        return [
            { record: BAD_NOW, expr: counted.map(({ bad }) => bad).join(OR), labels },
            { record: TOTAL_NOW, expr: counted.map(({ total }) => total).join(OR), labels },
        ];
    }),
});

/** Good and bad events of each objective, and how fast its error budget burns. */
export const sloLevels = (config: StackConfig): Group => ({
    name: "go-coffee.slos.levels",
    interval: "1m",
    rules: [
        ...OBJECTIVES.flatMap((objective): readonly Recording[] => {
            const labels = { slo: objective.slo };
            const counted = objective.recordings(config);
            if (counted.length === 0) return [];
            return [
                { record: "slo:objective:ratio", expr: `vector(${config.objectives[objective.slo]})`, labels },
                { record: BAD, expr: counted.map(({ bad }) => bad).join(OR), labels },
                { record: TOTAL, expr: counted.map(({ total }) => total).join(OR), labels },
            ];
        }),
        ...SHORT_WINDOWS.map(burn),
    ],
});

/** What is slow to change and asks for much data. */
export const sloBudgets = (): Group => ({
    name: "go-coffee.slos.budgets",
    interval: "2m",
    rules: [
        ...LONG_WINDOWS.map(burn),
        burn(OBJECTIVE_WINDOW),
        { record: "service:slo_budget_left:ratio28d", expr: `1 - service:slo_burn:rate${OBJECTIVE_WINDOW}` },
    ],
});
