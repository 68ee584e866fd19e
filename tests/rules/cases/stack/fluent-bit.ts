import type { AlertProof, Series } from "../../harness/proofs";
import { SEEN_BEFORE } from "../../harness/series";

const NAMESPACE = "go-coffee-monitoring";
const warning = { severity: "warning", team: "platform" } as const;

const fluentBit = (metric: string, name: string, values: string): Series => ({
    [`${metric}{job="${NAMESPACE}/fluent-bit", namespace="${NAMESPACE}-agents", pod="fluent-bit-x2x4z", node="node-1", name="${name}"}`]:
        values,
});
const agent = {
    component: "fluent-bit",
    namespace: `${NAMESPACE}-agents`,
    pod: "fluent-bit-x2x4z",
    node: "node-1",
} as const;

export const fluentBitAlerts: readonly AlertProof[] = [
    {
        alert: "FluentBitLinesLost",
        fires: [
            {
                given: "a full buffer",
                series: fluentBit("fluentbit_output_dropped_records_total", "opentelemetry.0", "0x4 100x60"),
                at: "150s",
                alerts: [
                    {
                        labels: { ...warning, ...agent },
                        summary: "Log lines of node-1 are lost",
                        description:
                            "fluent-bit-x2x4z on node-1 has dropped 100 lines in 10 minutes: its buffer is full or the collector refuses them.",
                    },
                ],
                until: "12m",
            },
            {
                given: "the first: the counter is born with it",
                series: {
                    ...SEEN_BEFORE,
                    ...fluentBit("fluentbit_output_dropped_records_total", "opentelemetry.0", "_x4 100x60"),
                },
                at: "2m",
                alerts: [
                    {
                        labels: { ...warning, ...agent },
                        summary: "Log lines of node-1 are lost",
                        description:
                            "fluent-bit-x2x4z on node-1 has dropped 100 lines in 10 minutes: its buffer is full or the collector refuses them.",
                    },
                ],
                until: "12m",
            },
        ],
        silent: [
            {
                given: "lines that are sent, a counter that starts anew",
                series: fluentBit("fluentbit_output_dropped_records_total", "opentelemetry.0", "100x20 0x40"),
                for: "25m",
            },
        ],
    },
    {
        alert: "FluentBitLongLines",
        fires: [
            {
                given: "lines that are too long",
                series: fluentBit("fluentbit_input_long_line_skipped_total", "tail.0", "0x4 2x60"),
                at: "150s",
                alerts: [
                    {
                        labels: { ...warning, ...agent },
                        summary: "Log lines of node-1 are too long",
                        description:
                            "fluent-bit-x2x4z on node-1 has skipped 2 lines in 10 minutes: they are longer than it can read.",
                    },
                ],
                until: "12m",
            },
            {
                given: "the first: the counter is born with it",
                series: {
                    ...SEEN_BEFORE,
                    ...fluentBit("fluentbit_input_long_line_skipped_total", "tail.0", "_x4 1x60"),
                },
                at: "2m",
                alerts: [
                    {
                        labels: { ...warning, ...agent },
                        summary: "Log lines of node-1 are too long",
                        description:
                            "fluent-bit-x2x4z on node-1 has skipped 1 lines in 10 minutes: they are longer than it can read.",
                    },
                ],
                until: "12m",
            },
        ],
        silent: [
            {
                given: "none",
                series: fluentBit("fluentbit_input_long_line_skipped_total", "tail.0", "0x60"),
                for: "25m",
            },
        ],
    },
    {
        alert: "FluentBitBufferFilling",
        fires: [
            {
                given: "less than half of it is free",
                series: fluentBit(
                    "fluentbit_output_chunk_available_capacity_percent",
                    "opentelemetry.0",
                    "100x3 40x24 100x20",
                ),
                at: "12m",
                alerts: [
                    {
                        labels: { ...warning, ...agent },
                        summary: "Log lines pile up on node-1",
                        description:
                            "Only 40 % of the buffer of fluent-bit-x2x4z on node-1 are free: when it is full, its oldest lines are lost.",
                    },
                ],
                until: "870s",
            },
        ],
        silent: [
            {
                given: "half of it is free",
                series: fluentBit("fluentbit_output_chunk_available_capacity_percent", "opentelemetry.0", "50x60"),
                for: "25m",
            },
            {
                given: "nine minutes of it, while the collector restarts",
                series: fluentBit(
                    "fluentbit_output_chunk_available_capacity_percent",
                    "opentelemetry.0",
                    "100x3 40x18 100x30",
                ),
                for: "25m",
            },
        ],
    },
];
