import { WEEKDAYS } from "../../../config/schema/business";
import type { StackConfig } from "../../../config/schema";
import { offsets } from "../../../model/alerting/timezones";
import type { Group } from "../../types";

/** Years for which the clocks of a time zone are known; before and after, the first and the last offset hold. */
const YEARS = { first: 2026, last: 2040 } as const;
const DAY = 86_400;

const LOCAL = "business:local_time:seconds";

/** PromQL knows UTC alone: the local clock is UTC, and each change of its offset from the moment that clocks are set. */
function localTime({ business }: StackConfig): string {
    const [initial, ...changes] = offsets(business.timezone, YEARS.first, YEARS.last);
    const terms = changes.map(({ from, seconds }, index) => {
        const difference = seconds - (changes[index - 1] ?? initial).seconds;
        return `${difference < 0 ? "-" : "+"} ${Math.abs(difference)} * (time() >= bool ${from})`;
    });
    const base =
        initial.seconds === 0 ? "time()" : `time() ${initial.seconds < 0 ? "-" : "+"} ${Math.abs(initial.seconds)}`;
    return `vector(${[base, ...terms].join(" ")})`;
}

/** Adds up conditions of which one at most is true. */
const any = (conditions: readonly string[]): string =>
    conditions.length === 0 ? "vector(0)" : conditions.map((condition) => `(${condition})`).join(" + ");

const holiday = ({ business }: StackConfig): string =>
    any(
        [...new Set(business.holidays)]
            .sort()
            .map((day) => `floor(${LOCAL} / ${DAY}) == bool ${Date.parse(`${day}T00:00:00Z`) / 1000 / DAY}`),
    );

const secondsOf = (time: string): number => {
    const [hours = 0, minutes = 0] = time.split(":").map(Number);
    return hours * 3600 + minutes * 60;
};

/** PromQL counts days from Sunday. */
const dayNumber = (day: (typeof WEEKDAYS)[number]): number => (WEEKDAYS.indexOf(day) + 1) % 7;

function open({ business }: StackConfig): string {
    const { from, to, days } = business.tradingHours;
    const conditions = [
        `(1 - business:holiday:bool)`,
        ...(from === "00:00" ? [] : [`(${LOCAL} % ${DAY} >= bool ${secondsOf(from)})`]),
        ...(to === "24:00" ? [] : [`(${LOCAL} % ${DAY} < bool ${secondsOf(to)})`]),
        ...(WEEKDAYS.every((day) => days.includes(day))
            ? []
            : [`(${any([...new Set(days)].map((day) => `day_of_week(${LOCAL}) == bool ${dayNumber(day)}`))})`]),
    ];
    return conditions.join(" * ");
}

/** When business is done: floors and anomalies hold only then. */
export const businessHours = (config: StackConfig): Group => ({
    name: "go-coffee.business.hours",
    rules: [
        { record: LOCAL, expr: localTime(config) },
        { record: "business:holiday:bool", expr: holiday(config) },
        { record: "business:trading:bool", expr: open(config) },
    ],
});
