import type { AlertProof, Input, Series } from "../../harness/proofs";

/** A URL that is called. */
export const PROBED = {
    probes: { urls: { shop: { url: "https://shop.example.com", team: "business", latency: "1s" } } },
};
const START = "2026-01-01T00:00:00Z";
const DAY = 86_400;
const FROM = Date.parse(START) / 1000;

const of = (metric: string, values: string): Series => ({
    [`${metric}{job="probes", instance="https://shop.example.com", namespace="go-coffee-monitoring", probe="shop"}`]:
        values,
});
const input = (series: Series): Pick<Input, "settings" | "series" | "start"> => ({
    settings: PROBED,
    series,
    start: START,
});
const labels = {
    team: "business",
    instance: "https://shop.example.com",
    namespace: "go-coffee-monitoring",
    probe: "shop",
    job: "probes",
} as const;
const about = (severity: string, summary: string, description: string) => ({
    labels: { ...labels, severity },
    summary,
    description,
});
const expiring = (severity: string, says: string) =>
    about(
        severity,
        "The certificate of https://shop.example.com runs out",
        `The certificate that https://shop.example.com (probe shop) shows ${says} browsers refuse the page.`,
    );

export const probes: readonly AlertProof[] = [
    {
        alert: "ProbeFailed",
        fires: [
            {
                given: "the ingress of the shop is gone, until somebody brings it back",
                ...input(of("probe_success", "1x9 0x19 1x60")),
                at: "7m",
                alerts: [
                    about(
                        "critical",
                        "https://shop.example.com doesn't answer as it should",
                        "Called from the cluster, https://shop.example.com (probe shop) hasn't given a right answer (success: 0) for 2 minutes: customers see the same, unless it is the way from here.",
                    ),
                ],
                until: "15m",
            },
        ],
        silent: [
            { given: "one wrong answer", ...input(of("probe_success", "1x9 0 1x60")), for: "30m" },
            { given: "nobody asks: the exporter is away", ...input(of("probe_success", "1x9 _x60")), for: "30m" },
        ],
    },
    {
        alert: "ProbeSlow",
        fires: [
            {
                given: "two and a half seconds for an answer that may take one",
                ...input({ ...of("probe_duration_seconds", "0.2x9 2.5x59 0.2x90"), ...of("probe_success", "1x160") }),
                at: "750s",
                alerts: [
                    about(
                        "warning",
                        "https://shop.example.com answers slowly",
                        "Called from the cluster, https://shop.example.com (probe shop) has taken 2.04s on average for 10 minutes.",
                    ),
                ],
                until: "2490s",
            },
        ],
        silent: [
            {
                given: "a slow minute",
                ...input({ ...of("probe_duration_seconds", "0.2x9 4x1 0.2x60"), ...of("probe_success", "1x80") }),
                for: "30m",
            },
            {
                given: "it doesn't answer at all, which is another alert",
                ...input({ ...of("probe_duration_seconds", "10x80"), ...of("probe_success", "0x80") }),
                for: "30m",
            },
        ],
    },
    {
        alert: "ProbeCertificateExpiring",
        fires: [
            {
                given: "ten days left, then it is renewed",
                ...input(of("probe_ssl_earliest_cert_expiry", `${FROM + 10 * DAY}x19 ${FROM + 90 * DAY}x60`)),
                at: "5m",
                alerts: [expiring("warning", "is valid for 9d 23h 55m 0s more: then")],
                until: "10m",
            },
            {
                given: "it has run out",
                ...input(of("probe_ssl_earliest_cert_expiry", `${FROM - DAY}x29 ${FROM + 90 * DAY}x60`)),
                at: "5m",
                alerts: [expiring("warning", "has run out:"), expiring("critical", "has run out:")],
                until: "15m",
            },
        ],
        silent: [
            {
                given: "a month left",
                ...input(of("probe_ssl_earliest_cert_expiry", `${FROM + 30 * DAY}x60`)),
                for: "30m",
            },
            { given: "no certificate", ...input(of("probe_success", "1x60")), for: "30m" },
        ],
    },
];
