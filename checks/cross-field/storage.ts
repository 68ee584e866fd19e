/** Retention against the storage of each store. */

import type { Check } from "./contract";
import { indexReplicas, lokiBytes, prometheusBytes, traceBytes, USABLE_SHARE } from "../../model/workloads/estimates";
import { set, type Problem } from "../../config/problems";
import { bytes, readableBytes, type Bytes } from "../../config/quantities";

const GIBI = 2 ** 30;
const enough = (needed: number): Bytes => `${Math.ceil(needed / USABLE_SHARE / GIBI)}Gi`;

function outgrown(
    retentionKey: string,
    retention: string,
    needed: number,
    storageKey: string,
    storage: Bytes,
): readonly Problem[] {
    const usable = bytes(storage) * USABLE_SHARE;
    if (needed <= usable) return [];
    return [
        {
            key: retentionKey,
            value: retention,
            problem: `outgrows ${storageKey} (${storage}): about ${readableBytes(needed)} are needed, ${readableBytes(usable)} may fill`,
            fix: set(storageKey, enough(needed)),
        },
    ];
}

/** Retention must fit its storage, by the stated estimates of ../estimates.ts. */
export const storageProblems: Check = (config) => {
    const { prometheus, loki, jaeger, elasticsearch, objectStorage } = config;
    const problems: Problem[] = [
        ...outgrown(
            "prometheus.retention",
            prometheus.retention,
            prometheusBytes(config),
            "prometheus.storage",
            prometheus.storage,
        ),
    ];
    if (loki.mode === "monolithic" && objectStorage === undefined) {
        problems.push(...outgrown("loki.retention", loki.retention, lokiBytes(config), "loki.storage", loki.storage));
    }
    if (jaeger.enabled && jaeger.storage.type === "badger") {
        problems.push(
            ...outgrown(
                "jaeger.retention",
                jaeger.retention,
                traceBytes(config),
                "jaeger.storage.size",
                jaeger.storage.size,
            ),
        );
    }
    if (jaeger.enabled && jaeger.storage.type === "elasticsearch" && elasticsearch.mode === "managed") {
        const copies = 1 + indexReplicas(config);
        const perNode = (traceBytes(config) * copies) / elasticsearch.replicas;
        problems.push(
            ...outgrown("jaeger.retention", jaeger.retention, perNode, "elasticsearch.storage", elasticsearch.storage),
        );
    }
    return problems;
};
