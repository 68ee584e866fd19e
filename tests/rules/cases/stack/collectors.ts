import type { AlertProof, Fired, Firing, RecordingProof, Series } from "../../harness/proofs";
import { counted, SEEN_BEFORE } from "../../harness/series";

const NAMESPACE = "go-coffee-monitoring";
/** Labels of a collector's pod. */
export const target = (job: string, pod: string): string =>
    `job="${NAMESPACE}/${job}", namespace="${NAMESPACE}", pod="${pod}"`;
export const GATEWAY = target("otel-collector", "otel-collector-0");
export const of = (component: string, pod: string) => ({
    namespace: NAMESPACE,
    job: `${NAMESPACE}/${component}`,
    component,
    pod,
});
const GATEWAY_LABELS = of("otel-collector", "otel-collector-0");
const written = (labels: { readonly [label: string]: string }): string =>
    `{${Object.entries(labels)
        .map(([label, value]) => `${label}="${value}"`)
        .join(", ")}}`;

const SIGNALS = { spans: "spans", "metric points": "metric_points", "log lines": "log_records" } as const;
const EXPORTER = "otlp_http/loki";

/** `instance` is left out everywhere. */
const upOf = (labels: string): string => `up{${labels}}`;
const failed = (how: "enqueue" | "send", items: string, targetLabels = GATEWAY): string =>
    `otelcol_exporter_${how}_failed_${items}_total{${targetLabels}, exporter="${EXPORTER}"}`;

const queue = (size: string, capacity = "1000x60"): Series => ({
    [`otelcol_exporter_queue_size{${GATEWAY}, exporter="${EXPORTER}", data_type="logs"}`]: size,
    [`otelcol_exporter_queue_capacity{${GATEWAY}, exporter="${EXPORTER}", data_type="logs"}`]: capacity,
});

/** Signals as one case each: the counter grows by ten from its first sample on. */
const lost = (
    how: "enqueue" | "send",
    signal: string,
    items: string,
    fired: Pick<Fired, "labels" | "summary" | "description">,
) =>
    ({
        given: `the first ${signal} that are lost: the counter is born with them`,
        series: { ...SEEN_BEFORE, [failed(how, items)]: "_x4 30x60" },
        at: "2m",
        alerts: [fired],
        // The counter stands still: ten minutes later it has lost none.
        until: "12m",
    }) as const;

const [queueFull, ...moreFull] = Object.entries(SIGNALS).map(([signal, items]) =>
    lost("enqueue", signal, items, {
        labels: {
            severity: "critical",
            team: "platform",
            ...GATEWAY_LABELS,
            exporter: EXPORTER,
            signal,
            cause: "queue full",
        },
        summary: `${signal} for ${EXPORTER} are lost`,
        description: `otel-collector-0 has lost 30 ${signal} in 10 minutes: the queue of ${EXPORTER} is full.`,
    }),
);
const [refusedByStore, ...moreRefused] = Object.entries(SIGNALS).map(([signal, items]) =>
    lost("send", signal, items, {
        labels: {
            severity: "warning",
            team: "platform",
            ...GATEWAY_LABELS,
            exporter: EXPORTER,
            signal,
            cause: "refused",
        },
        summary: `${signal} are refused by the backend of ${EXPORTER}`,
        description: `otel-collector-0 has lost 30 ${signal} in 10 minutes: the backend of ${EXPORTER} refuses them for good.`,
    }),
);
const received = (items: string): string =>
    `otelcol_receiver_refused_${items}_total{${GATEWAY}, receiver="otlp", transport="grpc"}`;
const [refusing, ...moreRefusing] = Object.entries(SIGNALS).map(([signal, items]): Firing => ({
    given: `${signal} are refused for want of memory`,
    series: { [received(items)]: "0x4 30x60" },
    // Seen 150 s after the start, and for five minutes.
    at: "450s",
    alerts: [
        {
            labels: { severity: "warning", team: "platform", ...GATEWAY_LABELS, receiver: "otlp", signal },
            summary: `otel-collector-0 refuses ${signal}`,
            description: `otel-collector-0 has refused 30 ${signal} of otlp in 10 minutes: it is short of memory, and senders must try again.`,
        },
    ],
    until: "12m",
}));
if (queueFull === undefined || refusedByStore === undefined || refusing === undefined) throw new Error("no signals");

const lostLabels = (signal: string, cause: string): string =>
    written({ ...GATEWAY_LABELS, exporter: EXPORTER, signal, cause });

