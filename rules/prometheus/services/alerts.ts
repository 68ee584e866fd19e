import type { StackConfig } from "../../../config/schema";
import type { Group } from "../../types";
import { inApplications } from "../selectors";

/** Whether each service answers. */
export function serviceAlerts(config: StackConfig): Group {
    const here = inApplications(config);
    return {
        name: "go-coffee.services.alerts",
        rules: [
            {
                alert: "ServiceDown",
                // Down is: it wants replicas and none is available. A rollout or a drained node leaves some.
                expr: [
                    `label_replace(`,
                    `  kube_deployment_spec_replicas{${here}} > 0`,
                    `    unless on (namespace, deployment)`,
                    `  (kube_deployment_status_replicas_available{${here}} > 0),`,
                    `  "service", "$1", "deployment", "(.*)"`,
                    `)`,
                ].join("\n"),
                for: "1m",
                severity: "critical",
                team: "platform",
                summary: "{{ $labels.service }} is down",
                description:
                    "{{ $labels.service }} in {{ $labels.namespace }} wants {{ $value }} replicas and none is available.",
                links: {
                    dashboard: "service",
                    variables: { service: "{{ $labels.service }}" },
                    logs: `{service_name="{{ $labels.service }}"}`,
                },
            },
        ],
    };
}
