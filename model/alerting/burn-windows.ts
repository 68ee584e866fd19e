import type { OBJECTIVE_WINDOW } from "./limits";

/** Evaluated each minute; the long ones, which ask for more data, every other minute. */
export const SHORT_WINDOWS = ["5m", "30m", "1h", "2h", "6h"] as const;
export const LONG_WINDOWS = ["1d", "3d"] as const;
export type Window = (typeof SHORT_WINDOWS)[number] | (typeof LONG_WINDOWS)[number] | typeof OBJECTIVE_WINDOW;

/** An alert of two windows: the long one says that it matters, the short one that it still goes on. */
export interface BurnWindows {
    readonly long: Window;
    readonly short: Window;
    /** How many times too fast the budget burns. */
    readonly factor: number;
}

/** Pages: 2 % of a month's budget within an hour, or 5 % within six. */
export const PAGE: readonly BurnWindows[] = [
    { long: "1h", short: "5m", factor: 14.4 },
    { long: "6h", short: "30m", factor: 6 },
];

/** Tickets: 10 % of it within a day or three. */
export const TICKET: readonly BurnWindows[] = [
    { long: "1d", short: "2h", factor: 3 },
    { long: "3d", short: "6h", factor: 1 },
];

/** How much of the fastest possible burn an alert may ask for. */
const REACHABLE = 0.8;

/**
 * Where everything fails, a budget burns 1 / (1 - objective) times too fast and no faster: 10 times at 90 %. A factor
 * beyond could never be reached, so it is held at 80 % of that: then it asks that four of five events are bad.
 */
export const reachable = (factor: number, objective: number): number =>
    Math.min(factor, Number((REACHABLE / (1 - objective)).toPrecision(6)));
