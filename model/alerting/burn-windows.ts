import { seconds } from "../../config/quantities";
import { OBJECTIVE_WINDOW } from "./limits";

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

/**
 * How many times too fast a budget burns of which a share is spent within a window. Slower than once it is never used up, so
 * nothing is told of that.
 */
const spending = (share: number, long: Window, short: Window): BurnWindows => ({
    long,
    short,
    factor: Math.max(1, Number(((share * seconds(OBJECTIVE_WINDOW)) / seconds(long)).toPrecision(6))),
});

/** Pages: 2 % of the budget within an hour, or 5 % within six. */
export const PAGE: readonly BurnWindows[] = [spending(0.02, "1h", "5m"), spending(0.05, "6h", "30m")];

/** Tickets: 10 % of it within a day or three. */
export const TICKET: readonly BurnWindows[] = [spending(0.1, "1d", "2h"), spending(0.1, "3d", "6h")];

/** From where on an alert fires for a window. */
export const factorOver = (long: Window): number | undefined =>
    [...PAGE, ...TICKET].find((windows) => windows.long === long)?.factor;

/** How much of the fastest possible burn an alert may ask for. */
const REACHABLE = 0.8;

/**
 * Where everything fails, a budget burns 1 / (1 - objective) times too fast and no faster: 10 times at 90 %. A factor
 * beyond could never be reached, so it is held at 80 % of that: then it asks that four of five events are bad.
 */
export const reachable = (factor: number, objective: number): number =>
    Math.min(factor, Number((REACHABLE / (1 - objective)).toPrecision(6)));
