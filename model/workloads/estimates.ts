import type { StackConfig } from "../../config/schema";
import { bytes, days, seconds } from "../../config/quantities";

/** Bytes that Prometheus needs for a sample after compression, index included (upstream: 1 to 2). */
const BYTES_PER_SAMPLE = 1.7;
/** How much smaller logs get in Loki (zstd chunks and index). */
const LOG_COMPRESSION = 5;
/** Share of the logs that is audit trail. */
const AUDIT_SHARE = 0.01;
/** Busy hours, and busy nodes in them, have this many times the average of a day. */
export const PEAK = 2;
/** Bytes of a raw byte in Fluent Bit's chunks: metadata of the pod and names of fields come with each line. */
const BUFFER_OVERHEAD = 1.5;
const MINUTES_PER_DAY = 1440;
/** Bytes of a span in Elasticsearch (index included) or Badger. */
const BYTES_PER_SPAN = 500;
/** Share of a volume that may fill: Prometheus' size limit; Elasticsearch stops placing shards there too. */
export const USABLE_SHARE = 0.85;

/** Bytes that one Prometheus replica holds at the end of its retention. */
export const prometheusBytes = ({ prometheus }: StackConfig): number =>
    (prometheus.activeSeries / seconds(prometheus.scrapeInterval)) * seconds(prometheus.retention) * BYTES_PER_SAMPLE;

/** Bytes that Loki holds at the end of its retentions. */
export const lokiBytes = ({ loki }: StackConfig): number =>
    (bytes(loki.dailyVolume) * ((1 - AUDIT_SHARE) * days(loki.retention) + AUDIT_SHARE * days(loki.auditRetention))) /
    LOG_COMPRESSION;

/** Bytes that a node's logs take in Fluent Bit's buffer over the stated outage. */
export const bufferBytes = ({ loki, fluentBit, collector }: StackConfig): number =>
    (bytes(loki.dailyVolume) / fluentBit.nodes) * (collector.outageMinutes / MINUTES_PER_DAY) * PEAK * BUFFER_OVERHEAD;

/** Copies of each part of an index, beside the part itself. */
export function indexReplicas({ jaeger, elasticsearch }: StackConfig): number {
    const single = elasticsearch.mode === "managed" && elasticsearch.replicas === 1;
    return (jaeger.storage.type === "elasticsearch" ? jaeger.storage.replicas : undefined) ?? (single ? 0 : 1);
}

/** Bytes that one copy of the traces takes at the end of their retention. */
export const traceBytes = ({ jaeger }: StackConfig): number =>
    jaeger.spansPerSecond * seconds(jaeger.retention) * BYTES_PER_SPAN;
