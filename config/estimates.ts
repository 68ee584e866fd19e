import type { StackConfig } from "./schema";
import { bytes, days, seconds } from "./quantities";

/** Bytes that Prometheus needs for a sample after compression, index included (upstream: 1 to 2). */
const BYTES_PER_SAMPLE = 1.7;
/** How much smaller logs get in Loki (zstd chunks and index). */
const LOG_COMPRESSION = 5;
/** Bytes of a span in Elasticsearch (index included) or Badger. */
const BYTES_PER_SPAN = 500;
/** Share of a volume that may fill: Prometheus' size limit; Elasticsearch stops placing shards there too. */
export const USABLE_SHARE = 0.85;

/** Bytes that one Prometheus replica holds at the end of its retention. */
export const prometheusBytes = ({ prometheus }: StackConfig): number =>
    (prometheus.activeSeries / seconds(prometheus.scrapeInterval)) * seconds(prometheus.retention) * BYTES_PER_SAMPLE;

/** Bytes that Loki holds at the end of its retention. */
export const lokiBytes = ({ loki }: StackConfig): number =>
    (bytes(loki.dailyVolume) * days(loki.retention)) / LOG_COMPRESSION;

/** Bytes that one copy of the traces takes at the end of their retention. */
export const traceBytes = ({ jaeger }: StackConfig): number =>
    jaeger.spansPerSecond * seconds(jaeger.retention) * BYTES_PER_SPAN;
