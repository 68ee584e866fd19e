/** Maintenance windows as hours of single days: one that goes past midnight is two. */

import { WEEKDAYS, type Weekday } from "../../config/schema/business";
import type { StackConfig } from "../../config/schema";
import type { Team } from "../../config/schema/services";

/** Hours of a day of the week, or of the calendar. */
export interface Window {
    readonly days: readonly Weekday[];
    /** Such as 2026-12-25; none for days of each week. */
    readonly dates: readonly string[];
    readonly from: string;
    readonly to: string;
    readonly timezone: string;
}

const DAY_MS = 86_400_000;
const nextDate = (date: string): string => new Date(Date.parse(date) + DAY_MS).toISOString().slice(0, 10);
const nextDay = (day: Weekday): Weekday => WEEKDAYS[(WEEKDAYS.indexOf(day) + 1) % WEEKDAYS.length] ?? day;

type Maintenance = StackConfig["notifications"]["maintenance"][string];

const concerns = ({ teams }: Maintenance, team: Team): boolean => teams?.includes(team) ?? team !== "security";

/** The windows in which a team isn't told. */
export const maintenanceOf = ({ notifications, business }: StackConfig, team: Team): readonly Window[] =>
    Object.values(notifications.maintenance)
        .filter((one) => concerns(one, team))
        .flatMap((one) => {
            const { from, to, timezone = business.timezone } = one;
            const days = one.type === "weekly" ? one.weekdays : [];
            const dates = one.type === "dates" ? one.dates : [];
            if (from < to) return [{ days, dates, from, to, timezone }];
            const evening = { days, dates, from, to: "24:00", timezone };
            const morning = { days: days.map(nextDay), dates: dates.map(nextDate), from: "00:00", to, timezone };
            return [evening, morning].filter((part) => part.from < part.to);
        });
