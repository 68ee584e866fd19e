/** What a load passes first, and what lifts it. */

import { valueAt } from "../../config/merge";
import { parse } from "../../config/parse";
import { bytes, isBytes } from "../../config/quantities";
import type { StackConfig } from "../../config/schema";
import type { Load } from "./load";
import type { Sizing } from "./sizing";

/** A setting that is too small for a load. */
export interface Passed {
    /** Its path. */
    readonly setting: string;
    readonly has: number | string;
    readonly needs: number | string;
    /** How many times what it has is needed: the largest is passed first as a shop grows. */
    readonly times: number;
}

/** Settings that a load outgrows: what is said of the load itself, so that everything else follows. */
const STATED = [
    "prometheus.activeSeries",
    "loki.dailyVolume",
    "collector.spansPerSecond",
    "collector.pointsPerSecond",
    "jaeger.spansPerSecond",
    "loki.ingesters",
    "collector.replicas",
    "collector.samplers",
    "prometheus.storage",
    "elasticsearch.storage",
    "collector.queueStorage.gateway",
] as const;

const amount = (value: unknown): number =>
    typeof value === "number" ? value : typeof value === "string" && isBytes(value) ? bytes(value) : 0;

/** Of the ha profile as it is. */
export function profile(): StackConfig {
    const parsed = parse({ environment: "dev", profile: "ha" });
    if (!parsed.ok) throw new Error("the ha profile does not parse");
    return parsed.config;
}

/** Settings of a stack that a sizing asks more of, the first that is passed first. */
export const passedBy = ({ config }: Sizing, stack: StackConfig): readonly Passed[] =>
    STATED.flatMap((setting): readonly Passed[] => {
        const path = setting.split(".");
        const [has, needs] = [valueAt(stack, path), valueAt(config, path)];
        const times = amount(needs) / Math.max(1, amount(has));
        return times > 1 ? [{ setting, has: has as number | string, needs: needs as number | string, times }] : [];
    }).toSorted((one, other) => other.times - one.times);

/** What no setting lifts: one process, or what the schema takes. */
const HARD: readonly {
    readonly what: string;
    readonly of: (load: Load) => number;
    readonly most: number;
    readonly instead: string;
}[] = [
    {
        what: "series in one Prometheus",
        of: ({ series }) => series,
        most: 10_000_000,
        instead: "several clusters with a stack each, or an engine (metrics.remoteWrite)",
    },
    {
        what: "cores of gateways",
        of: ({ gatewayCores }) => gatewayCores,
        most: 196,
        instead: "several clusters with a stack each; privacy is what costs (docs/pipelines.md)",
    },
    {
        what: "log bytes a second",
        of: ({ logs }) => logs,
        most: 160e6,
        instead: "several clusters with a stack each, or lines that aren't written",
    },
];

/** Limits that a load passes and no setting lifts, with what is done instead. */
export const beyond = (load: Load): readonly string[] =>
    HARD.flatMap(({ what, of, most, instead }) =>
        of(load) > most
            ? [`${Math.round(of(load)).toLocaleString("en")} ${what}, ${most.toLocaleString("en")} at most: ${instead}`]
            : [],
    );
