import type { RecordingProof } from "../../harness/proofs";

const up = (pod: number): string => `up{job="apps", instance="10.0.0.${pod}:9090"}`;

/** What is known of the time before. */
export const knownPast: readonly RecordingProof[] = [
    {
        record: "target:unreachable:max1h",
        counters: false,
        values: [
            {
                given: "one that answers, one that did once in the hour, one that didn't, one that is new",
                series: { [up(1)]: "1x80", [up(2)]: "0x30 1 0x48", [up(3)]: "0x80", [up(4)]: "_x75 1x4" },
                every: "1m",
                at: "80m",
                values: { '{job="apps", instance="10.0.0.3:9090"}': 0 },
            },
        ],
    },
    {
        record: "prometheus:targets_seen:count1h",
        counters: false,
        values: [
            {
                given: "two targets that were there, one that is new",
                series: { [up(1)]: "1x80", [up(2)]: "0x80", [up(3)]: "_x70 1x9" },
                every: "1m",
                at: "80m",
                values: { "{}": 2 },
            },
            {
                given: "a Prometheus that has just come back",
                series: { [up(1)]: "1x10 _x109 1x10" },
                every: "1m",
                at: "130m",
                values: {},
            },
        ],
    },
];
