import type { AlertProof, Series } from "../../harness/proofs";
import { SEEN_BEFORE } from "../../harness/series";

const NAMESPACE = "go-coffee-monitoring";
const pod = (replica: number): string => `prometheus-prometheus-kube-prometheus-prometheus-${replica}`;
const target = (replica = 0): string =>
    `job="prometheus-kube-prometheus-prometheus", namespace="${NAMESPACE}", pod="${pod(replica)}", instance="10.0.0.${replica}:9090"`;
const taken = (values: string, replica = 0): Series => ({
    [`prometheus_remote_storage_highest_timestamp_in_seconds{${target(replica)}}`]: values,
});
const sent = (values: string, replica = 0): Series => ({
    [`prometheus_remote_storage_queue_highest_sent_timestamp_seconds{${target(replica)}, remote_name="mimir", url="https://mimir.example.com"}`]:
        values,
});
const refused = (values: string): Series => ({
    [`prometheus_remote_storage_samples_failed_total{${target()}, remote_name="mimir", url="https://mimir.example.com"}`]:
        values,
});
const labels = { severity: "warning", team: "platform", component: "prometheus", namespace: NAMESPACE } as const;

const engine = (replicas: "all" | "first") => ({
    profile: "ha",
    metrics: {
        remoteWrite: {
            mimir: {
                url: "https://mimir.example.com",
                authentication: { type: "none" },
                send: ["*"],
                replicas,
            },
        },
    },
});

export const remoteWrite: readonly AlertProof[] = [
    {
        alert: "RemoteWriteBehind",
        fires: [
            {
                given: "an engine that takes nothing any more, until it does",
                // In each sample thirty seconds are taken; from the eleventh on none is sent, until all are.
                series: { ...taken("30+30x90"), ...sent("30+30x9 300x49 1830+30x30") },
                // What was sent stands at 300 s; the sample of 630 s is the first that is more than 300 s ahead: at 10m30s, and 10 minutes after.
                at: "1200s",
                alerts: [
                    {
                        labels: { ...labels, pod: pod(0), remote_name: "mimir" },
                        summary: `mimir lags behind ${pod(0)}`,
                        description: `mimir lacks the last 15m 30s of ${pod(0)}: what waits for longer than 2h is lost to it.`,
                    },
                ],
                until: "1800s",
            },
        ],
        silent: [
            {
                given: "an engine that is two minutes behind",
                series: { ...taken("150+30x90"), ...sent("30+30x90") },
                for: "40m",
            },
            {
                given: "a replica that isn't to write",
                settings: engine("first"),
                series: { ...taken("30+30x90"), ...sent("30+30x90"), ...taken("30+30x90", 1), ...sent("0x90", 1) },
                for: "40m",
            },
        ],
    },
    {
        alert: "RemoteWriteSamplesLost",
        fires: [
            {
                given: "the first samples that it refuses",
                series: { ...SEEN_BEFORE, ...refused("_x4 12x60") },
                at: "2m",
                alerts: [
                    {
                        labels: { ...labels, pod: pod(0), remote_name: "mimir" },
                        summary: `mimir refuses samples of ${pod(0)}`,
                        description: `mimir has refused 12 samples of ${pod(0)} in 10 minutes for good: they are missing there.`,
                    },
                ],
                until: "12m",
            },
        ],
        silent: [{ given: "samples that it refused long ago", series: refused("12x100"), from: "11m", for: "40m" }],
    },
];
