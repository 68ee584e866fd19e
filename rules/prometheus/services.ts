import type { StackConfig } from "../../config/schema";
import type { RuleGroup } from "../types";

const namespacesOf = ({ namespaces }: StackConfig): string => namespaces.applications.map(({ name }) => name).join("|");

/** Whether each service of the applications answers. */
export function serviceRules(config: StackConfig): RuleGroup {
    const namespace = `namespace=~"${namespacesOf(config)}"`;
    return {
        name: "go-coffee.services",
        rules: [
            {
                record: "service:http_requests:rate5m",
                expr: `sum by (service) (rate(http_requests_total{${namespace}}[5m]))`,
            },
            {
                alert: "ServiceDown",
                // Down is: it wants replicas and none is available. A rollout or a drained node leaves some.
                expr: [
                    `label_replace(`,
                    `  kube_deployment_spec_replicas{${namespace}} > 0`,
                    `    unless on (namespace, deployment)`,
                    `  (kube_deployment_status_replicas_available{${namespace}} > 0),`,
                    `  "service", "$1", "deployment", "(.*)"`,
                    `)`,
                ].join("\n"),
                for: "1m",
                labels: { severity: "critical" },
                annotations: {
                    summary: "{{ $labels.service }} is down",
                    description:
                        "{{ $labels.service }} in {{ $labels.namespace }} wants {{ $value }} replicas and none is available.",
                },
            },
        ],
    };
}
