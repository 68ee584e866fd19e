/** Rules about the collectors: what they lose, hold back or refuse. */

import { WORRYING } from "../../../model/telemetry/failures";
import { jobs } from "../../../model/telemetry/jobs";
import type { Duration } from "../../../config/quantities";
import type { StackConfig } from "../../../config/schema";
import { hasSamplerTier } from "../../../model/network/wiring";
import type { Group, Recording } from "../../types";
import { grown, lines } from "../expressions";
import { percent } from "../../wording";

const WINDOW: Duration = "10m";
/** Share of a queue on disk from which on the backend behind it has been away for long. */
const FILLING = 0.5;

/** What the collectors call each kind of item. */
const SIGNALS = { spans: "spans", "metric points": "metric_points", "log lines": "log_records" } as const;
/** Why an exporter loses items: there is no more room for them, or it was told not to try them again. */
const CAUSES = { "queue full": "enqueue_failed", refused: "send_failed" } as const;

/** Everything that is built of the collector's parts: the tiers, and Jaeger. */
const collectorJobs = (config: StackConfig): string => {
    const { collector, clusterCollector, sampler, jaeger } = jobs(config);
    const all = [
        collector,
        clusterCollector,
        ...(hasSamplerTier({ config }) ? [sampler] : []),
        ...(config.jaeger.enabled ? [jaeger] : []),
    ];
    return `job=~"${all.join("|")}"`;
};

/** The label `component` from the job: what follows the namespace in its name. */
const withComponent = (expr: string): string => `label_replace(${expr}, "component", "$1", "job", ".*/(.*)")`;

/** How full queues are, and what is lost or refused, by collector. */
export function collectorLevels(config: StackConfig): Group {
    const here = collectorJobs(config);
    const queue = (metric: string): string =>
        `max by (namespace, job, pod, exporter, data_type) (otelcol_exporter_queue_${metric}{${here}})`;
    const lost = Object.entries(SIGNALS).flatMap(([signal, items]) =>
        Object.entries(CAUSES).map(([cause, failed]): Recording => ({
            record: "collector:items_lost:increase10m",
            expr: withComponent(
                `sum by (namespace, job, pod, exporter) (${grown(`otelcol_exporter_${failed}_${items}_total{${here}}`, WINDOW)})`,
            ),
            labels: { signal, cause },
        })),
    );
    const refused = Object.entries(SIGNALS).map(([signal, items]): Recording => ({
        record: "collector:items_refused:increase10m",
        expr: withComponent(
            `sum by (namespace, job, pod, receiver) (${grown(`otelcol_receiver_refused_${items}_total{${here}}`, WINDOW)})`,
        ),
        labels: { signal },
    }));
    return {
        name: "go-coffee.stack.collectors.levels",
        rules: [
            {
                record: "collector:queue_used:ratio",
                expr: withComponent(lines(queue("size"), `/ (${queue("capacity")} > 0)`)),
            },
            ...lost,
            ...refused,
        ],
    };
}

/** Collectors that hold back, refuse or lose what they are sent. */
export function collectorAlerts(config: StackConfig): Group {
    const common = {
        team: "platform",
        links: {
            dashboard: "stack",
            variables: { component: "{{ $labels.component }}" },
            logs: '{k8s_namespace_name="{{ $labels.namespace }}"} | k8s_pod_name="{{ $labels.pod }}" ' + WORRYING,
        },
    } as const;
    return {
        name: "go-coffee.stack.collectors.alerts",
        rules: [
            {
                ...common,
                alert: "CollectorQueueFilling",
                expr: `collector:queue_used:ratio > ${FILLING}`,
                for: "5m",
                severity: "warning",
                threshold: `above ${percent(FILLING)}`,
                summary: "The queue of {{ $labels.exporter }} is filling",
                description:
                    "{{ $value | humanizePercentage }} of the queue of {{ $labels.exporter }} in {{ $labels.pod }} are used: its backend takes too little. Full, it loses what comes next.",
            },
            {
                ...common,
                alert: "CollectorDataLost",
                expr: 'collector:items_lost:increase10m{cause="queue full"} > 0',
                severity: "critical",
                threshold: "above 0",
                summary: "{{ $labels.signal }} for {{ $labels.exporter }} are lost",
                description:
                    "{{ $labels.pod }} has lost {{ $value | humanize }} {{ $labels.signal }} in 10 minutes: the queue of {{ $labels.exporter }} is full.",
            },
            {
                ...common,
                alert: "CollectorExportRefused",
                expr: 'collector:items_lost:increase10m{cause="refused"} > 0',
                severity: "warning",
                threshold: "above 0",
                summary: "{{ $labels.signal }} are refused by the backend of {{ $labels.exporter }}",
                description:
                    "{{ $labels.pod }} has lost {{ $value | humanize }} {{ $labels.signal }} in 10 minutes: the backend of {{ $labels.exporter }} refuses them for good.",
            },
            {
                ...common,
                alert: "CollectorPointsLeftOut",
                expr: `${withComponent(
                    `sum by (namespace, job, pod) (${[
                        `otelcol_processor_filter_datapoints_filtered_total{${collectorJobs(config)}, filter=~"filter/(unstorable|reserved)"}`,
                        `otelcol_deltatocumulative_datapoints_total{${collectorJobs(config)}, error!=""}`,
                    ]
                        .map((counter) => grown(counter, WINDOW))
                        .join(" or ")})`,
                )} > 0`,
                severity: "warning",
                threshold: "above 0",
                summary: "{{ $labels.pod }} leaves out metric points of somebody",
                description:
                    "{{ $labels.pod }} has left out {{ $value | humanize }} metric points in 10 minutes: Prometheus would refuse everything that came with them, or their names are the platform's. Its log names who sent them.",
            },
            {
                ...common,
                alert: "CollectorRefusing",
                expr: "collector:items_refused:increase10m > 0",
                for: "5m",
                severity: "warning",
                threshold: "above 0",
                summary: "{{ $labels.pod }} refuses {{ $labels.signal }}",
                description:
                    "{{ $labels.pod }} has refused {{ $value | humanize }} {{ $labels.signal }} of {{ $labels.receiver }} in 10 minutes: it is short of memory, and senders must try again.",
            },
            {
                ...common,
                alert: "TracesDecidedTooEarly",
                expr: `${withComponent(
                    `sum by (namespace, job, pod) (${grown(`otelcol_processor_tail_sampling_sampling_trace_dropped_too_early_total{${collectorJobs(config)}}`, WINDOW)})`,
                )} > 0`,
                for: "5m",
                severity: "warning",
                threshold: "above 0",
                summary: "{{ $labels.pod }} drops traces before they are decided",
                description:
                    "{{ $labels.pod }} has dropped {{ $value | humanize }} traces in 10 minutes to make room: more come in than it can hold for collector.decisionWait.",
            },
        ],
    };
}
