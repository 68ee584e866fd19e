import type { AlertProof, Fired, Input, Series } from "../../harness/proofs";

const HOUR = 3600;
const DAY = 24 * HOUR;

/** Times of the certificate of Loki, as cert-manager's pod tells them. */
const times = (of: { readonly renewal?: string; readonly expiration?: string }): Series =>
    Object.fromEntries(
        Object.entries(of).map(([which, values]) => [
            `certmanager_certificate_${which}_timestamp_seconds{job="go-coffee-monitoring/cert-manager", namespace="go-coffee-monitoring", pod="cert-manager-0", exported_namespace="go-coffee-monitoring", name="loki", issuer_name="go-coffee-ca-a", issuer_kind="Issuer", issuer_group="cert-manager.io"}`,
            values,
        ]),
    );

/** Some moment with years before it. */
const START = "2026-01-01T00:00:00Z";

/**
 * A certificate that should be renewed at one time and ends at another, in seconds from the start, told so many times; then
 * renewed by so many seconds, or gone.
 */
function certificate(
    renewal: number,
    expiration: number,
    samples: number,
    renewed?: { readonly by: number },
): Pick<Input, "start" | "series"> {
    const start = Date.parse(START) / 1000;
    const told = (time: number): string =>
        [0, ...(renewed === undefined ? [] : [renewed.by])]
            .map((by) => `${start + time + by}x${samples - 1}`)
            .join(" ");
    return { start: START, series: times({ renewal: told(renewal), expiration: told(expiration) }) };
}

const labels = {
    team: "platform",
    component: "cert-manager",
    namespace: "go-coffee-monitoring",
    name: "loki",
} as const;

const late = (by: string): Fired => ({
    labels: { ...labels, severity: "warning" },
    summary: "The certificate loki isn't renewed",
    description: `loki in go-coffee-monitoring should have been renewed ${by} ago.`,
});
const expiring = (says: string): Fired => ({
    labels: { ...labels, severity: "critical" },
    summary: "The certificate loki is about to expire",
    description: `loki in go-coffee-monitoring ${says} nobody can call its server.`,
});

/** Which of its conditions each certificate is in, as cert-manager tells them: one of three is 1. */
const state = (ready: string, not: string): Series =>
    Object.fromEntries(
        (
            [
                ["True", ready],
                ["False", not],
                ["Unknown", "0x200"],
            ] as const
        ).map(([condition, values]) => [
            `certmanager_certificate_ready_status{job="go-coffee-monitoring/cert-manager", namespace="go-coffee-monitoring", pod="cert-manager-0", exported_namespace="go-coffee-monitoring", name="loki", issuer_name="go-coffee-ca-a", issuer_kind="Issuer", issuer_group="cert-manager.io", condition="${condition}"}`,
            values,
        ]),
    );

