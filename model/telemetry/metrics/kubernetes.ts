/** Metrics about Kubernetes: kube-state-metrics, the kubelet, the API server. */

import { counter, gauge, histogram, SERVICE_MONITOR, type MetricSource } from "./types";

const CONTAINER = ["namespace", "pod", "uid", "container"] as const;
/** Labels of ours that kube-state-metrics shows (metricLabelsAllowlist). */
const SHOWN = ["label_app_kubernetes_io_name", "label_app_kubernetes_io_part_of"] as const;

/** State of objects: https://github.com/kubernetes/kube-state-metrics/tree/main/docs */
export const KUBE_STATE_METRICS: MetricSource = {
    target: SERVICE_MONITOR,
    metrics: {
        kube_deployment_created: gauge("deployment"),
        kube_deployment_labels: gauge("deployment", ...SHOWN),
        kube_deployment_metadata_generation: gauge("deployment"),
        kube_deployment_spec_replicas: gauge("deployment"),
        kube_deployment_status_condition: gauge("deployment", "condition", "reason", "status"),
        kube_deployment_status_observed_generation: gauge("deployment"),
        kube_deployment_status_replicas: gauge("deployment"),
        kube_deployment_status_replicas_available: gauge("deployment"),
        kube_deployment_status_replicas_ready: gauge("deployment"),
        kube_deployment_status_replicas_unavailable: gauge("deployment"),
        kube_deployment_status_replicas_updated: gauge("deployment"),
        kube_daemonset_status_desired_number_scheduled: gauge("daemonset"),
        kube_daemonset_status_number_ready: gauge("daemonset"),
        kube_daemonset_status_number_available: gauge("daemonset"),
        kube_statefulset_replicas: gauge("statefulset"),
        kube_statefulset_status_replicas_ready: gauge("statefulset"),
        kube_statefulset_status_replicas_available: gauge("statefulset"),
        kube_job_status_failed: gauge("job_name", "reason"),
        kube_lease_renew_time: gauge("lease"),
        kube_namespace_created: gauge(),
        kube_namespace_labels: gauge("label_gocoffee_dev_maintenance"),
        kube_namespace_status_phase: gauge("phase"),
        kube_node_created: gauge("node"),
        kube_node_info: gauge("node", "internal_ip", "kubelet_version", "os_image"),
        kube_node_spec_unschedulable: gauge("node"),
        kube_node_status_allocatable: gauge("node", "resource", "unit"),
        kube_node_status_capacity: gauge("node", "resource", "unit"),
        kube_node_status_condition: gauge("node", "condition", "status"),
        kube_persistentvolumeclaim_access_mode: gauge("persistentvolumeclaim", "access_mode"),
        kube_persistentvolumeclaim_info: gauge("persistentvolumeclaim", "storageclass", "volumename"),
        kube_persistentvolumeclaim_status_phase: gauge("persistentvolumeclaim", "phase"),
        kube_persistentvolumeclaim_resource_requests_storage_bytes: gauge("persistentvolumeclaim"),
        kube_pod_container_resource_limits: gauge(...CONTAINER, "node", "resource", "unit"),
        kube_pod_container_resource_requests: gauge(...CONTAINER, "node", "resource", "unit"),
        kube_pod_container_status_last_terminated_reason: gauge(...CONTAINER, "reason"),
        kube_pod_container_status_ready: gauge(...CONTAINER),
        kube_pod_container_status_restarts_total: counter(...CONTAINER),
        kube_pod_container_status_running: gauge(...CONTAINER),
        kube_pod_container_status_waiting_reason: gauge(...CONTAINER, "reason"),
        kube_pod_info: gauge(
            "pod",
            "uid",
            "node",
            "pod_ip",
            "host_ip",
            "host_network",
            "created_by_kind",
            "created_by_name",
        ),
        kube_pod_labels: gauge("pod", "uid", ...SHOWN),
        kube_pod_owner: gauge("pod", "uid", "owner_kind", "owner_name", "owner_is_controller"),
        kube_pod_start_time: gauge("pod", "uid"),
        kube_pod_status_phase: gauge("pod", "uid", "phase"),
        kube_pod_status_ready: gauge("pod", "uid", "condition"),
        kube_replicaset_owner: gauge("replicaset", "owner_kind", "owner_name", "owner_is_controller"),
        kube_resourcequota: gauge("resourcequota", "resource", "type"),
        // Of the custom resource, where we run Elasticsearch.
        eck_elasticsearch_health: gauge("name", "health"),
    },
};

/** Containers and volumes, from the kubelet and its cAdvisor. */
export const KUBELET: MetricSource = {
    target: [...SERVICE_MONITOR, "node", "metrics_path"],
    metrics: {
        container_cpu_usage_seconds_total: counter("pod", "container", "image", "cpu", "id", "name"),
        // Of containers that have a limit.
        container_cpu_cfs_periods_total: counter("pod", "container", "image", "id", "name"),
        container_cpu_cfs_throttled_periods_total: counter("pod", "container", "image", "id", "name"),
        container_memory_working_set_bytes: gauge("pod", "container", "image", "id", "name"),
        container_memory_rss: gauge("pod", "container", "image", "id", "name"),
        container_network_receive_bytes_total: counter("pod", "interface"),
        container_network_transmit_bytes_total: counter("pod", "interface"),
        container_oom_events_total: counter("pod", "container", "image", "id", "name"),
        kubelet_volume_stats_available_bytes: gauge("persistentvolumeclaim"),
        kubelet_volume_stats_capacity_bytes: gauge("persistentvolumeclaim"),
        kubelet_volume_stats_inodes: gauge("persistentvolumeclaim"),
        kubelet_volume_stats_inodes_free: gauge("persistentvolumeclaim"),
        kubelet_volume_stats_used_bytes: gauge("persistentvolumeclaim"),
    },
};

/** The API server. */
export const API_SERVER: MetricSource = {
    target: SERVICE_MONITOR,
    metrics: {
        // Called so without _total.
        authentication_attempts: counter("result"),
        authorization_attempts_total: counter("result"),
        apiserver_request_total: counter("verb", "code", "resource"),
        apiserver_request_duration_seconds: histogram("verb", "resource", "scope"),
    },
};
