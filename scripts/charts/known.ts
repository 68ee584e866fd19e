import { LOKI_PROCESSES } from "../../model/workloads/pod-values";

/**
 * Paths that a chart reads although its values.yaml doesn't show them: Helm has no list of the keys that a template
 * uses. Each group says why it is safe.
 */
export const KNOWN_BEYOND_VALUES: Readonly<Record<string, readonly string[]>> = {
    "cert-manager": [
        // Shown as comments; the strict schema of the chart knows them.
        "podDisruptionBudget.maxUnavailable",
        "webhook.podDisruptionBudget.maxUnavailable",
        "cainjector.podDisruptionBudget.maxUnavailable",
        ...["", "webhook.", "cainjector.", "startupapicheck."].flatMap((pod) => [
            `${pod}podAnnotations`,
            // Copied into the pod as they are.
            `${pod}nodeSelector`,
            `${pod}securityContext`,
        ]),
    ],
    "kube-prometheus-stack": [
        // Copied into the pod as they are.
        "grafana.securityContext",
        "grafana.containerSecurityContext",
        "grafana.sidecar.securityContext",
        "grafana.readinessProbe",
        "grafana.livenessProbe",
        "grafana.podAnnotations",
        "prometheus-node-exporter.containerSecurityContext",
        "prometheus-node-exporter.securityContext",
        "prometheus-node-exporter.podAnnotations",
        "prometheus-node-exporter.podLabels",
        // Shown as comments, or read by the templates alone.
        "grafana.podLabels",
        "grafana.priorityClassName",
        "kube-state-metrics.priorityClassName",
        "prometheus-node-exporter.priorityClassName",
        "prometheusOperator.priorityClassName",
        // Sections and keys of Grafana's own configuration file.
        "grafana.grafana.ini",
        // Shown as comments.
        "grafana.fullnameOverride",
        "grafana.rbac.useExistingClusterRole",
        "grafana.persistence.annotations",
        "grafana.persistence.storageClassName",
        "grafana.sidecar.dashboards.provider.updateIntervalSeconds",
        "prometheusOperator.admissionWebhooks.certManager.issuerRef",
        // Alertmanager's own configuration.
        "alertmanager.config",
    ],
    "eck-operator": [
        // Copied into the pod as they are.
        "podSecurityContext",
        "securityContext",
    ],
    loki: [
        // Copied into the pod as they are.
        "loki.livenessProbe",
        "loki.readinessProbe",
        // Shown as comments, or read with a default.
        "loki.storage.bucketNames",
        ...LOKI_PROCESSES.map((component) => `${component}.affinity`),
        ...["A", "B", "C"].map((zone) => `ingester.zoneAwareReplication.zone${zone}.nodeSelector`),
    ],
    jaeger: [
        // Copied into the pod as they are.
        "jaeger.podSecurityContext",
        "jaeger.securityContext",
        "esIndexCleaner.podSecurityContext",
        "esIndexCleaner.securityContext",
        // Read by the templates, absent from values.yaml.
        "jaeger.podLabels",
        "jaeger.resources",
        "jaeger.strategy",
        // values.yaml misspells it; the template has the right name.
        "jaeger.topologySpreadConstraints",
    ],
    "fluent-bit": [
        // Copied into the pod as they are.
        "livenessProbe",
        "readinessProbe",
    ],
    "opentelemetry-collector": [
        // Ports are a map of any names.
        "ports",
        // Shown as comments; the strict schema of the chart knows them.
        "livenessProbe",
        "readinessProbe",
        "startupProbe",
        "podDisruptionBudget.maxUnavailable",
    ],
};
