import { jobs } from "../../../model/telemetry/jobs";
import type { StackConfig } from "../../../config/schema";
import type { Alert, Group } from "../../types";

const DAY = 86_400;

/** Certificates, as cert-manager sees them; a certificate that was never issued has no times. */
export function certificateAlerts(config: StackConfig): Group {
    // The label `namespace` is that of cert-manager's pod.
    const times = (metric: string): string =>
        [
            `label_replace(`,
            `  max by (exported_namespace, name) (certmanager_certificate_${metric}_timestamp_seconds{job="${jobs(config).certManager}"} > 0),`,
            `  "namespace", "$1", "exported_namespace", "(.*)"`,
            `)`,
        ].join("\n");
    const common = {
        team: "platform",
        labels: { component: "cert-manager" },
        links: { dashboard: "stack", variables: { component: "cert-manager" } },
    } as const;
    const rules: readonly Alert[] = [
        {
            ...common,
            alert: "CertificateRenewalLate",
            expr: `sum by (namespace, name) (time() - ${times("renewal")}) > ${DAY}`,
            for: "1h",
            severity: "warning",
            summary: "The certificate {{ $labels.name }} isn't renewed",
            description:
                "{{ $labels.name }} in {{ $labels.namespace }} should have been renewed {{ $value | humanizeDuration }} ago.",
        },
        {
            ...common,
            alert: "CertificateExpiring",
            expr: `sum by (namespace, name) (${times("expiration")} - time()) < ${3 * DAY}`,
            for: "15m",
            severity: "critical",
            summary: "The certificate {{ $labels.name }} is about to expire",
            description:
                "{{ $labels.name }} in {{ $labels.namespace }} expires in {{ $value | humanizeDuration }}: then nobody can call its server.",
        },
    ];
    return { name: "go-coffee.stack.certificates", rules: config.certManager.enabled ? rules : [] };
}
