import type { HelmValue } from "../helm/values";

/** What the collectors may read of the cluster. */

const read = (apiGroup: string, ...resources: readonly string[]): HelmValue => ({
    apiGroups: [apiGroup],
    resources,
    verbs: ["get", "list", "watch"],
});

/** For `k8s_attributes`: the pods that telemetry comes from. */
export const POD_READER = [read("", "pods", "namespaces", "nodes")];

/** For `k8s_cluster` and `k8s_events`. */
export const CLUSTER_READER = [
    read(
        "",
        "events",
        "namespaces",
        "namespaces/status",
        "nodes",
        "nodes/spec",
        "pods",
        "pods/status",
        "replicationcontrollers",
        "replicationcontrollers/status",
        "resourcequotas",
        "services",
    ),
    read("apps", "daemonsets", "deployments", "replicasets", "statefulsets"),
    read("batch", "jobs", "cronjobs"),
    read("autoscaling", "horizontalpodautoscalers"),
];
