/** What was measured with the real programs, and what follows for each unit of load. */

/** A load, and what a program took for it. */
export interface Point {
    readonly at: number;
    readonly took: number;
}

/** Cores of one Prometheus for all rules, by services: each group's evaluation, by promtool's own engine over full series. */
export const RULE_CORES: readonly Point[] = [
    { at: 14, took: 0.005 },
    { at: 100, took: 0.03 },
    { at: 1000, took: 0.32 },
];

/** Items a second that one core of a gateway of prod takes: `npm run bench:collector`, docs/pipelines.md. */
export const GATEWAY = { spansPerCore: 4_700, linesPerCore: 4_900 } as const;
/** Of a sampler, which has no privacy: queue, tail sampling, span metrics, service graph and sending are 28 µs a span. */
export const SAMPLER = { spansPerCore: 35_000 } as const;
