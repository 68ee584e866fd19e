/** Loki's limits: what it takes in, how long it keeps it. */

import type { JsonObject } from "../../model/formats/json";
import { LOG_LINE_ATTRIBUTES, LOG_RESOURCE_ATTRIBUTES } from "../../model/telemetry/labels";
import { LONGEST_FIELDS, LONGEST_LINE, MOST_FIELDS } from "../../model/telemetry/line-size";
import { bytes, hours, seconds, type Duration } from "../../config/quantities";
import type { StackConfig } from "../../config/schema";
import type { HelmValues } from "../helm/values";

const KIBI = 2 ** 10;
const MEBI = 2 ** 20;
const HOUR = 3600;
/** A node's backlog arrives all at once after an outage: far above the average rate. */
const REPLAY_HEADROOM = 10;
const LEAST_RATE_MB = 8;
/** Index labels that a stream may have at most: each one multiplies the streams. */
const MOST_LABELS = 10;

const DEBUG_LINES = '{level=~"trace|debug"}';
const AUDIT_LINES = '{audit="true"}';

/** https://grafana.com/docs/loki/latest/configure/#limits_config */
export function limits({ loki, collector }: StackConfig): HelmValues {
    const averageMb = bytes(loki.dailyVolume) / MEBI / 86_400;
    const rate = Math.max(LEAST_RATE_MB, Math.ceil(averageMb * REPLAY_HEADROOM));
    return {
        ingestion_rate_mb: rate,
        ingestion_burst_size_mb: 2 * rate,
        per_stream_rate_limit: `${rate}MB`,
        per_stream_rate_limit_burst: `${2 * rate}MB`,
        max_global_streams_per_user: 10_000,
        max_label_names_per_series: MOST_LABELS,
        // A line beyond is cut, not refused: a refusal would cost the batch that it came with.
        max_line_size: `${LONGEST_LINE / KIBI}KB`,
        max_line_size_truncate: true,
        allow_structured_metadata: true,
        // The collector cuts before that: these are refused.
        max_structured_metadata_size: `${LONGEST_FIELDS / KIBI}KB`,
        max_structured_metadata_entries_count: MOST_FIELDS,
        reject_old_samples: true,
        reject_old_samples_max_age: longest("168h", `${Math.ceil(collector.outageMinutes / 30)}h`),
        otlp_config: labels,
        ...retention(loki),
        // Unless it is asked for, logs go by retention alone: nobody on the network can have them deleted.
        deletion_mode: loki.erasure ? "filter-and-delete" : "disabled",
        ...queries(loki),
    };
}

const labels: JsonObject = {
    resource_attributes: {
        ignore_defaults: true,
        attributes_config: [{ action: "index_label", attributes: LOG_RESOURCE_ATTRIBUTES }],
    },
    log_attributes: [{ action: "index_label", attributes: LOG_LINE_ATTRIBUTES }],
};

type Loki = StackConfig["loki"];

const retention = (loki: Loki): HelmValues => ({
    retention_period: hours(loki.retention),
    retention_stream: [
        { selector: DEBUG_LINES, priority: 1, period: hours(loki.debugRetention) },
        { selector: AUDIT_LINES, priority: 2, period: hours(loki.auditRetention) },
    ],
});

const queries = (loki: Loki): HelmValues => ({
    // All that is kept can be asked for at once; what a query may read bounds its cost.
    max_query_length: longest(loki.retention, loki.auditRetention),
    max_query_series: 2000,
    max_query_bytes_read: "200GB",
    max_entries_limit_per_query: 5000,
    max_concurrent_tail_requests: 50,
    query_timeout: "2m",
    volume_enabled: true,
});

const longest = (...durations: readonly Duration[]): Duration =>
    `${Math.max(...durations.map((duration) => Math.ceil(seconds(duration) / HOUR)))}h`;

/**
 * How long a chunk grows. A line that is older than half of it against the newest of its stream is refused, and the
 * nodes share streams: it must hold an outage and the replay after it.
 */
export const chunkAge = ({ collector }: StackConfig): Duration =>
    `${Math.max(2, Math.ceil((2 * collector.outageMinutes + 60) / 60))}h`;
