/**
 * What becomes a label: the allow-lists that bound the cost of each signal. Everything else stays an attribute, or is
 * left out where the store knows labels only.
 */

/** Resource attributes that metrics keep, as labels; objects of the cluster are told apart by the `k8s.*` names. */
export const METRIC_ATTRIBUTES = [
    "service.name",
    "service.namespace",
    "service.instance.id",
    "deployment.environment.name",
    "k8s.cluster.name",
    "k8s.namespace.name",
    "k8s.node.name",
    "k8s.pod.name",
    "k8s.container.name",
    "k8s.deployment.name",
    "k8s.statefulset.name",
    "k8s.daemonset.name",
    "k8s.replicaset.name",
    "k8s.replicationcontroller.name",
    "k8s.job.name",
    "k8s.cronjob.name",
    "k8s.hpa.name",
    "k8s.resourcequota.name",
] as const;

/** Resource attributes of a service's span metrics: not those of one of its pods. */
export const SPAN_METRIC_ATTRIBUTES = [
    "service.name",
    "service.namespace",
    "deployment.environment.name",
    "k8s.cluster.name",
    "k8s.namespace.name",
] as const;

/** Which collector counted: several count the spans of one service. */
export const COLLECTOR_INSTANCE = "collector.instance.id";

/** Resource attributes that are index labels of logs: each one multiplies the streams. */
export const LOG_RESOURCE_ATTRIBUTES = [
    "service.name",
    "service.namespace",
    "deployment.environment.name",
    "k8s.cluster.name",
    "k8s.namespace.name",
    "k8s.container.name",
] as const;
/** Attributes of a line that are: of few values each, and retention goes by them. */
export const LOG_LINE_ATTRIBUTES = ["level", "audit"] as const;

/** Every index label of logs, as queries name it; all else that a line has is structured metadata. */
export const LOG_LABELS: readonly string[] = [...LOG_RESOURCE_ATTRIBUTES, ...LOG_LINE_ATTRIBUTES].map((attribute) =>
    attribute.replaceAll(".", "_"),
);

/** Values of the label `level`, with the number that OpenTelemetry's severity begins at. */
export const LOG_LEVELS = { trace: 1, debug: 5, info: 9, warn: 13, error: 17, fatal: 21 } as const;
/** Values of the field `event` that make a line part of the audit trail, labelled `audit="true"`. */
export const AUDIT_EVENTS = ["audit", "security"] as const;
