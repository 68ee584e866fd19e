import type { AlertProof, Series } from "../../harness/proofs";
import { SEEN_BEFORE } from "../../harness/series";

const NAMESPACE = "go-coffee-monitoring";
const HA = { profile: "ha" };
const SIDECAR = "prometheus-prometheus-kube-prometheus-prometheus-0";

const of = (program: string, pod: string, metric: string, labels: string, values: string): Series => ({
    [`${metric}{job="${NAMESPACE}/${program}", namespace="${NAMESPACE}", pod="${pod}"${labels}}`]: values,
});
const halted = (values: string): Series =>
    of("thanos-compactor", "thanos-compactor-0", "thanos_compact_halted", "", values);
const uploaded = (values: string): Series =>
    of("thanos-sidecar", SIDECAR, "thanos_objstore_bucket_last_successful_upload_time", ', bucket="metrics"', values);
const failedUploads = (values: string): Series =>
    of("thanos-sidecar", SIDECAR, "thanos_shipper_upload_failures_total", "", values);
const operations = (failures: string, all: string): Series => ({
    ...of("thanos-store", "thanos-store-0", "thanos_objstore_bucket_operation_failures_total", GET, failures),
    ...of("thanos-store", "thanos-store-0", "thanos_objstore_bucket_operations_total", GET, all),
});
const GET = ', bucket="metrics", operation="get_range"';
const labels = { severity: "warning", team: "platform", component: "thanos", namespace: NAMESPACE } as const;

export const thanos: readonly AlertProof[] = [
    {
        alert: "ThanosCompactorHalted",
        fires: [
            {
                given: "a compactor that has halted, and is started anew",
                settings: HA,
                series: halted("0x3 1 _ 1x18 0x30"),
                at: "7m",
                alerts: [
                    {
                        labels: { ...labels, pod: "thanos-compactor-0" },
                        summary: "thanos-compactor-0 has halted",
                        description:
                            "thanos-compactor-0 has met a block that it can't put together with others, and has halted (halted: 1): the bucket grows, and long ranges take longer.",
                    },
                ],
                until: "17m",
            },
        ],
        silent: [{ given: "one that works", settings: HA, series: halted("0x80"), for: "30m" }],
    },
    {
        alert: "ThanosUploadLate",
        fires: [
            {
                given: "no block since the beginning, until there is one",
                settings: HA,
                every: "5m",
                series: uploaded("1x77 23400x20"),
                at: "375m",
                alerts: [
                    {
                        labels: { ...labels, pod: SIDECAR },
                        summary: `${SIDECAR} puts no blocks into the bucket`,
                        description: `${SIDECAR} put the last block into the bucket 6h 14m 59s ago; there is a new one every two hours. What its volume loses is lost.`,
                    },
                ],
                until: "390m",
            },
        ],
        silent: [
            {
                given: "a block every two hours",
                settings: HA,
                every: "5m",
                series: uploaded("1x23 7200x23 14400x23 21600x23"),
                for: "460m",
            },
            {
                given: "one that has just begun and has no block yet",
                settings: HA,
                every: "5m",
                series: uploaded("0x100"),
                for: "460m",
            },
        ],
    },
    {
        alert: "ThanosUploadFailing",
        fires: [
            {
                given: "an upload that fails again and again",
                settings: HA,
                series: { ...SEEN_BEFORE, ...failedUploads("_x4 1+1x80 81x40") },
                at: "32m",
                alerts: [
                    {
                        labels: { ...labels, pod: SIDECAR },
                        summary: `${SIDECAR} fails to put blocks into the bucket`,
                        description: `${SIDECAR} has failed 20 times in 10 minutes to put a block into the bucket.`,
                    },
                ],
                until: "3090s",
            },
        ],
        silent: [
            {
                given: "one that failed once",
                settings: HA,
                series: { ...SEEN_BEFORE, ...failedUploads("_x4 1x120") },
                for: "60m",
            },
        ],
    },
    {
        alert: "ThanosBucketFailing",
        fires: [
            {
                given: "one of ten reads that fails",
                settings: HA,
                series: operations("0x3 1+1x50 51x30", "0x3 10+10x80"),
                at: "17m",
                alerts: [
                    {
                        labels: { ...labels, job: `${NAMESPACE}/thanos-store`, operation: "get_range" },
                        summary: "The bucket of metrics fails: get_range",
                        description: `10% of the operations get_range of ${NAMESPACE}/thanos-store on the bucket fail.`,
                    },
                ],
                until: "1770s",
            },
        ],
        silent: [{ given: "one of thirty", settings: HA, series: operations("0+1x80", "0+30x80"), for: "35m" }],
    },
];
