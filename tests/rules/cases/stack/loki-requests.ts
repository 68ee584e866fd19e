import type { AlertProof, Series } from "../../harness/proofs";
import { SEEN_BEFORE } from "../../harness/series";

const NAMESPACE = "go-coffee-monitoring";
const warning = { severity: "warning", team: "platform" } as const;
const PUSH = 'route="loki_api_v1_push", method="POST", ws="false"';
const loki = (metric: string, labels: string, values: string): Series => ({
    [`${metric}{job="${NAMESPACE}/loki", namespace="${NAMESPACE}", pod="loki-0"${labels === "" ? "" : `, ${labels}`}}`]:
        values,
});

export const lokiRequests: readonly AlertProof[] = [
    {
        alert: "LokiRequestErrors",
        fires: [
            {
                given: "one push in five fails",
                series: {
                    ...loki("loki_request_duration_seconds_count", `${PUSH}, status_code="204"`, "0+80x120"),
                    ...loki("loki_request_duration_seconds_count", `${PUSH}, status_code="500"`, "0+20x60 1200+0x60"),
                },
                at: "930s",
                alerts: [
                    {
                        labels: { ...warning, component: "loki", namespace: NAMESPACE, route: "loki_api_v1_push" },
                        summary: "Loki fails requests to loki_api_v1_push",
                        description: "20% of the requests to loki_api_v1_push of Loki fail.",
                    },
                ],
                // Of five minutes, less than half are left.
                until: "1950s",
            },
        ],
        silent: [
            {
                given: "one in twenty",
                series: {
                    ...loki("loki_request_duration_seconds_count", `${PUSH}, status_code="204"`, "0+95x80"),
                    ...loki("loki_request_duration_seconds_count", `${PUSH}, status_code="500"`, "0+5x80"),
                },
                for: "39m",
            },
            {
                given: "ten minutes of it",
                series: {
                    ...loki("loki_request_duration_seconds_count", `${PUSH}, status_code="204"`, "0+80x80"),
                    ...loki("loki_request_duration_seconds_count", `${PUSH}, status_code="500"`, "0+20x20 400+0x60"),
                },
                for: "39m",
            },
        ],
    },
    {
        alert: "LokiRequestPanics",
        fires: [
            {
                given: "the first one: the counter is born with it",
                series: { ...SEEN_BEFORE, ...loki("loki_panic_total", "", "_x4 1x60") },
                at: "2m",
                alerts: [
                    {
                        labels: { ...warning, component: "loki", namespace: NAMESPACE, pod: "loki-0" },
                        summary: "loki-0 panics",
                        description: "loki-0 has panicked 1 times in 10 minutes, each at a request.",
                    },
                ],
                until: "12m",
            },
        ],
        silent: [{ given: "one that is long past", series: loki("loki_panic_total", "", "3x60"), for: "29m" }],
    },
];
