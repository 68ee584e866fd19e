import type { AlertProof, NearMiss, RecordingProof, Series } from "../../harness/proofs";
import { named } from "../../harness/series";

/** Each 5 minutes, for a week and some hours. */
const every = "5m";
const WEEK = 2016;

const requests = (values: string, service = "api-gateway"): Series => ({
    [named("service:http_requests:rate5m", { service })]: values,
});
/** What is usual, as it was recorded before. */
const usual = (perSecond: number): Series => ({
    [named("service:http_requests:usual4w", { service: "api-gateway" })]: `${perSecond}x100`,
});

const near = (given: string, values: string, perSecond: number, more: Partial<NearMiss> = {}): NearMiss => ({
    given,
    every: "1m",
    series: { ...requests(values), ...usual(perSecond) },
    for: "80m",
    ...more,
});

export const entryTraffic: readonly (AlertProof | RecordingProof)[] = [
    {
        record: "service:http_requests:usual4w",
        counters: false,
        values: [
            {
                given: "the same quarter of an hour a week ago, of a service that customers' requests arrive at",
                every,
                series: { ...requests(`7x${WEEK} 1x20`), ...requests(`7x${WEEK} 1x20`, "consumer") },
                at: "168h",
                values: { '{namespace="go-coffee", service="api-gateway"}': 7 },
            },
        ],
    },
    {
        alert: "EntryTrafficGone",
        fires: [
            {
                given: "the certificate of the shop has expired: nobody gets through, until somebody renews it",
                every: "1m",
                series: { ...requests("20x19 0x40 20x60"), ...usual(20) },
                // Of 15 minutes, the last but one good one is left: 1.33 a second; then four minutes.
                at: "37m",
                alerts: [
                    {
                        labels: {
                            severity: "critical",
                            team: "platform",
                            namespace: "go-coffee",
                            service: "api-gateway",
                        },
                        summary: "Hardly any request reaches api-gateway",
                        description:
                            "api-gateway in go-coffee gets 0 requests a second, less than a tenth of what is usual at this hour: something before it keeps them away, such as the ingress, DNS or a certificate.",
                    },
                ],
                until: "62m",
            },
        ],
        silent: [
            near("a fifth of what is usual", "20x19 4x80", 20),
            near("night, in which hardly anybody comes", "0x99", 0.4),
            near("ten minutes of it", "20x19 0x9 20x60", 20),
            near("a holiday", "20x19 0x80", 20, {
                start: "2026-12-25T10:00:00Z",
                settings: { business: { holidays: ["2026-12-25"] } },
            }),
        ],
    },
];
