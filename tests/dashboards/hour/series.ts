import { idOf as written } from "../../../demo/series-text";
import { FIRST } from "./moments";

export interface Labels {
    readonly [label: string]: string;
}

/** A series as Prometheus would have scraped it. */
export interface Series {
    readonly name: string;
    readonly labels: Labels;
    /** Its value at a moment; undefined when there is no sample. */
    readonly at: (moment: number) => number | undefined;
    /** Whether it has samples of the weeks before, too. */
    readonly old?: boolean;
}

/** How much of something there is in a second, from a moment on. */
export interface Phase {
    readonly from: number;
    readonly rate: number;
}
export type Flow = readonly Phase[];

export const steady = (rate: number): Flow => [{ from: FIRST, rate }];
export const scaled = (flow: Flow, factor: number): Flow =>
    flow.map(({ from, rate }) => ({ from, rate: rate * factor }));
export const rateAt = (flow: Flow, moment: number): number => flow.findLast(({ from }) => from <= moment)?.rate ?? 0;

/** How much there has been until a moment. */
export const countedBy = (flow: Flow, moment: number): number =>
    flow.reduce((sum, { from, rate }, index) => {
        const until = Math.min(flow[index + 1]?.from ?? Infinity, moment);
        return until > from ? sum + (until - from) * rate : sum;
    }, 0);

export const counter = (name: string, labels: Labels, flow: Flow): Series => ({
    name,
    labels,
    at: (moment) => countedBy(flow, moment),
});

export const gauge = (
    name: string,
    labels: Labels,
    value: number | ((moment: number) => number | undefined),
): Series => ({
    name,
    labels,
    at: typeof value === "number" ? () => value : value,
});

/** How long things take: shares of them that are spread evenly between two bounds. */
export type Spread = readonly { readonly from: number; readonly to: number; readonly share: number }[];

/** Share of what takes no longer than a bound. */
export const shareWithin = (spread: Spread, bound: number): number =>
    spread.reduce(
        (sum, { from, to, share }) => sum + share * Math.min(1, Math.max(0, (bound - from) / (to - from))),
        0,
    );

const mean = (spread: Spread): number =>
    spread.reduce((sum, { from, to, share }) => sum + (share * (from + to)) / 2, 0);

/** What a share of things stays within. */
export function quantileOf(spread: Spread, wanted: number): number {
    let passed = 0;
    for (const { from, to, share } of [...spread].sort((a, b) => a.from - b.from)) {
        if (passed + share >= wanted) return from + ((wanted - passed) / share) * (to - from);
        passed += share;
    }
    return Math.max(...spread.map(({ to }) => to));
}

/** Things that take their time, as phases with a spread each. */
export type TimedFlow = readonly (Phase & { readonly spread: Spread })[];

/** A classic histogram: its buckets, sum and count. */
export function histogram(name: string, labels: Labels, flow: TimedFlow, bounds: readonly number[]): readonly Series[] {
    const part = (suffix: string, more: Labels, weight: (spread: Spread) => number): Series =>
        counter(
            `${name}_${suffix}`,
            { ...labels, ...more },
            flow.map(({ from, rate, spread }) => ({ from, rate: rate * weight(spread) })),
        );
    return [
        ...bounds.map((bound) => part("bucket", { le: String(bound) }, (spread) => shareWithin(spread, bound))),
        part("bucket", { le: "+Inf" }, () => 1),
        part("sum", {}, mean),
        part("count", {}, () => 1),
    ];
}

export const alsoBefore = (series: Series): Series => ({ ...series, old: true });

/** As OpenMetrics writes it; a label without a value isn't there, their order says nothing. */
export const idOf = (name: string, labels: Labels): string =>
    written(
        name,
        Object.fromEntries(
            Object.entries(labels)
                .filter(([, value]) => value !== "")
                .sort(([one], [other]) => (one < other ? -1 : 1)),
        ),
    );
