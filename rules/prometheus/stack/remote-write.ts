/** Alerts on engines that Prometheus writes to. */

import { OPERATED } from "../../../model/cluster/names";
import { jobs } from "../../../model/telemetry/jobs";
import { seconds, type Duration } from "../../../config/quantities";
import type { StackConfig } from "../../../config/schema";
import { WRITE_AHEAD } from "../../../model/workloads/remote-write";
import type { Group } from "../../types";
import { grown, lines } from "../expressions";

const BEHIND: Duration = "5m";
const WINDOW: Duration = "10m";
const QUEUE = "prometheus_remote_storage";

const common = {
    team: "platform",
    labels: { component: "prometheus" },
    severity: "warning",
    links: { dashboard: "stack", variables: { component: "prometheus" } },
} as const;

/** Queues that are to send: where one replica writes alone, the others' never do. */
function senders(config: StackConfig): readonly string[] {
    const here = `job="${jobs(config).prometheus}"`;
    const alone = Object.entries(config.metrics.remoteWrite).flatMap(([name, { replicas }]) =>
        replicas === "first" ? [name] : [],
    );
    if (alone.length === 0) return [here];
    const names = alone.join("|");
    return [
        `${here}, remote_name!~"${names}"`,
        `${here}, remote_name=~"${names}", pod="prometheus-${OPERATED.prometheus}-0"`,
    ];
}

/** The chart's own alerts compare with what is queued, which stands still once the queue is full. */
export const remoteWriteAlerts = (config: StackConfig): Group => ({
    name: "go-coffee.stack.remote-write",
    rules: [
        {
            ...common,
            alert: "RemoteWriteBehind",
            expr: lines(
                `max by (namespace, pod, remote_name) (`,
                senders(config)
                    .map((selector) =>
                        lines(
                            `  max_over_time(${QUEUE}_highest_timestamp_in_seconds{job="${jobs(config).prometheus}"}[5m])`,
                            `    - on (job, instance) group_right () max_over_time(${QUEUE}_queue_highest_sent_timestamp_seconds{${selector}}[5m])`,
                        ),
                    )
                    .join("\n  or\n"),
                `) > ${seconds(BEHIND)}`,
            ),
            for: "10m",
            threshold: `above ${BEHIND}`,
            summary: "{{ $labels.remote_name }} lags behind {{ $labels.pod }}",
            description: `{{ $labels.remote_name }} lacks the last {{ $value | humanizeDuration }} of {{ $labels.pod }}: what waits for longer than ${WRITE_AHEAD} is lost to it.`,
        },
        {
            ...common,
            alert: "RemoteWriteSamplesLost",
            expr: `sum by (namespace, pod, remote_name) (${grown(`${QUEUE}_samples_failed_total{job="${jobs(config).prometheus}"}`, WINDOW)}) > 0`,
            threshold: "above 0",
            summary: "{{ $labels.remote_name }} refuses samples of {{ $labels.pod }}",
            description:
                "{{ $labels.remote_name }} has refused {{ $value | humanize }} samples of {{ $labels.pod }} in 10 minutes for good: they are missing there.",
        },
    ],
});
