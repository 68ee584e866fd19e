import type { Duration } from "../../config/quantities";

/** Lines of an expression, for people to read it in the user interface. */
export const lines = (...parts: readonly string[]): string => parts.join("\n");

/**
 * How much a counter has grown that is born with its first event, as most counters of failures are: `increase` sees
 * no growth in a first value. A series that wasn't there in the hour before the window counts from nothing; a gap in
 * the scrapes doesn't make it new.
 */
export const grown = (counter: string, window: Duration): string =>
    `((${counter} unless last_over_time(${counter}[1h] offset ${window})) or increase(${counter}[${window}]))`;
