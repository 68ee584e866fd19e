import type { AlertProof } from "../../harness/proofs";
import { GATEWAY, of, target } from "./collectors";

export const samplers: readonly AlertProof[] = [
    {
        alert: "TracesDecidedTooEarly",
        fires: [
            {
                given: "more traces than a sampler can hold",
                settings: { profile: "ha" },
                series: {
                    [`otelcol_processor_tail_sampling_sampling_trace_dropped_too_early_total{${target("otel-sampler", "otel-sampler-1")}}`]:
                        "0x4 12x60",
                },
                at: "450s",
                alerts: [
                    {
                        labels: { severity: "warning", team: "platform", ...of("otel-sampler", "otel-sampler-1") },
                        summary: "otel-sampler-1 drops traces before they are decided",
                        description:
                            "otel-sampler-1 has dropped 12 traces in 10 minutes to make room: more come in than it can hold for collector.decisionWait.",
                    },
                ],
                until: "12m",
            },
        ],
        silent: [
            {
                given: "none",
                series: {
                    [`otelcol_processor_tail_sampling_sampling_trace_dropped_too_early_total{${GATEWAY}}`]: "0x60",
                },
                for: "20m",
            },
        ],
    },
];
