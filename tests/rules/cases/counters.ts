import type { Time, RecordingProof, Series } from "../harness/proofs";

interface Counted {
    /** Counters, by what each grows in 30 seconds. */
    readonly steps: { readonly [series: string]: number };
    /** Series that aren't counters. */
    readonly beside?: Series;
    readonly values: { readonly [labels: string]: number };
    /** When nothing happens. */
    readonly still: { readonly [labels: string]: number };
    /** When the values are looked at, and at which sample before it the counters start anew; default 15 minutes. */
    readonly at?: Time;
    readonly reset?: number;
}

/** A rate in three ways: of counters that grow, that stand still, and that start anew in between. */
export function counted(
    record: string,
    { steps, beside = {}, values, still, at = "15m", reset = 25 }: Counted,
): RecordingProof {
    const series = (notation: (step: number) => string): Series => ({
        ...beside,
        ...Object.fromEntries(Object.entries(steps).map(([name, step]) => [name, notation(step)])),
    });
    return {
        record,
        values: [{ given: "growing", series: series((step) => `0+${step}x200`), at, values }],
        zeroTraffic: { given: "standing still", series: series(() => "7x200"), at, values: still },
        counterReset: {
            given: "starting anew",
            series: series((step) => `0+${step}x${reset - 1} ${step}+${step}x${200 - reset}`),
            at,
            values,
        },
    };
}
