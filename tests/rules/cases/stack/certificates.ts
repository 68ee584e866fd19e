import type { AlertProof, Series } from "../../harness/proofs";

const DAY = 86_400;

/** A time of the certificate of Loki, as cert-manager's pod tells it. */
const time = (which: "renewal" | "expiration", values: string): Series => ({
    [`certmanager_certificate_${which}_timestamp_seconds{job="go-coffee-monitoring/cert-manager", namespace="go-coffee-monitoring", pod="cert-manager-0", exported_namespace="go-coffee-monitoring", name="loki", issuer_name="go-coffee-ca-a", issuer_kind="ClusterIssuer", issuer_group="cert-manager.io"}`]:
        values,
});
const labels = {
    team: "platform",
    component: "cert-manager",
    namespace: "go-coffee-monitoring",
    name: "loki",
} as const;

export const certificates: readonly AlertProof[] = [
    {
        alert: "CertificateRenewalLate",
        fires: [
            {
                given: "it should have been renewed after ten minutes",
                every: "10m",
                series: time("renewal", `600x154 ${90 * DAY}x10`),
                // A day and ten minutes later, and an hour.
                at: "1520m",
                alerts: [
                    {
                        labels: { ...labels, severity: "warning" },
                        summary: "The certificate loki isn't renewed",
                        description: "loki in go-coffee-monitoring should have been renewed 1d 1h 10m 0s ago.",
                    },
                ],
                until: "1550m",
            },
        ],
        silent: [
            {
                given: "renewed within the day",
                every: "10m",
                series: time("renewal", `600x140 ${90 * DAY}x60`),
                for: "30h",
            },
            { given: "never issued", every: "10m", series: time("renewal", "0x200"), for: "30h" },
        ],
    },
    {
        alert: "CertificateExpiring",
        fires: [
            {
                given: "less than three days are left",
                every: "5m",
                series: time("expiration", `${3 * DAY + 600}x10 ${90 * DAY}x10`),
                // From 15 m on, for 15 minutes.
                at: "30m",
                alerts: [
                    {
                        labels: { ...labels, severity: "critical" },
                        summary: "The certificate loki is about to expire",
                        description:
                            "loki in go-coffee-monitoring expires in 2d 23h 40m 0s: then nobody can call its server.",
                    },
                ],
                until: "55m",
            },
        ],
        silent: [
            { given: "four days are left", every: "5m", series: time("expiration", `${4 * DAY}x40`), for: "3h" },
            { given: "never issued", every: "5m", series: time("expiration", "0x40"), for: "3h" },
        ],
    },
];
