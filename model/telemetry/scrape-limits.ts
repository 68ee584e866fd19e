/** Samples that one target may have: a broken one costs no more. Beyond, Prometheus takes none of them, and `up` is 0. */
export const SAMPLE_LIMITS = {
    /** Of the stack's own. */
    own: 50_000,
    applications: 20_000,
} as const;