export const collectors: readonly (AlertProof | RecordingProof)[] = [
    {
        record: "collector:queue_used:ratio",
        counters: false,
        values: [
            {
                given: "a quarter full, one without a bound, and one of somebody else",
                series: {
                    ...queue("250x60"),
                    [`otelcol_exporter_queue_size{${GATEWAY}, exporter="debug", data_type="logs"}`]: "5x60",
                    [`otelcol_exporter_queue_capacity{${GATEWAY}, exporter="debug", data_type="logs"}`]: "0x60",
                    'otelcol_exporter_queue_size{job="apps/their-collector", namespace="apps", pod="x", exporter="a", data_type="logs"}':
                        "5x60",
                    'otelcol_exporter_queue_capacity{job="apps/their-collector", namespace="apps", pod="x", exporter="a", data_type="logs"}':
                        "10x60",
                },
                at: "5m",
                values: { [written({ ...GATEWAY_LABELS, exporter: EXPORTER, data_type: "logs" })]: 0.25 },
            },
        ],
    },
    counted({
        record: "collector:items_lost:increase10m",
        given: "a full queue, and a store that refuses",
        steps: { [failed("enqueue", "log_records")]: 10, [failed("send", "metric_points")]: 1 },
        at: "15m",
        values: { [lostLabels("log lines", "queue full")]: 200, [lostLabels("metric points", "refused")]: 20 },
        zero: { [lostLabels("log lines", "queue full")]: 0, [lostLabels("metric points", "refused")]: 0 },
    }),
    counted({
        record: "collector:items_refused:increase10m",
        given: "short of memory",
        steps: { [`otelcol_receiver_refused_spans_total{${GATEWAY}, receiver="otlp", transport="grpc"}`]: 5 },
        at: "15m",
        values: { [written({ ...GATEWAY_LABELS, receiver: "otlp", signal: "spans" })]: 100 },
        zero: { [written({ ...GATEWAY_LABELS, receiver: "otlp", signal: "spans" })]: 0 },
    }),
    {
        alert: "CollectorQueueFilling",
        fires: [
            {
                given: "six tenths full",
                series: queue("600x12 100x30"),
                at: "5m",
                alerts: [
                    {
                        labels: {
                            severity: "warning",
                            team: "platform",
                            ...GATEWAY_LABELS,
                            exporter: EXPORTER,
                            data_type: "logs",
                        },
                        summary: `The queue of ${EXPORTER} is filling`,
                        description: `60% of the queue of ${EXPORTER} in otel-collector-0 are used: its backend takes too little. Full, it loses what comes next.`,
                    },
                ],
                until: "390s",
            },
        ],
        silent: [
            { given: "half full", series: queue("500x60"), for: "20m" },
            { given: "four minutes of it, while Loki restarts", series: queue("900x8 0x40"), for: "20m" },
        ],
    },
    {
        alert: "CollectorDataLost",
        fires: [
            queueFull,
            ...moreFull,
            {
                ...queueFull,
                given: "the first loss of a collector that was started just before",
                series: {
                    [`up{${target("otel-collector", "otel-collector-1")}, instance="other"}`]: "1x100",
                    [upOf(GATEWAY)]: "_x39 1x60",
                    [failed("enqueue", "spans")]: "_x40 30x60",
                },
                at: "20m",
                until: "30m",
            },
        ],
        silent: [
            {
                given: "losses of yesterday: a counter that is high and stands still",
                series: { [failed("enqueue", "log_records")]: "500x150" },
                for: "70m",
            },
            {
                given: "a gap in the scrapes, after which the counter is what it was",
                series: { ...SEEN_BEFORE, [failed("enqueue", "log_records")]: "500x40 _x50 500x60" },
                // Ten minutes of what it counts first, and ten in which it stays on.
                from: "21m",
                for: "70m",
            },
            {
                given: "a Prometheus that was away for two hours, to which the counter is new",
                every: "1m",
                series: {
                    [upOf(GATEWAY)]: "1x30 _x119 1x60",
                    [failed("enqueue", "log_records")]: "500x30 _x119 500x60",
                },
                for: "210m",
            },
            {
                given: "a collector that couldn't be reached for two hours, and counts on",
                every: "1m",
                series: {
                    [`up{${target("otel-collector", "otel-collector-1")}, instance="other"}`]: "1x210",
                    [upOf(GATEWAY)]: "1x30 0x119 1x60",
                    [failed("enqueue", "log_records")]: "500x30 _x119 500x60",
                },
                for: "210m",
            },
        ],
    },
    {
        alert: "CollectorExportRefused",
        fires: [refusedByStore, ...moreRefused],
        silent: [
            {
                given: "a full queue, which has an alert of its own",
                series: { [failed("enqueue", "log_records")]: "0+10x40", [failed("send", "log_records")]: "0x40" },
                for: "15m",
            },
        ],
    },
    {
        alert: "CollectorPointsLeftOut",
        fires: (
            [
                [
                    "points that can't be stored",
                    "otelcol_processor_filter_datapoints_filtered_total",
                    'filter="filter/unstorable"',
                ],
                ["deltas out of order", "otelcol_deltatocumulative_datapoints_total", 'error="delta.ErrOutOfOrder"'],
            ] as const
        ).map(([given, metric, label]) => ({
            given: `the first ${given}`,
            series: { ...SEEN_BEFORE, [`${metric}{${GATEWAY}, ${label}}`]: "_x4 30x60" },
            at: "2m",
            alerts: [
                {
                    labels: { severity: "warning", team: "platform", ...GATEWAY_LABELS },
                    summary: "otel-collector-0 leaves out metric points of somebody",
                    description:
                        "otel-collector-0 has left out 30 metric points in 10 minutes: Prometheus would refuse everything that came with them, or their names are the platform's. Its log names who sent them.",
                },
            ],
            until: "12m",
        })) as unknown as AlertProof["fires"],
        silent: [
            {
                given: "noise that is filtered, deltas that add up",
                series: {
                    [`otelcol_processor_filter_datapoints_filtered_total{${GATEWAY}, filter="filter/noise"}`]: "0+9x60",
                    [`otelcol_processor_filter_datapoints_filtered_total{${GATEWAY}, filter="filter/refused"}`]:
                        "0+9x60",
                    [`otelcol_deltatocumulative_datapoints_total{${GATEWAY}}`]: "0+9x60",
                },
                for: "20m",
            },
        ],
    },
    {
        alert: "CollectorRefusing",
        fires: [refusing, ...moreRefusing],
        silent: [
            {
                given: "a counter that stands still",
                series: {
                    [`otelcol_receiver_refused_spans_total{${GATEWAY}, receiver="otlp", transport="grpc"}`]: "0x60",
                },
                for: "20m",
            },
        ],
    },
];
