/** Whether a route tells anyone at a moment. */

import type { StackConfig } from "../../../config/schema";
import { WEEKDAYS } from "../../../config/schema/business";
import { TEAMS } from "../../../config/schema/services";
import { maintenanceOf } from "../../../model/alerting/maintenance";
import { tradingHours } from "../../../model/alerting/trading-hours";
import type { Hours } from "../../../rules/routing/notification-hours";

type Business = StackConfig["business"];

/** The shop's clock at a moment: the day of the week, the date, the minutes since midnight. */
function local(
    moment: number,
    timezone: string,
): { readonly day: string; readonly date: string; readonly minutes: number } {
    const parts = new Intl.DateTimeFormat("en-CA", {
        timeZone: timezone,
        weekday: "long",
        year: "numeric",
        month: "2-digit",
        day: "2-digit",
        hour: "2-digit",
        minute: "2-digit",
        hourCycle: "h23",
    }).formatToParts(moment * 1000);
    const of = (type: string): string => parts.find((part) => part.type === type)?.value ?? "";
    return {
        day: of("weekday").toLowerCase(),
        date: `${of("year")}-${of("month")}-${of("day")}`,
        minutes: Number(of("hour")) * 60 + Number(of("minute")),
    };
}

interface On extends Pick<Business["officeHours"], "from" | "to"> {
    readonly days: readonly string[];
    readonly timezone?: string;
}

const minutesOf = (time: string): number => {
    const [hours = 0, minutes = 0] = time.split(":").map(Number);
    return hours * 60 + minutes;
};

/** @param moment seconds since 1970 */
export function toldAt(route: Partial<Hours>, moment: number, config: StackConfig): boolean {
    const { business } = config;
    const within = ({ from, to, days, timezone = business.timezone }: On): boolean => {
        const { day, minutes } = local(moment, timezone);
        return days.some((one) => one === day) && minutes >= minutesOf(from) && minutes < minutesOf(to);
    };
    const isOn = (dates: readonly string[], timezone: string): boolean => dates.includes(local(moment, timezone).date);
    const holds: { readonly [interval: string]: boolean } = {
        "office-hours": within(business.officeHours),
        "trading-hours": within(tradingHours({ business })),
        holidays: isOn(business.holidays, business.timezone),
        ...Object.fromEntries(
            TEAMS.map((team) => [
                `maintenance-${team}`,
                maintenanceOf(config, team).some(
                    (window) =>
                        within(window) ||
                        (isOn(window.dates, window.timezone) && within({ ...window, days: WEEKDAYS })),
                ),
            ]),
        ),
    };
    const { active_time_intervals: active = [], mute_time_intervals: muted = [] } = route;
    return (active.length === 0 || active.some((name) => holds[name])) && !muted.some((name) => holds[name]);
}
