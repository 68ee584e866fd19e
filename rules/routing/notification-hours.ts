/** Hours in which routes tell people. */

import type { JsonObject } from "../../model/formats/json";
import type { StackConfig } from "../../config/schema";
import { tradingHours } from "../../model/alerting/trading-hours";

const INTERVALS = ["office-hours", "trading-hours", "holidays"] as const;
type Interval = (typeof INTERVALS)[number];

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

type Business = StackConfig["business"];

/** https://prometheus.io/docs/alerting/latest/configuration/#time_interval */
export function timeIntervals({ business }: StackConfig): readonly JsonObject[] {
    const intervals: { readonly [name in Interval]: readonly JsonObject[] } = {
        "office-hours": [daily(business.officeHours, business)],
        "trading-hours": [daily(tradingHours({ business }), business)],
        holidays: business.holidays.map((day) => date(day, business)),
    };
    return INTERVALS.map((name) => ({ name, time_intervals: intervals[name] }));
}

const daily = ({ from, to, days }: Business["officeHours"], { timezone }: Business): JsonObject => ({
    times: [{ start_time: from, end_time: to }],
    weekdays: days,
    location: timezone,
});

function date(day: string, { timezone }: Business): JsonObject {
    const [year = "", month = "", dayOfMonth = ""] = day.split("-");
    return {
        years: [year],
        months: [String(Number(month))],
        days_of_month: [String(Number(dayOfMonth))],
        location: timezone,
    };
}
