import { jobs } from "../../../model/telemetry/jobs";
import { MACHINE_INTERFACES, podTraffic } from "../../../model/telemetry/traffic";
import type { StackConfig } from "../../../config/schema";
import type { Group, Recording } from "../../types";
import { lines } from "../expressions";

/** Levels of machines, namespaces and the cluster. */

const MACHINE = `device=~"${MACHINE_INTERFACES}"`;
/** Containers of pods: cAdvisor counts the pod as a whole and its sandbox too. */
const CONTAINERS = 'container!="", image!=""';
const IDLE = 'mode=~"idle|iowait"';

const both = (level: string, source: string, expr: (metric: string) => string): readonly Recording[] =>
    (["received", "sent"] as const).map((direction) => ({
        record: `${level}:network_${direction}_bytes:rate5m`,
        expr: expr(`${source}_network_${direction === "received" ? "receive" : "transmit"}_bytes_total`),
    }));

/** How full and how busy machines, namespaces and the cluster are: what dashboards show and alerts compare. */
export function infrastructureLevels(config: StackConfig): Group {
    const { nodeExporter } = jobs(config);
    const node = (metric: string, more = ""): string =>
        `${metric}{job="${nodeExporter}"${more === "" ? "" : `, ${more}`}}`;
    const idle = `rate(${node("node_cpu_seconds_total", IDLE)}[5m])`;
    // Read-only file systems are full by design; without a size nothing can be full.
    const free = node("node_filesystem_avail_bytes", 'fstype!=""');
    const size = `(${node("node_filesystem_size_bytes", 'fstype!=""')} > 0 unless ${node("node_filesystem_readonly")} == 1)`;
    return {
        name: "go-coffee.infrastructure.levels",
        rules: [
            {
                record: "node:cpu_used:ratio_rate5m",
                expr: `1 - avg by (node) (sum without (mode) (${idle}))`,
            },
            {
                record: "node:memory_used:ratio",
                expr: `1 - max by (node) (${node("node_memory_MemAvailable_bytes")} / ${node("node_memory_MemTotal_bytes")})`,
            },
            {
                record: "node:disk_used:ratio",
                expr: `1 - max by (node, device, mountpoint) (${free} / ${size})`,
            },
            ...both("node", "node", (metric) => `sum by (node) (rate(${node(metric, MACHINE)}[5m]))`),
            {
                record: "cluster:cpu_used:ratio_rate5m",
                expr: `1 - sum(${idle}) / count(${node("node_cpu_seconds_total", 'mode="idle"')})`,
            },
            {
                record: "cluster:memory_used:ratio",
                expr: `1 - sum(${node("node_memory_MemAvailable_bytes")}) / sum(${node("node_memory_MemTotal_bytes")})`,
            },
            {
                record: "cluster:disk_used:ratio",
                expr: lines(
                    `1`,
                    `- sum(max by (node, device) (${free} and ${size}))`,
                    `/ sum(max by (node, device) ${size})`,
                ),
            },
            ...both("cluster", "node", (metric) => `sum(rate(${node(metric, MACHINE)}[5m]))`),
            {
                record: "namespace:cpu_used_cores:rate5m",
                expr: `sum by (namespace) (rate(container_cpu_usage_seconds_total{${CONTAINERS}}[5m]))`,
            },
            {
                record: "namespace:memory_used_bytes:sum",
                expr: `sum by (namespace) (container_memory_working_set_bytes{${CONTAINERS}})`,
            },
            ...both("namespace", "container", (metric) => `sum by (namespace) (${podTraffic(metric, "", "5m")})`),
        ],
    };
}

/** Which machine a pod runs on and which service it belongs to: joined to what is known of a pod by its name alone. */
const PLACEMENT = lines(
    `topk by (namespace, pod) (1, max by (namespace, pod, node) (kube_pod_info))`,
    `* on (namespace, pod) group_left (service)`,
    `topk by (namespace, pod) (1, max by (namespace, pod, service) (`,
    // Without the label, it is of no service: not of the exporter that told of it, which is what `service` says before.
    `  label_replace(kube_pod_labels, "service", "$1", "label_app_kubernetes_io_name", "(.*)")`,
    `))`,
);

/** What Kubernetes counts: restarts, quotas, volumes. */
export const objectLevels = (): Group => ({
    name: "go-coffee.infrastructure.objects",
    rules: [
        { record: "pod:placement:info", expr: PLACEMENT },
        {
            record: "pod:container_restarts:increase1h",
            // Whole ones: `increase` makes 5.02 of five, as it reckons with what may have been at the ends of the window.
            expr: lines(
                `round(sum by (namespace, pod, container) (increase(kube_pod_container_status_restarts_total[1h])))`,
                `* on (namespace, pod) group_left (node, service) pod:placement:info`,
            ),
        },
        {
            record: "namespace:container_restarts:increase1h",
            expr: `sum by (namespace) (increase(kube_pod_container_status_restarts_total[1h]))`,
        },
        {
            record: "cluster:container_restarts:increase1h",
            expr: `sum(increase(kube_pod_container_status_restarts_total[1h]))`,
        },
        {
            // A quota of nothing forbids: it isn't used up.
            record: "namespace:quota_used:ratio",
            expr: lines(
                `max by (namespace, resourcequota, resource) (kube_resourcequota{type="used"})`,
                `/ (max by (namespace, resourcequota, resource) (kube_resourcequota{type="hard"}) > 0)`,
            ),
        },
        {
            record: "persistentvolumeclaim:volume_used:ratio",
            expr: lines(
                `1 - max by (namespace, persistentvolumeclaim) (`,
                `  kubelet_volume_stats_available_bytes / (kubelet_volume_stats_capacity_bytes > 0)`,
                `)`,
            ),
        },
    ],
});
