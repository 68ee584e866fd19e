import { PROBED } from "../services/probes";
import type { PlainObject } from "../../../../config/merge";

export const MONITORING = "go-coffee-monitoring";
const AGENTS = "go-coffee-monitoring-agents";
export const HA = { profile: "ha" };

/** A component as it is deployed: what its alerts must say. */
export interface Row {
    readonly alert: string;
    readonly component: string;
    readonly part?: string;
    readonly job: string;
    readonly namespace?: string;
    /** One of its pods, and a pod that is none of its own but looks like it. */
    readonly pod: string;
    readonly other?: string;
    readonly container?: string;
    readonly least?: number;
    readonly severity: "critical" | "warning";
    readonly title: string;
    readonly effect: string;
    readonly settings?: PlainObject;
}

/** Of what answers queries. */
const UNANSWERED = "dashboards and Jaeger's Monitor page have no metrics; alerts don't need it";

export const ROWS: readonly Row[] = [
    {
        alert: "PrometheusDown",
        component: "prometheus",
        job: "prometheus-kube-prometheus-prometheus",
        pod: "prometheus-prometheus-kube-prometheus-prometheus-0",
        container: "prometheus",
        severity: "warning",
        title: "Prometheus",
        effect: "alerts rest on those that are left, and what is pushed waits in the collectors' queues",
    },
    {
        alert: "AlertmanagerDown",
        component: "alertmanager",
        job: "prometheus-kube-prometheus-alertmanager",
        pod: "alertmanager-prometheus-kube-prometheus-alertmanager-0",
        container: "alertmanager",
        severity: "warning",
        title: "Alertmanager",
        effect: "notifications rest on those that are left",
    },
    ...(
        [
            ["query-frontend", "thanos-query-frontend-5f-abcde", UNANSWERED],
            ["query", "thanos-query-5f-abcde", UNANSWERED],
            ["store", "thanos-store-0", "metrics that are older than what Prometheus keeps are missing"],
            [
                "compactor",
                "thanos-compactor-0",
                "blocks are neither put together nor deleted, and long ranges take longer",
            ],
        ] as const
    ).map(([part, pod, effect]) => ({
        alert: "ThanosDown",
        component: "thanos",
        part,
        job: `${MONITORING}/thanos-${part}`,
        pod,
        severity: "warning" as const,
        title: `Thanos' ${part}`,
        effect,
        settings: HA,
    })),
    {
        alert: "ThanosDown",
        component: "thanos",
        part: "sidecar",
        job: `${MONITORING}/thanos-sidecar`,
        pod: "prometheus-prometheus-kube-prometheus-prometheus-0",
        container: "thanos-sidecar",
        least: 2,
        severity: "warning",
        title: "Thanos' sidecar",
        effect: "metrics of the last hours are missing where it is asked, and no blocks reach the bucket",
        settings: HA,
    },
    {
        alert: "KubeStateMetricsDown",
        component: "kube-state-metrics",
        job: "kube-state-metrics",
        pod: "kube-state-metrics-6d5f7c9b8-abcde",
        severity: "critical",
        title: "kube-state-metrics",
        effect: "services and nodes that are down aren't noticed",
    },
    {
        alert: "LokiDown",
        component: "loki",
        job: `${MONITORING}/loki`,
        pod: "loki-0",
        other: "loki-canary-x2x4z",
        severity: "critical",
        title: "Loki",
        effect: "logs wait on their nodes, and no alert from logs fires",
    },
    ...(
        [
            [
                "ingester",
                "loki-ingester-zone-a-0",
                "critical",
                "logs wait on their nodes, and no alert from logs fires",
            ],
            [
                "distributor",
                "loki-distributor-5f-abcde",
                "critical",
                "logs wait on their nodes, and no alert from logs fires",
            ],
            ["ruler", "loki-ruler-0", "critical", "no alert from logs fires"],
            ["index-gateway", "loki-index-gateway-0", "critical", "logs can't be read, and no alert from logs fires"],
            ["querier", "loki-querier-5f-abcde", "warning", "logs can't be read"],
            ["query-frontend", "loki-query-frontend-5f-abcde", "warning", "logs can't be read"],
            ["query-scheduler", "loki-query-scheduler-5f-abcde", "warning", "logs can't be read"],
            ["compactor", "loki-compactor-0", "warning", "logs aren't deleted when their time is over"],
        ] as const
    ).map(([part, pod, severity, effect]) => ({
        alert: "LokiDown",
        component: "loki",
        part,
        job: `${MONITORING}/loki`,
        pod,
        least: part === "ingester" ? 2 : 1,
        severity,
        title: `Loki's ${part}`,
        effect,
        settings: HA,
    })),
    {
        alert: "CollectorDown",
        component: "otel-collector",
        job: `${MONITORING}/otel-collector`,
        pod: "otel-collector-0",
        severity: "critical",
        title: "the collectors' gateway",
        effect: "what applications push is refused, and logs wait on their nodes",
    },
    {
        alert: "SamplerDown",
        component: "otel-sampler",
        job: `${MONITORING}/otel-sampler`,
        pod: "otel-sampler-0",
        severity: "warning",
        title: "the samplers",
        effect: "traces wait in the gateway's queue",
        settings: HA,
    },
    {
        alert: "ClusterCollectorDown",
        component: "otel-cluster",
        job: `${MONITORING}/otel-cluster`,
        pod: "otel-cluster-0",
        severity: "warning",
        title: "the collector of the cluster's events",
        effect: "events and metrics of the cluster's objects are missing",
    },
    {
        alert: "FluentBitDown",
        component: "fluent-bit",
        job: `${MONITORING}/fluent-bit`,
        namespace: AGENTS,
        pod: "fluent-bit-x2x4z",
        severity: "critical",
        title: "Fluent Bit",
        effect: "no container's log is collected, and no alert from logs fires",
    },
    {
        alert: "NodeExporterDown",
        component: "node-exporter",
        job: "node-exporter",
        namespace: AGENTS,
        pod: "node-exporter-x2x4z",
        severity: "warning",
        title: "node-exporter",
        effect: "full disks and busy machines aren't noticed",
    },
    {
        alert: "JaegerDown",
        component: "jaeger",
        job: `${MONITORING}/jaeger`,
        pod: "jaeger-6d5f7c9b8-abcde",
        other: "jaeger-es-index-cleaner-29384756-abcde",
        severity: "warning",
        title: "Jaeger",
        effect: "traces wait in the collectors' queues, and none can be read",
    },
    {
        alert: "ProberDown",
        component: "blackbox-exporter",
        job: "go-coffee-monitoring/blackbox-exporter",
        pod: "blackbox-exporter-6d5f7c9b8-abcde",
        title: "the blackbox exporter",
        severity: "warning",
        effect: "URLs aren't called, and an outage before the pods isn't noticed",
        settings: PROBED,
    },
    {
        alert: "GrafanaDown",
        component: "grafana",
        job: "grafana",
        pod: "grafana-6d5f7c9b8-abcde",
        severity: "warning",
        title: "Grafana",
        effect: "dashboards and links of alerts don't open",
    },
    {
        alert: "PrometheusOperatorDown",
        component: "prometheus-operator",
        job: "prometheus-kube-prometheus-operator",
        pod: "prometheus-kube-prometheus-operator-6d5f7c9b8-abcde",
        severity: "warning",
        title: "the Prometheus operator",
        effect: "changes of rules, monitors and routes aren't applied",
    },
    {
        alert: "CertManagerDown",
        component: "cert-manager",
        job: `${MONITORING}/cert-manager`,
        pod: "cert-manager-6d5f7c9b8-abcde",
        other: "cert-manager-webhook-6d5f7c9b8-abcde",
        severity: "warning",
        title: "cert-manager",
        effect: "certificates aren't renewed",
    },
    {
        alert: "ElasticOperatorDown",
        component: "elastic-operator",
        job: "elastic-operator-metrics",
        pod: "elastic-operator-0",
        severity: "warning",
        title: "the Elasticsearch operator",
        effect: "Elasticsearch's health isn't seen, and a node of it that fails isn't replaced",
        settings: HA,
    },
];
