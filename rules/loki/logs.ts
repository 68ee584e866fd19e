import type { StackConfig } from "../../config/schema";
import type { RuleGroup } from "../types";

/** Alerts from what the applications log. */
export function logRules({ namespaces }: StackConfig): RuleGroup {
    const applications = namespaces.applications.map(({ name }) => name).join("|");
    return {
        name: "go-coffee.logs",
        interval: "1m",
        rules: [
            {
                alert: "PanicInLogs",
                expr: `sum by (service_name) (count_over_time({k8s_namespace_name=~"${applications}"} |= "panic:" [5m])) > 0`,
                for: "0s",
                labels: { severity: "critical" },
                annotations: {
                    summary: "{{ $labels.service_name }} panics",
                    description: "{{ $labels.service_name }} has logged {{ $value }} panics in the last 5 minutes.",
                },
            },
        ],
    };
}
