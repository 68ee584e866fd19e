/** `metrics.longTerm`: metrics for longer than a volume holds them, and one answer of all replicas. */

import { z } from "zod";
import { bytes, duration, replicas, shaped, text } from "./shapes";

const retention = z
    .strictObject({
        raw: duration.default("90d").describe("How long samples are kept as they came."),
        fiveMinutes: duration.default("365d").describe("How long one of five minutes is kept, with its extremes."),
        hour: duration.default("1825d").describe("How long one of an hour is kept, with its extremes."),
    })
    .prefault({})
    .describe("How long each resolution is kept.");

const store = z
    .discriminatedUnion("type", [
        z.strictObject({
            type: z.literal("bucket").describe("Object storage, at the provider of objectStorage."),
            bucket: text(3)
                .optional()
                .describe("Bucket (container) for blocks; unset, that of logs. Nothing else may expire objects of it."),
            prefix: shaped(/^[^/\s]+(\/[^/\s]+)*$/, "a path without slashes at its ends", "metrics/prod")
                .default("metrics")
                .describe("Where in the bucket. Two stacks must not write to the same place."),
        }),
        z.strictObject({
            type: z
                .literal("volume")
                .describe(
                    "A volume that all of them mount: to try it on a cluster of one node, without object storage.",
                ),
            size: bytes.default("20Gi").describe("Volume."),
        }),
    ])
    .default({ type: "bucket", prefix: "metrics" })
    .describe("Where blocks are kept.");

export const longTerm = z
    .discriminatedUnion("mode", [
        z.strictObject({ mode: z.literal("off").describe("Prometheus alone.") }),
        z.strictObject({
            mode: z.literal("thanos").describe("Thanos beside Prometheus."),
            store,
            retention,
            queriers: replicas.default(1).describe("Queriers and query frontends each."),
            stores: replicas.default(1).describe("Store gateways; each can answer for the whole bucket."),
            storeStorage: bytes
                .default("5Gi")
                .describe("Volume of each store gateway, for headers of blocks' indices."),
            compactorStorage: bytes
                .default("20Gi")
                .describe("Volume of the compactor, which takes the largest blocks that it puts together."),
        }),
    ])
    .default({ mode: "off" })
    .describe("Metrics for years, and one answer of all replicas: Grafana and Jaeger ask it in place of Prometheus.");
