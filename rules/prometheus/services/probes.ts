/** What customers would see, called from the cluster: whether URLs answer, how fast, and with which certificate. */

import { seconds, type Duration } from "../../../config/quantities";
import { TEAMS } from "../../../config/schema/services";
import type { StackConfig } from "../../../config/schema";
import { jobs } from "../../../model/telemetry/jobs";
import type { Alert, Group, Team } from "../../types";

const DAY = 86_400;
/** Days before its end at which a certificate is told. */
const CERTIFICATE_DAYS = { warning: 14, critical: 3 } as const;

/** Alerts of each team for its URLs, none where there are no URLs. */
export function probeAlerts(config: StackConfig): Group {
    const all = Object.entries(config.probes.urls);
    const common = {
        links: { dashboard: "onCall" },
    } as const;
    const of = (team: Team, latency?: Duration): string => {
        const names = all.filter(([, one]) => one.team === team && (latency ?? one.latency) === one.latency);
        return `{job="${jobs(config).probes}", probe=~"${names.map(([name]) => name).join("|")}"}`;
    };
    const latencies = (team: Team): readonly Duration[] => [
        ...new Set(all.filter(([, one]) => one.team === team).map(([, { latency }]) => latency)),
    ];
    const teams = TEAMS.filter((team) => all.some(([, one]) => one.team === team));
    return {
        name: "go-coffee.services.probes",
        rules: teams.flatMap((team): readonly Alert[] => [
            {
                ...common,
                alert: "ProbeFailed",
                expr: `probe_success${of(team)} == 0`,
                for: "2m",
                severity: "critical",
                team,
                threshold: "not the answer that is wanted",
                summary: "{{ $labels.instance }} doesn't answer as it should",
                description:
                    "Called from the cluster, {{ $labels.instance }} (probe {{ $labels.probe }}) hasn't given a right answer (success: {{ $value }}) for 2 minutes: customers see the same, unless it is the way from here.",
            },
            ...latencies(team).map((latency): Alert => ({
                ...common,
                alert: "ProbeSlow",
                expr: `avg_over_time(probe_duration_seconds${of(team, latency)}[10m]) > ${seconds(latency)}\nand on (probe, instance) probe_success${of(team, latency)} == 1`,
                for: "5m",
                severity: "warning",
                team,
                threshold: `above ${latency}`,
                summary: "{{ $labels.instance }} answers slowly",
                description:
                    "Called from the cluster, {{ $labels.instance }} (probe {{ $labels.probe }}) has taken {{ $value | humanizeDuration }} on average for 10 minutes.",
            })),
            ...(["warning", "critical"] as const).map((severity): Alert => ({
                ...common,
                alert: "ProbeCertificateExpiring",
                expr: `probe_ssl_earliest_cert_expiry${of(team)} - time() < ${CERTIFICATE_DAYS[severity]} * ${DAY}`,
                for: "5m",
                severity,
                team,
                threshold: `below ${CERTIFICATE_DAYS[severity]} days`,
                summary: "The certificate of {{ $labels.instance }} runs out",
                description:
                    "The certificate that {{ $labels.instance }} (probe {{ $labels.probe }}) shows {{ if gt $value 0.0 }}is valid for {{ $value | humanizeDuration }} more: then{{ else }}has run out:{{ end }} browsers refuse the page.",
            })),
        ]),
    };
}
