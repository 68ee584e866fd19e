import { COLLECTOR_INSTANCE, SPAN_METRIC_ATTRIBUTES } from "../../../model/telemetry/labels";
import { seconds, type Duration } from "../../../config/quantities";
import type { StackConfig } from "../../../config/schema";
import type { HelmValues } from "../../helm/values";
import { keepAttributes } from "./processors";

/** Metrics that are made of spans before any of them is dropped by sampling. */

/** Bounds of the histograms; the latency targets of the services join them, so that "slower than" is exact. */
const BUCKETS: readonly Duration[] = [
    "5ms",
    "10ms",
    "25ms",
    "50ms",
    "100ms",
    "250ms",
    "500ms",
    "1s",
    "2500ms",
    "5s",
    "10s",
    "30s",
];
const FLUSH = "15s";
/** Series of a service or an edge that has gone quiet end after this time. */
const EXPIRATION = "15m";

const buckets = ({ services }: StackConfig): readonly Duration[] => {
    const all = [...BUCKETS, ...Object.values(services).map(({ latencyTarget }) => latencyTarget)];
    const byLength = new Map(all.map((bound) => [seconds(bound), bound]));
    return [...byLength].sort(([a], [b]) => a - b).map(([, bound]) => bound);
};

/** Calls and durations by service, operation, kind and status; Jaeger's Monitor tab reads these names. */
export const spanMetrics = (config: StackConfig): HelmValues => ({
    namespace: "traces.span.metrics",
    dimensions: config.collector.spanDimensions.map((name) => ({ name })),
    resource_metrics_key_attributes: SPAN_METRIC_ATTRIBUTES,
    aggregation_cardinality_limit: config.collector.spanSeriesLimit,
    histogram: { unit: "ms", explicit: { buckets: buckets(config) } },
    exemplars: { enabled: true, max_per_data_point: 5 },
    metrics_flush_interval: FLUSH,
    metrics_expiration: EXPIRATION,
});

/** Who calls whom: needs both ends of a call in one place. */
export const serviceGraph = (config: StackConfig): HelmValues => ({
    latency_histogram_buckets: buckets(config),
    store: { ttl: "10s", max_items: 20_000 },
    virtual_node_peer_attributes: ["peer.service", "db.namespace", "db.name", "db.system.name", "db.system"],
    metrics_flush_interval: FLUSH,
});

/** Makes the series of each collector its own: they would overwrite each other otherwise. */
export const measureLabels = keepAttributes(SPAN_METRIC_ATTRIBUTES, [
    `set(attributes["${COLLECTOR_INSTANCE}"], "\${env:POD_NAME}")`,
]);
