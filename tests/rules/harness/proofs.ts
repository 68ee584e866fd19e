import type { PlainObject } from "../../../config/merge";
import type { Duration } from "../../../config/quantities";

/**
 * Proofs of rules, from which promtool's test files are made. Everything that is selected is raw: recording rules that an
 * alert rests on are evaluated with it.
 */

/** Input: series in promtool's notation, `name{label="value"}` to `start+step x count`, one sample every interval. */
export interface Series {
    readonly [series: string]: string;
}

/** Nothing, or a time since the start. */
export type Time = Duration | "0s";

export interface Input {
    readonly series: Series;
    /** Between two samples, and between two evaluations; default 30s. */
    readonly every?: Duration;
    /** When it begins (RFC 3339), for what follows the calendar; default 1970-01-01T00:00:00Z, a Thursday. */
    readonly start?: string;
    /** Settings of the stack beside the default ones of dev. */
    readonly settings?: PlainObject;
}

export interface Fired {
    /** Every label but alertname. */
    readonly labels: { readonly [label: string]: string };
    readonly summary: string;
    readonly description: string;
}

/** It fires at the right moment: silent at every evaluation before, with exactly these alerts at that one. */
export interface Firing extends Input {
    readonly given: string;
    /** The first evaluation at which it fires. */
    readonly at: Time;
    readonly alerts: readonly [Fired, ...Fired[]];
    /**
     * The first evaluation at which nothing holds any more. It fires at the one before, stays on for as long as its rule says
     * (keep_firing_for), and is silent then.
     */
    readonly until: Time;
}

/** It never fires, although it is near. */
export interface NearMiss extends Input {
    readonly given: string;
    /** From when on it is watched; default from the start. */
    readonly from?: Time;
    /** Until when: silent at every evaluation. */
    readonly for: Duration;
}

export interface AlertProof {
    readonly alert: string;
    readonly fires: readonly [Firing, ...Firing[]];
    readonly silent: readonly [NearMiss, ...NearMiss[]];
}

/** Values at one moment, computed by hand: exactly these series. */
export interface Values extends Input {
    readonly given: string;
    readonly at: Time;
    /** Value by labels: `{service="x"}`, or `{}` for a series without any. */
    readonly values: { readonly [labels: string]: number };
}

interface RecordingValues {
    readonly record: string;
    readonly values: readonly [Values, ...Values[]];
}

export type RecordingProof = RecordingValues &
    (
        | {
              /** Counters that stand still. */
              readonly zeroTraffic: Values;
              /** A counter that starts anew. */
              readonly counterReset: Values;
          }
        /** It doesn't rest on counters. */
        | { readonly counters: false }
    );

export const isAlertProof = (proof: AlertProof | RecordingProof): proof is AlertProof => "alert" in proof;

/** Every case of a recording rule. */
export const valuesOf = (proof: RecordingProof): readonly Values[] =>
    "counters" in proof ? proof.values : [...proof.values, proof.zeroTraffic, proof.counterReset];
