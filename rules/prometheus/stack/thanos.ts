/** Alerts on Thanos: metrics of years, and one answer of all replicas. */

import { jobs } from "../../../model/telemetry/jobs";
import type { Duration } from "../../../config/quantities";
import type { StackConfig } from "../../../config/schema";
import type { Alert, Group } from "../../types";
import { percent } from "../../wording";
import { grown, lines } from "../expressions";

const WINDOW: Duration = "10m";
/** A block ends every two hours: after three of them nothing has reached the bucket. */
const UPLOAD_SECONDS = 6 * 3600;
/** Share of the operations on the bucket that fail. */
const FAILING = 0.05;

const common = {
    team: "platform",
    labels: { component: "thanos" },
    severity: "warning",
    links: { dashboard: "stack", variables: { component: "thanos" } },
} as const;

/** What Thanos says of itself, where there is one. */
export function thanosAlerts(config: StackConfig): Group {
    const { thanosSidecar, thanosStore, thanosCompactor } = jobs(config);
    const bucket = `job=~"${[thanosSidecar, thanosStore, thanosCompactor].join("|")}"`;
    const rules: readonly Alert[] = [
        {
            ...common,
            alert: "ThanosCompactorHalted",
            // Without the maximum, a scrape that fails would end it.
            expr: `max by (namespace, pod) (max_over_time(thanos_compact_halted{job="${thanosCompactor}"}[5m])) == 1`,
            for: "5m",
            threshold: "halted",
            summary: "{{ $labels.pod }} has halted",
            description:
                "{{ $labels.pod }} has met a block that it can't put together with others, and has halted (halted: {{ $value }}): the bucket grows, and long ranges take longer.",
        },
        {
            ...common,
            alert: "ThanosUploadLate",
            expr: lines(
                `time() - max by (namespace, pod) (max_over_time(thanos_objstore_bucket_last_successful_upload_time{job="${thanosSidecar}"}[5m]) > 0)`,
                `> ${UPLOAD_SECONDS}`,
            ),
            for: "10m",
            threshold: "above 6 hours",
            summary: "{{ $labels.pod }} puts no blocks into the bucket",
            description:
                "{{ $labels.pod }} put the last block into the bucket {{ $value | humanizeDuration }} ago; there is a new one every two hours. What its volume loses is lost.",
        },
        {
            ...common,
            alert: "ThanosUploadFailing",
            expr: `sum by (namespace, pod) (${grown(`thanos_shipper_upload_failures_total{job="${thanosSidecar}"}`, WINDOW)}) > 0`,
            for: "30m",
            threshold: "above 0",
            summary: "{{ $labels.pod }} fails to put blocks into the bucket",
            description:
                "{{ $labels.pod }} has failed {{ $value | humanize }} times in 10 minutes to put a block into the bucket.",
        },
        {
            ...common,
            alert: "ThanosBucketFailing",
            expr: lines(
                `sum by (namespace, job, operation) (rate(thanos_objstore_bucket_operation_failures_total{${bucket}}[5m]))`,
                `/ (sum by (namespace, job, operation) (rate(thanos_objstore_bucket_operations_total{${bucket}}[5m])) > 0)`,
                `> ${FAILING}`,
            ),
            for: "15m",
            threshold: `above ${percent(FAILING)}`,
            summary: "The bucket of metrics fails: {{ $labels.operation }}",
            description:
                "{{ $value | humanizePercentage }} of the operations {{ $labels.operation }} of {{ $labels.job }} on the bucket fail.",
        },
    ];
    return { name: "go-coffee.stack.thanos", rules: config.metrics.longTerm.mode === "thanos" ? rules : [] };
}
