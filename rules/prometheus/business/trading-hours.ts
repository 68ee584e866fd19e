import { WEEKDAYS } from "../../../config/schema/business";
import type { StackConfig } from "../../../config/schema";
import { offsets } from "../../../model/alerting/timezones";
import { tradingHours } from "../../../model/alerting/trading-hours";
import type { Group } from "../../types";

/** Years for which the clocks of a time zone are known; before and after, the first and the last offset hold. */
const YEARS = { first: 2026, last: 2040 } as const;
const DAY = 86_400;

/** Weeks that are asked for what is usual. */
export const WEEKS = [1, 2, 3, 4] as const;
/** What holds only while business is done. */
export const WHILE_OPEN = "and on () business:trading:bool == 1";
export const CLOCK_SHIFT = "business:clock_shift:seconds";

const LOCAL = "business:local_time:seconds";

/** Clocks are set at a moment, by so many seconds. */
interface Change {
    readonly from: number;
    readonly difference: number;
}

function changesOf({ business }: StackConfig): {
    readonly initial: { seconds: number };
    readonly changes: readonly Change[];
} {
    const [initial, ...later] = offsets(business.timezone, YEARS.first, YEARS.last);
    const changes = later.map(({ from, seconds }, index) => ({
        from,
        difference: seconds - (later[index - 1] ?? initial).seconds,
    }));
    return { initial, changes };
}

const signed = (difference: number, term: string): string =>
    `${difference < 0 ? "-" : "+"} ${Math.abs(difference)} * ${term}`;

/** PromQL knows UTC alone: the local clock is UTC, and each change of its offset from the moment that clocks are set. */
function localTime(config: StackConfig): string {
    const { initial, changes } = changesOf(config);
    const terms = changes.map(({ from, difference }) => signed(difference, `(time() >= bool ${from})`));
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
    const { from, to, days } = tradingHours({ business });
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

/** How far clocks were set within some weeks: as often as they can be, once for each difference. */
export const clockShifts = (config: StackConfig): readonly number[] => [
    ...new Set([0, ...changesOf(config).changes.map(({ difference }) => difference)]),
];

/** By how many seconds clocks were set since the same time some weeks ago. */
const clockShift = (config: StackConfig, week: number): string => {
    const terms = changesOf(config).changes.map(({ from, difference }) =>
        signed(difference, `((time() >= bool ${from}) - (time() >= bool ${from + week * 7 * DAY}))`),
    );
    return `vector(${["0", ...terms].join(" ")})`;
};

/** When business is done: floors and anomalies hold only then. */
export const businessHours = (config: StackConfig): Group => ({
    name: "go-coffee.business.hours",
    rules: [
        { record: LOCAL, expr: localTime(config) },
        ...WEEKS.map((week) => ({
            record: CLOCK_SHIFT,
            expr: clockShift(config, week),
            labels: { week: String(week) },
        })),
        { record: "business:holiday:bool", expr: holiday(config) },
        { record: "business:trading:bool", expr: open(config) },
    ],
});
