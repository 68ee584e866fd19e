import { LOG_LEVELS } from "./labels";

/** Levels in the spellings of loggers, as regular expressions that Fluent Bit (Onigmo) and the collector (RE2) read alike. */

export type LogLevel = keyof typeof LOG_LEVELS;
export const LEVELS = Object.keys(LOG_LEVELS) as readonly LogLevel[];

/** Words and letters; of numbers, Bunyan's and Pino's (10 to 60) and Monolog's (100 to 600). */
const SPELLINGS: { readonly [level in LogLevel]: string } = {
    trace: "trace|trc|finest|finer|t|10",
    debug: String.raw`debug[1-5]?|dbg|fine|verbose|vrb|level\(-\d+\)|d|v|20|100`,
    info: "info|inf|information|informational|notice|note|config|log|i|n|30|200|250",
    warn: "warn|wrn|warning|w|40|300",
    error: "error|err|severe|e|50|400",
    fatal: "fatal|ftl|critical|crit|panic|dpanic|alert|emerg|emergency|f|c|60|500|550|600",
};

/** Colours of a terminal, blanks and brackets around the word. */
const BEFORE = String.raw`(?:\x1b\[[\d;]*m|[\s\[<(])*`;
const AFTER = String.raw`(?:\x1b\[[\d;]*m|[\s\]>):])*`;
/** What Go's slog counts from a named level on (`ERROR+4`), and what is left of a number with a fraction. */
const OFFSET = String.raw`(?:[+-]\d+|\.0+)?`;

/** Pattern of every spelling of a level, without delimiters. */
export const spellingsOf = (level: LogLevel): string => `^${BEFORE}(?i:${SPELLINGS[level]})${OFFSET}${AFTER}$`;
