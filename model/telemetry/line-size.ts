/** How much of a log line is kept. */

const KIBI = 1024;

/** Bytes of the message, and of all other fields together: what is beyond is cut. */
export const LONGEST_LINE = 256 * KIBI;

/**
 * What Loki takes in fields before it refuses a line: as much again for what the pod and the collector add, and for texts
 * that JSON writes shorter than they are. Their number is bounded by their size alone.
 */
export const LONGEST_FIELDS = 2 * LONGEST_LINE;
export const MOST_FIELDS = 50_000;