export const certificates: readonly AlertProof[] = [
    {
        alert: "CertificateNotReady",
        fires: [
            {
                given: "never issued, so without any time",
                series: { ...state("0x59 1x40", "1x59 0x40"), ...times({ renewal: "0x59", expiration: "0x59" }) },
                at: "15m",
                alerts: [
                    {
                        labels: { ...labels, severity: "warning" },
                        summary: "The certificate loki can't be issued",
                        description:
                            "loki in go-coffee-monitoring hasn't been ready (not ready: 1) for 15 minutes: what waits for its Secret doesn't start.",
                    },
                ],
                until: "30m",
            },
        ],
        silent: [
            { given: "ten minutes until it is issued", series: state("0x20 1x60", "1x20 0x60"), for: "30m" },
            { given: "ready", series: state("1x90", "0x90"), for: "30m" },
        ],
    },
    {
        alert: "CertificateRenewalLate",
        fires: [
            {
                given: "of 90 days, a month before its end: a day late",
                every: "10m",
                // Until 1560m, when it is renewed.
                ...certificate(600, 600 + 30 * DAY, 156, { by: 60 * DAY }),
                at: "1470m",
                alerts: [late("1d 0h 20m 0s")],
                until: "1560m",
            },
            {
                given: "of a day, eight hours before its end: two hours late",
                every: "5m",
                ...certificate(16 * HOUR, DAY, 12 * 19, { by: DAY }),
                at: "1090m",
                alerts: [late("2h 10m 0s")],
                until: "1140m",
            },
            {
                given: "of an hour, twenty minutes before its end: five minutes late",
                every: "1m",
                ...certificate(40 * 60, HOUR, 55, { by: HOUR }),
                at: "51m",
                alerts: [late("11m 0s")],
                until: "55m",
            },
            {
                given: "of a year, which nobody renews any more: until it is taken away",
                every: "30m",
                ...certificate(HOUR, HOUR + 120 * DAY, 70),
                at: "1560m",
                alerts: [late("1d 1h 0m 0s")],
                until: "2100m",
            },
            {
                given: "whose end isn't known",
                every: "10m",
                series: times({ renewal: `600x155 ${90 * DAY}x10` }),
                at: "1470m",
                alerts: [late("1d 0h 20m 0s")],
                until: "1560m",
            },
        ],
        silent: [
            {
                given: "renewed within the day",
                every: "10m",
                ...certificate(600, 600 + 30 * DAY, 140, { by: 60 * DAY }),
                for: "40h",
            },
            {
                given: "of a day, renewed when it is time",
                every: "5m",
                ...certificate(16 * HOUR, DAY, 12 * 16, { by: 16 * HOUR }),
                for: "30h",
            },
            {
                given: "of a day, whose renewal failed once and is tried again after an hour",
                every: "5m",
                ...certificate(16 * HOUR, DAY, 12 * 17 + 3, { by: 17 * HOUR }),
                for: "30h",
            },
            {
                given: "of an hour, renewed when it is time",
                every: "1m",
                ...certificate(40 * 60, HOUR, 41, { by: 41 * 60 }),
                for: "75m",
            },
            { given: "its renewal is far away", every: "30m", ...certificate(300 * DAY, 330 * DAY, 100), for: "48h" },
            {
                given: "never issued",
                every: "10m",
                series: times({ renewal: "0x200", expiration: "0x200" }),
                for: "30h",
            },
        ],
    },
    {
        alert: "CertificateExpiring",
        fires: [
            {
                given: "of 90 days: less than three are left",
                every: "5m",
                ...certificate(-27 * DAY, 3 * DAY + 600, 11, { by: 90 * DAY }),
                // From 15 m on, for five minutes.
                at: "20m",
                alerts: [expiring("expires in 2d 23h 50m 0s: then")],
                until: "55m",
            },
            {
                given: "of a day: half of the eight hours after its renewal are gone",
                every: "5m",
                ...certificate(16 * HOUR, DAY, 12 * 22, { by: DAY }),
                at: "1205m",
                alerts: [expiring("expires in 3h 55m 0s: then")],
                until: "1320m",
            },
            {
                given: "of an hour: half of the twenty minutes after its renewal are gone",
                every: "1m",
                ...certificate(40 * 60, HOUR, 58, { by: HOUR }),
                at: "55m",
                alerts: [expiring("expires in 5m 0s: then")],
                until: "58m",
            },
            {
                given: "never renewed: also after its end",
                every: "10m",
                ...certificate(-4 * HOUR, -600, 20),
                at: "10m",
                alerts: [expiring("has expired:")],
                until: "200m",
            },
            {
                given: "nobody knows when it is renewed",
                every: "5m",
                series: times({ expiration: `${3 * DAY + 600}x10 ${90 * DAY}x10` }),
                at: "20m",
                alerts: [expiring("expires in 2d 23h 50m 0s: then")],
                until: "55m",
            },
        ],
        silent: [
            {
                given: "four days are left",
                every: "5m",
                ...certificate(-26 * DAY, 4 * DAY, 40),
                for: "3h",
            },
            {
                given: "of a day, renewed when it is time",
                every: "5m",
                ...certificate(16 * HOUR, DAY, 12 * 16, { by: 16 * HOUR }),
                for: "30h",
            },
            {
                given: "of a day, renewed three hours late",
                every: "5m",
                ...certificate(16 * HOUR, DAY, 12 * 19, { by: 19 * HOUR }),
                for: "30h",
            },
            {
                given: "of an hour, renewed when it is time",
                every: "1m",
                ...certificate(40 * 60, HOUR, 41, { by: 41 * 60 }),
                for: "75m",
            },
            {
                given: "of 90 days, renewed a day before its end",
                every: "30m",
                ...certificate(36 * HOUR, 60 * HOUR, 74, { by: 89 * DAY }),
                for: "60h",
            },
            { given: "never issued", every: "5m", series: times({ renewal: "0x40", expiration: "0x40" }), for: "3h" },
        ],
    },
];
