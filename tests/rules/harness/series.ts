import { seconds, type Duration } from "../../../config/quantities";
import type { Team } from "../../../rules/types";
import type { Input, RecordingProof, Series, Values } from "./proofs";

/** A service of the catalogue of each team. */
export const SERVICE_OF = {
    platform: "api-gateway",
    payments: "payment-service",
    web3: "crypto-wallet",
    ai: "ai-search",
    business: "order-service",
    security: "auth-service",
} as const satisfies Readonly<Record<Team, string>>;

/** The same for every team that owns services: what differs is the service and who is told. */
export function eachTeam<T>(make: (service: string, team: Team) => T): readonly [T, ...T[]] {
    const [first, ...rest] = (Object.keys(SERVICE_OF) as Team[]).map((team) => make(SERVICE_OF[team], team));
    if (first === undefined) throw new Error("no team");
    return [first, ...rest];
}

/** Name of an application's series. */
export const named = (metric: string, labels: { readonly [label: string]: string | number } = {}): string =>
    `${metric}{${Object.entries({ namespace: "go-coffee", ...labels })
        .map(([label, value]) => `${label}="${value}"`)
        .join(", ")}}`;

/** Several inputs at once. */
export const all = (...many: readonly Series[]): Series => Object.assign({}, ...many) as Series;

/** Prometheus was there in the hour before: a series that begins is new, not new to it. */
export const SEEN_BEFORE: Series = { "prometheus:targets_seen:count1h": "5x400" };

/** Counters by what they grow each interval. */
export interface Steps {
    readonly [series: string]: number;
}

const each = (steps: Steps, values: (step: number) => string): Series =>
    Object.fromEntries(Object.entries(steps).map(([name, step]) => [name, values(step)]));

/** Counters that grow for some intervals. */
export const flow = (steps: Steps, intervals: number): Series => each(steps, (step) => `0+${step}x${intervals}`);

/** Growth for a while, then another: values in promtool's notation. */
export const then = (...parts: readonly (readonly [step: number, intervals: number])[]): string => {
    let value = 0;
    return parts
        .map(([step, intervals], index) => {
            const from = index === 0 ? 0 : value + step;
            const text = `${from}+${step}x${index === 0 ? intervals : intervals - 1}`;
            value += step * intervals;
            return text;
        })
        .join(" ");
};

interface Counted {
    readonly given: string;
    readonly steps: Steps;
    readonly values: Values["values"];
    /** When the rates are complete, if later than those of the proof. */
    readonly at?: Duration;
    /** Series beside these counters. */
    readonly beside?: Series;
}

interface CountedProof extends Counted {
    readonly record: string;
    /** What counters that stand still give; nothing by default, as it is with shares. */
    readonly zero?: Values["values"];
    /** What a restart of every pod changes. */
    readonly reset?: Values["values"];
    readonly more?: readonly Counted[];
    readonly settings?: Input["settings"];
}

const INTERVAL = 30;

/** Proof of a rule that rests on counters: what they give when they flow, stand still, or start anew. */
export function counted({
    record,
    at = "10m",
    zero = {},
    reset,
    more = [],
    beside = {},
    settings,
    ...first
}: CountedProof): RecordingProof {
    const intervals = seconds(at) / INTERVAL;
    const before = Math.floor((intervals * 3) / 4);
    const value = ({ given, steps, values, at: later = at, beside: more }: Counted): Values => ({
        given,
        series: { ...beside, ...more, ...flow(steps, seconds(later) / INTERVAL) },
        at: later,
        values,
        settings,
    });
    return {
        record,
        values: [value({ ...first, at }), ...more.map(value)],
        zeroTraffic: {
            given: "counters that stand still",
            series: { ...beside, ...each(first.steps, () => `100x${intervals}`) },
            at,
            values: zero,
            settings,
        },
        counterReset: {
            given: "counters that start anew",
            series: {
                ...beside,
                ...each(first.steps, (step) => `0+${step}x${before} ${step}+${step}x${intervals - before - 1}`),
            },
            at,
            values: reset ?? first.values,
            settings,
        },
    };
}
