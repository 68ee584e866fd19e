/** Hours in which routes tell people. */

import type { JsonObject } from "../../model/formats/json";
import { TEAMS } from "../../config/schema/services";
import type { StackConfig } from "../../config/schema";
import { maintenanceOf } from "../../model/alerting/maintenance";
import { tradingHours } from "../../model/alerting/trading-hours";
import type { Team } from "../types";

type Interval = "office-hours" | "trading-hours" | "holidays" | `maintenance-${Team}`;

/** When a route tells anyone: in its active intervals, and in none of the muted ones. */
export interface Hours {
    readonly active_time_intervals: readonly Interval[];
    readonly mute_time_intervals: readonly Interval[];
}

/**
 * Hours of what can wait. An alert that comes outside of them isn't lost: its route looks again each `group_interval`
 * and tells it, when it still fires, as soon as the hours begin.
 */
export const HOURS = {
    warning: { active_time_intervals: ["office-hours"], mute_time_intervals: ["holidays"] },
    business: { active_time_intervals: ["trading-hours"], mute_time_intervals: ["holidays"] },
} as const satisfies { readonly [severity: string]: Hours };

/** These hours, but for the maintenance windows of a team. */
export const outsideMaintenance = (team: Team, hours: Partial<Hours> = {}): Partial<Hours> => ({
    ...hours,
    mute_time_intervals: [...(hours.mute_time_intervals ?? []), `maintenance-${team}`],
});

type Business = StackConfig["business"];

/** https://prometheus.io/docs/alerting/latest/configuration/#time_interval */
export function timeIntervals(config: StackConfig): readonly JsonObject[] {
    const { business } = config;
    const { timezone } = business;
    const intervals: readonly (readonly [Interval, readonly JsonObject[]])[] = [
        ["office-hours", [daily(business.officeHours, timezone)]],
        ["trading-hours", [daily(tradingHours({ business }), timezone)]],
        ["holidays", business.holidays.map((day) => date(day, timezone))],
        ...TEAMS.map((team) => [`maintenance-${team}`, maintenance(config, team)] as const),
    ];
    return intervals.map(([name, time_intervals]) => ({ name, time_intervals }));
}

const maintenance = (config: StackConfig, team: Team): readonly JsonObject[] =>
    maintenanceOf(config, team).flatMap(({ days, dates, from, to, timezone }) => [
        ...(days.length === 0 ? [] : [daily({ from, to, days }, timezone)]),
        ...dates.map((day) => ({ ...times(from, to), ...date(day, timezone) })),
    ]);

const times = (from: string, to: string): JsonObject => ({ times: [{ start_time: from, end_time: to }] });

const daily = ({ from, to, days }: Business["officeHours"], timezone: string): JsonObject => ({
    ...times(from, to),
    weekdays: days,
    location: timezone,
});

function date(day: string, timezone: string): JsonObject {
    const [year = "", month = "", dayOfMonth = ""] = day.split("-");
    return {
        years: [year],
        months: [String(Number(month))],
        days_of_month: [String(Number(dayOfMonth))],
        location: timezone,
    };
}
