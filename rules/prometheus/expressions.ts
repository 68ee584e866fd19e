import { seconds, type Duration } from "../../config/quantities";
import type { Group } from "../types";

/** Lines of an expression, for people to read it in the user interface. */
export const lines = (...parts: readonly string[]): string => parts.join("\n");

/** Targets that didn't answer once in the hour before the last ten minutes. */
const UNREACHABLE = "target:unreachable:max1h";
/** How many targets were scraped in the hour before the last fifteen minutes: none when Prometheus itself was away. */
const SEEN = "prometheus:targets_seen:count1h";

/** What `grown` must know of the past: who couldn't be asked then can't be said to have counted nothing. */
export const knownPast = (): Group => ({
    name: "go-coffee.stack.past",
    rules: [
        { record: UNREACHABLE, expr: `max by (job, instance) (max_over_time(up[1h] offset 10m)) == 0` },
        { record: SEEN, expr: `count(last_over_time(up[1h] offset 15m))` },
    ],
});

/**
 * How much a counter has grown that is born with its first event, as most counters of failures are: `increase` sees
 * no growth in a first value. A series that wasn't there in the hour before the window counts from nothing, unless its
 * target or everything was out of sight then; a gap in the scrapes doesn't make it new.
 */
export const grown = (counter: string, window: Duration): string =>
    lines(
        `(`,
        `  (`,
        `    ${counter} unless last_over_time(${counter}[1h] offset ${window})`,
        `      unless on (job, instance) ${UNREACHABLE} and on () ${SEEN}`,
        `  ) or increase(${counter}[${window}])`,
        `)`,
    );

/** The same as a rate: so many a second, over the window. */
export const rateFromBirth = (labels: readonly string[], counter: string, window: Duration = "5m"): string =>
    `sum by (${labels.join(", ")}) (${grown(counter, window)}) / ${seconds(window)}`;
