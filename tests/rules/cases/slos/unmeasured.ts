import type { AlertProof, Firing } from "../../harness/proofs";
import { eachTeam, named } from "../../harness/series";

export const latencyUnmeasured: AlertProof = {
    alert: "LatencyUnmeasured",
    fires: eachTeam<Firing>((service, team) => ({
        given: `the histogram of ${service} has other bounds`,
        series: {
            [named("http_request_duration_seconds_count", { service })]: "0+60x60",
            [named("http_request_duration_seconds_bucket", { service, le: "0.3" })]: "0+60x60",
            [named("http_request_duration_seconds_bucket", { service, le: service === "ai-search" ? "2.5" : "0.5" })]:
                "_x39 0+60x20",
        },
        at: "930s",
        alerts: [
            {
                labels: { severity: "warning", team, slo: "latency", namespace: "go-coffee", service },
                summary: `The latency objective of ${service} isn't measured`,
                description: `${service} in go-coffee answers 2 requests a second, and its histogram has no bucket at the bound of its objective.`,
            },
        ],
        until: "1200s",
    })),
    silent: [
        {
            given: "a bucket at the bound",
            series: {
                [named("http_request_duration_seconds_count", { service: "web-ui" })]: "0+60x60",
                [named("http_request_duration_seconds_bucket", { service: "web-ui", le: "0.5" })]: "0+60x60",
            },
            for: "30m",
        },
        {
            given: "no traffic",
            series: { [named("http_request_duration_seconds_count", { service: "web-ui" })]: "60x60" },
            for: "30m",
        },
    ],
};
