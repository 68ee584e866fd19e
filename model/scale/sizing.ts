/** Settings that fit a load: replicas, volumes and requests over the ha profile. */

import { mergeDeep, type PlainObject } from "../../config/merge";
import { parse } from "../../config/parse";
import { days, type Bytes } from "../../config/quantities";
import type { StackConfig } from "../../config/schema";
import { bufferBytes, indexReplicas, prometheusBytes, traceBytes, USABLE_SHARE } from "../workloads/estimates";
import { outageBytes, TIERS, volumeFor, type Tier } from "../workloads/queues";
import { loadOf, type Load, type Shop } from "./load";

const GIBI = 2 ** 30;
const gibi = (count: number, least = 1): Bytes => `${Math.max(least, Math.ceil(count / GIBI))}Gi`;
const upTo = (step: number, count: number): number => Math.ceil(count / step) * step;

/** Chunks of two hours, series that come and go, and queries take this many times what a new Prometheus has. */
const MEMORY_OF_QUERIES = 5;
/** Requests are for this share of use, so that busy minutes and a lost replica have room. */
const BUSY = 0.5;
/** A pod of these has so many cores at most. */
const CORES_OF_POD = 8;
/** The schema takes no more pods of a workload. */
const MOST_PODS = 50;
/** Bytes a second that an ingester and a distributor of Loki take; each line goes to three ingesters. */
const LOKI = { ingester: 10e6, distributor: 20e6, copies: 3, querierBytesPerDay: 200 * GIBI } as const;
/** Seconds of lines that an ingester's write-ahead log holds. */
const WAL_SECONDS = 3_600;
/** Spans a second that a Jaeger and a node of Elasticsearch write, and what a node's volume should hold at most. */
const TRACES = { perJaeger: 4_000, perNode: 5_000, volumeOfNode: 2_000 * GIBI } as const;
/** Bytes of a span while it waits for its trace to be decided on. */
const WAITING_SPAN = 2_000;
/** Two weeks of blocks of a replica, twice: the largest that the compactor puts together, and its result. */
const COMPACTION = { days: 14, copies: 2 } as const;
/** Share of a month of blocks that the headers of their indices take on a store gateway. */
const HEADERS = 0.05;

/** Smallest number of pods that carry some cores with none of them over its share, one of them lost. */
function pods(cores: number, least: number): { readonly replicas: number; readonly each: number } {
    const replicas = Math.min(MOST_PODS, Math.max(least, Math.ceil(cores / (CORES_OF_POD * BUSY)) + 1));
    return { replicas, each: cores / (replicas - 1) / BUSY };
}

const cpu = (cores: number, least: number): string => `${Math.max(least, upTo(50, cores * 1000))}m`;
/** Requests, and a limit half as high again. */
const memory = (count: number, least: number): PlainObject => ({
    memory: gibi(count, least),
    memoryLimit: gibi(count * 1.5, Math.ceil(least * 1.5)),
});

/** What follows from the load alone. */
function rough(shop: Shop, load: Load): PlainObject {
    const gateways = pods(load.gatewayCores, 3);
    const samplers = pods(load.samplerCores, 3);
    const ingesters = Math.min(48, Math.max(3, upTo(3, (load.logs * LOKI.copies) / LOKI.ingester)));
    const waiting = (load.spans * 35 * WAITING_SPAN) / samplers.replicas;
    return {
        prometheus: { activeSeries: upTo(100_000, load.series * 1.2) },
        loki: {
            dailyVolume: gibi(shop.logBytes),
            ingesters,
            distributors: Math.max(3, Math.ceil(load.logs / LOKI.distributor) + 1),
            queriers: Math.min(MOST_PODS, Math.max(3, Math.ceil(shop.logBytes / LOKI.querierBytesPerDay))),
            walStorage: gibi(((load.logs * LOKI.copies) / ingesters) * WAL_SECONDS, 20),
        },
        collector: {
            replicas: gateways.replicas,
            samplers: samplers.replicas,
            spansPerSecond: Math.ceil(load.spans),
            pointsPerSecond: Math.max(5_000, Math.ceil(load.points)),
        },
        jaeger: {
            spansPerSecond: Math.max(1, Math.ceil(load.kept)),
            replicas: Math.max(3, Math.ceil(load.kept / TRACES.perJaeger) + 1),
        },
        fluentBit: { nodes: shop.nodes },
        resources: {
            prometheus: {
                cpu: cpu(load.prometheusCores / BUSY, 500),
                ...memory(load.prometheusBytes * MEMORY_OF_QUERIES, 2),
            },
            collector: { cpu: cpu(gateways.each, 250), ...memory(gateways.each * GIBI, 1) },
            sampler: { cpu: cpu(samplers.each, 250), ...memory(waiting * 2, 1) },
        },
    };
}

/** Volumes: by the same estimates that checks hold them to. */
function volumes(config: StackConfig): PlainObject {
    const queue = (tier: Tier): Bytes => gibi(volumeFor(outageBytes(config, tier)) * 1.1, 5);
    const own = prometheusBytes(config);
    const blocksOfDay = own / days(config.prometheus.retention);
    const copies = 1 + indexReplicas(config);
    const traces = (traceBytes(config) * copies) / USABLE_SHARE;
    const nodes = Math.max(
        3,
        Math.ceil(traces / TRACES.volumeOfNode),
        Math.ceil((config.jaeger.spansPerSecond * copies) / TRACES.perNode),
    );
    return {
        prometheus: { storage: gibi(own / USABLE_SHARE, 50) },
        metrics: {
            longTerm: {
                compactorStorage: gibi(blocksOfDay * COMPACTION.days * COMPACTION.copies, 50),
                storeStorage: gibi(own * HEADERS, 10),
            },
        },
        elasticsearch: { replicas: nodes, storage: gibi(traces / nodes, 50) },
        collector: { queueStorage: Object.fromEntries(TIERS.map((tier) => [tier, queue(tier)])) },
        fluentBit: { bufferSize: gibi(bufferBytes(config) * 1.05) },
    };
}

export interface Sizing {
    readonly load: Load;
    /** Over the ha profile. */
    readonly settings: PlainObject;
    /** The whole configuration that they make. */
    readonly config: StackConfig;
}

const HA: PlainObject = { environment: "dev", profile: "ha" };

function parsed(settings: PlainObject): StackConfig {
    const result = parse(mergeDeep(HA, settings));
    if (!result.ok) throw new Error(result.problems.map(({ key, problem }) => `${key} ${problem}`).join("\n"));
    return result.config;
}

/** Settings for a shop; what is the profile's already isn't among them. */
export function sizingOf(shop: Shop): Sizing {
    const load = loadOf(shop);
    const first = rough(shop, load);
    const settings = mergeDeep(first, volumes(parsed(first)));
    return { load, settings, config: parsed(settings) };
}
