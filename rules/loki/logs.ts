import type { StackConfig } from "../../config/schema";
import type { Group } from "../types";

/** Alerts from what the applications log. */
export function logRules({ namespaces }: StackConfig): Group {
    const applications = namespaces.applications.map(({ name }) => name).join("|");
    return {
        name: "go-coffee.logs",
        interval: "1m",
        rules: [
            {
                alert: "PanicInLogs",
                expr: `sum by (service_name) (count_over_time({k8s_namespace_name=~"${applications}"} |= "panic:" [5m])) > 0`,
                severity: "critical",
                team: "platform",
                summary: "{{ $labels.service_name }} panics",
                description: "{{ $labels.service_name }} has logged {{ $value }} panics in the last 5 minutes.",
                links: {
                    dashboard: "service",
                    variables: { service: "{{ $labels.service_name }}" },
                    logs: `{service_name="{{ $labels.service_name }}"} |= "panic:"`,
                },
            },
        ],
    };
}
