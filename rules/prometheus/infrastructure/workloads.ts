import { MAINTENANCE_LABEL } from "../../../model/cluster/names";
import type { StackConfig } from "../../../config/schema";
import { FULL } from "../../../model/alerting/limits";
import { byTeam } from "../../teams";
import type { Alert, Group } from "../../types";
import { percent } from "../../wording";

/** The label as kube-state-metrics shows it. */
const IN_MAINTENANCE = `label_${MAINTENANCE_LABEL.replace(/\W/g, "_")}="true"`;

/** Pods that keep restarting, quotas that run out, namespaces that somebody works on: in every namespace. */
export const workloadAlerts = (config: StackConfig): Group => ({
    name: "go-coffee.infrastructure.workloads",
    rules: [
        ...byTeam(config, "service").map(({ team, matcher }): Alert => ({
            alert: "PodRestarts",
            expr: `pod:container_restarts:increase1h{${matcher}} > ${FULL.restartsAnHour}`,
            severity: "warning",
            team,
            threshold: `above ${FULL.restartsAnHour} an hour`,
            summary: "{{ $labels.pod }} keeps restarting",
            description:
                '{{ $labels.container }} of {{ $labels.pod }} in {{ $labels.namespace }} has restarted {{ $value | printf "%.0f" }} times in an hour.',
            links: {
                dashboard: "infrastructure",
                variables: { node: "{{ $labels.node }}", namespace: "{{ $labels.namespace }}" },
                logs: '{k8s_namespace_name="{{ $labels.namespace }}", k8s_container_name="{{ $labels.container }}"} | k8s_pod_name="{{ $labels.pod }}"',
            },
        })),
        {
            alert: "QuotaNearlyUsed",
            expr: `namespace:quota_used:ratio > ${FULL.quota}`,
            for: "10m",
            severity: "warning",
            team: "platform",
            threshold: `above ${percent(FULL.quota)}`,
            summary: "{{ $labels.namespace }} has nearly used up its {{ $labels.resource }}",
            description:
                "{{ $value | humanizePercentage }} of {{ $labels.resource }} in the quota {{ $labels.resourcequota }} of {{ $labels.namespace }} are used.",
            links: { dashboard: "infrastructure", variables: { namespace: "{{ $labels.namespace }}" } },
        },
        {
            // Notifies nobody: it hides what else is said of the namespace.
            alert: "NamespaceMaintenance",
            expr: `max by (namespace) (kube_namespace_labels{${IN_MAINTENANCE}}) == 1`,
            severity: "info",
            team: "platform",
            threshold: "labelled so",
            summary: "{{ $labels.namespace }} is in maintenance",
            description: `The namespace is labelled ${MAINTENANCE_LABEL}=true: its alerts are hidden.`,
            links: { dashboard: "infrastructure", variables: { namespace: "{{ $labels.namespace }}" } },
        },
    ],
});
