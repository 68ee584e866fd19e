/** A history of series, in the syntax of promtool's tests: https://prometheus.io/docs/prometheus/latest/configuration/unit_testing_rules/ */

import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { z } from "zod";
import { messageOf, UsageError } from "../terminal/usage-error";

const time = z.string().regex(/^(\d+(ms|[smhdwy]))+$|^0$/, "must be a time such as 30s or 1h30m");

const test = z.looseObject({
    name: z.string().optional(),
    interval: time.default("1m"),
    start_timestamp: z.union([z.string(), z.number(), z.date()]).optional(),
    input_series: z.array(z.strictObject({ series: z.string(), values: z.union([z.string(), z.number()]) })).min(1),
});

const file = z.looseObject({ evaluation_interval: time.optional(), tests: z.array(test).length(1) });

export interface History {
    readonly series: { readonly [series: string]: string };
    /** Between two samples, in seconds. */
    readonly every: number;
    /** Between two evaluations of the rules, in seconds. */
    readonly evaluatedEvery: number;
    /** Seconds since 1970. */
    readonly start: number;
    /** How long it is, in seconds. */
    readonly length: number;
}

const UNITS: { readonly [unit: string]: number } = {
    ms: 0.001,
    s: 1,
    m: 60,
    h: 3600,
    d: 86_400,
    w: 604_800,
    y: 31_536_000,
};
const secondsOf = (text: string): number =>
    [...text.matchAll(/(\d+)(ms|[smhdwy])/g)].reduce(
        (sum, [, count, unit = "s"]) => sum + Number(count) * (UNITS[unit] ?? 1),
        0,
    );

/** How many samples a line of values has: each word is one, `axn` and `a+bxn` are n more, `_xn` are n. */
export const samplesIn = (values: string): number =>
    values
        .trim()
        .split(/\s+/)
        .reduce((sum, word) => {
            const [, gap, times] = /^(_)?.*?x(\d+)$/.exec(word) ?? [];
            return sum + (times === undefined ? 1 : gap === "_" ? Number(times) : Number(times) + 1);
        }, 0);

const startOf = (given: string | number | Date | undefined): number =>
    given === undefined ? 0 : typeof given === "number" ? given : new Date(given).getTime() / 1000;

/**
 * Reads a history.
 *
 * @throws UsageError that names what is wrong with the file.
 */
export function historyIn(path: string): History {
    let content: unknown;
    try {
        content = parse(readFileSync(path, "utf8"));
    } catch (error) {
        throw new UsageError(`${path} can't be read: ${messageOf(error)}`);
    }
    const read = file.safeParse(content);
    if (!read.success)
        throw new UsageError(
            read.error.issues
                .map(({ path: at, message }) => `${path}: ${at.join(".") || "the file"}: ${message}`)
                .join("\n"),
        );
    const [{ interval, input_series, start_timestamp }] = read.data.tests as [z.infer<typeof test>];
    const every = secondsOf(interval);
    const start = startOf(start_timestamp);
    if (Number.isNaN(start))
        throw new UsageError(`${path}: tests.0.start_timestamp: must be a time such as 2026-03-02T08:00:00Z`);
    return {
        series: Object.fromEntries(input_series.map(({ series, values }) => [series, String(values)])),
        every,
        evaluatedEvery: secondsOf(read.data.evaluation_interval ?? interval),
        start,
        length: every * Math.max(...input_series.map(({ values }) => samplesIn(String(values)) - 1)),
    };
}
