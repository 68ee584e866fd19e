import type { AlertProof, Series } from "../../harness/proofs";
import { SEEN_BEFORE } from "../../harness/series";

const NAMESPACE = "go-coffee-monitoring";
const POD = "jaeger-7d9c5b6f4-x2x4z";
const settings = { profile: "ha" } as const;

const bulk = (what: "attempts" | "errors", values: string): Series => ({
    [`jaeger_storage_bulk_index_${what}_total{job="${NAMESPACE}/jaeger", namespace="${NAMESPACE}", pod="${POD}", kind="elasticsearch", name="traces", role="tracestore"}`]:
        values,
});
const labels = { team: "platform", component: "jaeger", namespace: NAMESPACE, pod: POD } as const;

export const jaegerAlerts: readonly AlertProof[] = [
    {
        alert: "JaegerSpansRefused",
        fires: [
            {
                given: "one span of a thousand that doesn't fit its index: the counter is born with it",
                settings,
                series: { ...SEEN_BEFORE, ...bulk("attempts", "0+500x80"), ...bulk("errors", "_x4 1x80") },
                at: "2m",
                alerts: [
                    {
                        labels: { ...labels, severity: "warning" },
                        summary: `Elasticsearch refuses spans of ${POD}`,
                        description: `Elasticsearch has refused 1 spans of ${POD} in 10 minutes: they are lost, and nobody who sent them knows.`,
                    },
                ],
                until: "12m",
            },
        ],
        silent: [
            {
                given: "spans that are all taken",
                settings,
                series: { ...bulk("attempts", "0+500x80"), ...bulk("errors", "0x80") },
                for: "30m",
            },
        ],
    },
    {
        alert: "JaegerSpansLost",
        fires: [
            {
                given: "disks of Elasticsearch that are full: every item of its bulk requests is answered with 403",
                settings,
                series: { ...bulk("attempts", "0+500x80"), ...bulk("errors", "0x20 500+500x19 10000x40") },
                // A tenth of ten minutes after one, and five minutes of it.
                at: "990s",
                alerts: [
                    {
                        labels: { ...labels, severity: "critical" },
                        summary: `Traces are lost: Elasticsearch refuses spans of ${POD}`,
                        description: `Elasticsearch refuses 65% of the spans of ${POD}: they are lost, and nobody who sent them knows.`,
                    },
                ],
                until: "1740s",
            },
        ],
        silent: [
            {
                given: "one span in twenty",
                settings,
                series: { ...bulk("attempts", "0+500x80"), ...bulk("errors", "0+25x80") },
                for: "30m",
            },
            {
                given: "four minutes of it, while an index is closed",
                settings,
                series: { ...bulk("attempts", "0+500x80"), ...bulk("errors", "0x20 500 550x60") },
                for: "30m",
            },
        ],
    },
];
