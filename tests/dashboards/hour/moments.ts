/** When things are, in seconds since 1970. The hour is a fixed one, so that everything is the same at each run. */

export const MINUTE = 60;
export const HOUR = 60 * MINUTE;
export const WEEK = 7 * 24 * HOUR;

/** A Wednesday at noon, when coffee is sold. */
export const END = Date.UTC(2026, 5, 10, 12) / 1000;
export const BEGIN = END - HOUR;
/** Since when things go wrong, until the end. */
export const INCIDENT = END - 20 * MINUTE;
/** Since when there is anything. */
export const FIRST = END - 4 * WEEK - 12 * HOUR;

const range = (from: number, to: number, step: number): readonly number[] =>
    Array.from({ length: Math.floor((to - from) / step) + 1 }, (_, index) => from + index * step);

/** Shortly before, all is well. */
export const HEALTHY = INCIDENT - MINUTE;

/** Samples of the hour, and of what its first windows reach back to. */
export const IN_THE_HOUR = range(BEGIN - 15 * MINUTE, END, 30);

/** Moments before the hour at which what is recorded is evaluated: each twelve hours, over four weeks. */
export const MARKS_EVERY = 12 * HOUR;
export const MARKS = range(END - 4 * WEEK, END - MARKS_EVERY, MARKS_EVERY);
/** Two more, to compare with a week ago while all is well and at the end, each with what tasks are judged by that aren't due at once. */
export const WEEK_BEFORE_EVERY = 10 * MINUTE;
export const WEEK_BEFORE = [HEALTHY - WEEK, END - WEEK].map((moment) => ({
    from: moment - HOUR / 2,
    to: moment,
    step: WEEK_BEFORE_EVERY,
}));
const WEEKS = [4, 3, 2, 1] as const;
/** Just enough samples for windows of five minutes at each mark, and of an hour and more in the same hour of past weeks. */
export const BEFORE: readonly number[] = [
    ...new Set([
        ...MARKS.flatMap((mark) => [mark - 4 * MINUTE, mark - 2 * MINUTE, mark]),
        ...WEEKS.flatMap((weeks) => range(BEGIN - HOUR / 2 - weeks * WEEK, END - weeks * WEEK, 2 * MINUTE)),
    ]),
].sort((a, b) => a - b);

/** All moments before the hour at which what is recorded is evaluated. */
export const EVALUATED_BEFORE: readonly number[] = [
    ...new Set([...MARKS, ...WEEK_BEFORE.flatMap(({ from, to, step }) => range(from, to, step))]),
];

/** Moments of the hour at which what is recorded is evaluated. */
export const EVALUATED_EVERY = MINUTE;
export const EVALUATIONS = range(BEGIN, END, EVALUATED_EVERY);
