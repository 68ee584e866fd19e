/** Alerts on certificates. */

import { jobs } from "../../../model/telemetry/jobs";
import type { StackConfig } from "../../../config/schema";
import type { Alert, Group } from "../../types";

const DAY = 86_400;

/**
 * Certificates, as cert-manager sees them; a certificate that was never issued has no times. Some live for an hour and some
 * for years, so each is measured by its reserve: the time from its renewal to its end.
 */
export function certificateAlerts(config: StackConfig): Group {
    // The label `namespace` is that of cert-manager's pod.
    const time = (metric: string): string =>
        [
            `sum by (namespace, name) (label_replace(`,
            `  max by (exported_namespace, name) (certmanager_certificate_${metric}_timestamp_seconds{job="${jobs(config).certManager}"} > 0),`,
            `  "namespace", "$1", "exported_namespace", "(.*)"`,
            `))`,
        ].join("\n");
    const [renewal, end] = [time("renewal"), time("expiration")];
    const reserve = `(${end} - ${renewal})`;
    const [late, left] = [`(time() - ${renewal})`, `(${end} - time())`];
    const common = {
        team: "platform",
        labels: { component: "cert-manager" },
        links: { dashboard: "stack", variables: { component: "cert-manager" } },
    } as const;
    const rules: readonly Alert[] = [
        {
            ...common,
            alert: "CertificateNotReady",
            // Also one that was never issued, which has no times that could be late.
            expr: [
                `sum by (namespace, name) (label_replace(`,
                `  max by (exported_namespace, name) (certmanager_certificate_ready_status{job="${jobs(config).certManager}", condition!="True"}) == 1,`,
                `  "namespace", "$1", "exported_namespace", "(.*)"`,
                `))`,
            ].join("\n"),
            // A renewal that is under way makes it so for seconds, an issuer by ACME for minutes.
            for: "15m",
            severity: "warning",
            threshold: "not ready",
            summary: "The certificate {{ $labels.name }} can't be issued",
            description:
                "{{ $labels.name }} in {{ $labels.namespace }} hasn't been ready (not ready: {{ $value }}) for 15 minutes: what waits for its Secret doesn't start.",
        },
        {
            ...common,
            alert: "CertificateRenewalLate",
            // A day late, or a quarter of the reserve where that is sooner.
            expr: `${late} > ${DAY}\nor ${late} > ${reserve} / 4`,
            for: "5m",
            severity: "warning",
            threshold: "above a day, or a quarter of the time from renewal to end",
            summary: "The certificate {{ $labels.name }} isn't renewed",
            description:
                "{{ $labels.name }} in {{ $labels.namespace }} should have been renewed {{ $value | humanizeDuration }} ago.",
        },
        {
            ...common,
            alert: "CertificateExpiring",
            // Less than three days, and less than half of the reserve.
            expr: `${left} < ${3 * DAY}\nunless ${left} > ${reserve} / 2`,
            for: "5m",
            severity: "critical",
            threshold: "below 3 days, and half of the time from renewal to end",
            summary: "The certificate {{ $labels.name }} is about to expire",
            description:
                "{{ $labels.name }} in {{ $labels.namespace }} {{ if gt $value 0.0 }}expires in {{ $value | humanizeDuration }}: then{{ else }}has expired:{{ end }} nobody can call its server.",
        },
    ];
    return { name: "go-coffee.stack.certificates", rules: config.certManager.enabled ? rules : [] };
}
