/** What a sizing asks of a cluster and of object storage, and what a month of it costs. */

import { PRICES } from "../../config/prices";
import { days, seconds } from "../../config/quantities";
import type { StackConfig } from "../../config/schema";
import { lokiBytes, prometheusBytes } from "../workloads/estimates";
import { demandOf, podSets } from "../workloads/footprint";
import { thanosOf } from "../workloads/long-term";

const GIBI = 2 ** 30;
/** Bytes of a sample of five minutes or an hour, with count, sum, extremes and counter. */
const BYTES_PER_AGGREGATE = 7;

export interface Needs {
    readonly cores: number;
    readonly memoryGiB: number;
    readonly volumesGiB: number;
    readonly objectsGiB: number;
}

/** Bytes of blocks that Thanos keeps in the end, of all replicas. */
function blockBytes(config: StackConfig): number {
    const longTerm = thanosOf(config);
    if (longTerm === undefined) return 0;
    const { prometheus } = config;
    const { raw, fiveMinutes, hour } = longTerm.retention;
    const ofDay = prometheusBytes(config) / days(prometheus.retention);
    const aggregates = (every: number, kept: number): number =>
        (prometheus.activeSeries / every) * kept * BYTES_PER_AGGREGATE;
    const each = ofDay * days(raw) + aggregates(300, seconds(fiveMinutes)) + aggregates(3600, seconds(hour));
    return each * prometheus.replicas;
}

/** Requests of every pod on so many nodes, and what is in object storage when every retention is over. */
export function needsOf(config: StackConfig, nodes: number): Needs {
    const { cpu, memory, storage } = demandOf(podSets(config), config, nodes);
    return {
        cores: cpu / 1000,
        memoryGiB: memory / GIBI,
        volumesGiB: storage / GIBI,
        objectsGiB: (lokiBytes(config) + blockBytes(config)) / GIBI,
    };
}

/** US dollars a month. */
export const monthOf = ({ cores, memoryGiB, volumesGiB, objectsGiB }: Needs): number =>
    cores * PRICES.core + memoryGiB * PRICES.memoryGiB + volumesGiB * PRICES.volumeGiB + objectsGiB * PRICES.objectGiB;
