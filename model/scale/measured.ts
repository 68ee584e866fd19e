/** What was measured with the real programs: the size command's formulas are held to these points. */

/** A load, and what a program took for it. */
export interface Point {
    readonly at: number;
    readonly took: number;
}

/** Cores of one Prometheus for the rules of so many services, each evaluated in time. */
export const RULE_CORES: readonly Point[] = [
    { at: 14, took: 0.005 },
    { at: 100, took: 0.03 },
    { at: 1000, took: 0.32 },
];

/** Cores of a real Prometheus 3.14 that takes so many samples a second from ten targets, a minute long; rules left out. */
export const SCRAPE_CORES: readonly Point[] = [
    { at: 10_072, took: 0.0234 },
    { at: 30_000, took: 0.0651 },
];

/** Resident bytes of the same after 100 seconds, with so many series. */
export const SERIES_BYTES: readonly Point[] = [
    { at: 21_028, took: 126_488_576 },
    { at: 101_028, took: 247_586_816 },
    { at: 301_028, took: 547_684_352 },
];

/** Items a second that one core of a gateway of prod takes: `npm run bench:collector`. */
export const GATEWAY = { spansPerCore: 4_700, linesPerCore: 4_900 } as const;
/** The same of a sampler: without privacy, 28 µs a span. */
export const SAMPLER = { spansPerCore: 35_000 } as const;
