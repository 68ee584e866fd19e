import type { StackConfig } from "../../../config/schema";
import { isCrashing, type Pod } from "./places";
import { counter, gauge, histogram, steady, type Series } from "./series";
import { then } from "./world";

const GIBI = 2 ** 30;

/** Volumes of the stack, as the operator and the charts claim them. */
export const CLAIMS = {
    "prometheus-prometheus-kube-prometheus-prometheus-db-prometheus-prometheus-kube-prometheus-prometheus-0": [40, 0.4],
    "storage-loki-0": [20, 0.5],
    "jaeger-data": [10, 0.2],
} as const;

/** Containers and volumes: https://github.com/google/cadvisor (metrics/prometheus.go), kubelet's volume_stats.go. */
export function kubelet(config: StackConfig, node: string, pods: readonly Pod[]): readonly Series[] {
    const here = pods.filter((pod) => pod.node === node);
    return [
        ...here.flatMap((pod): readonly Series[] => {
            const { namespace, name, container, uid } = pod;
            const group = { namespace, pod: name, id: `/kubepods/pod${uid}` };
            const inside = {
                ...group,
                id: `${group.id}/a`,
                name: "a",
                container,
                image: `registry.example.com/${container}:1`,
            };
            const network = {
                ...group,
                id: `${group.id}/b`,
                name: "b",
                image: "registry.k8s.io/pause:3.10",
                interface: "eth0",
            };
            return [
                counter("container_cpu_usage_seconds_total", { ...group, cpu: "total" }, steady(0.051)),
                counter("container_cpu_usage_seconds_total", { ...inside, cpu: "total" }, steady(0.05)),
                counter("container_cpu_cfs_periods_total", inside, steady(10)),
                counter(
                    "container_cpu_cfs_throttled_periods_total",
                    inside,
                    then(steady(0.1), isCrashing(pod) ? 6 : 0.1),
                ),
                gauge("container_memory_working_set_bytes", group, 91e6),
                gauge("container_memory_working_set_bytes", inside, 90e6),
                gauge("container_memory_rss", inside, 80e6),
                counter("container_network_receive_bytes_total", network, steady(4000)),
                counter("container_network_transmit_bytes_total", network, steady(6000)),
                counter("container_oom_events_total", inside, then(steady(0), isCrashing(pod) ? 8 / 1200 : 0)),
            ];
        }),
        ...(node === "node-b"
            ? Object.entries(CLAIMS).flatMap(([persistentvolumeclaim, [size, used]]) => {
                  const id = { namespace: config.namespaces.monitoring, persistentvolumeclaim };
                  return [
                      gauge("kubelet_volume_stats_capacity_bytes", id, size * GIBI),
                      gauge("kubelet_volume_stats_available_bytes", id, size * GIBI * (1 - used)),
                      gauge("kubelet_volume_stats_used_bytes", id, size * GIBI * used),
                      gauge("kubelet_volume_stats_inodes", id, 2_621_440),
                      gauge("kubelet_volume_stats_inodes_free", id, 2_600_000),
                  ];
              })
            : []),
    ];
}

/** Who asks, and what is refused: https://github.com/kubernetes/apiserver (pkg/endpoints/filters/metrics.go) */
const askers: readonly Series[] = [
    counter("authentication_attempts", { result: "success" }, steady(4)),
    counter("authentication_attempts", { result: "error" }, steady(0.01)),
    counter("authorization_attempts_total", { result: "allowed" }, steady(4)),
    counter("authorization_attempts_total", { result: "no-opinion" }, steady(0.02)),
];

/** https://github.com/kubernetes/apiserver (pkg/endpoints/metrics/metrics.go) */
export function apiServer(): readonly Series[] {
    const asked = [
        ["GET", "pods", "resource", "200", 3],
        ["LIST", "secrets", "namespace", "200", 0.2],
        ["WATCH", "secrets", "cluster", "200", 0.1],
        ["PATCH", "deployments", "resource", "200", 0.05],
        ["POST", "pods", "resource", "201", 0.1],
        ["GET", "secrets", "resource", "403", 0.01],
    ] as const;
    const requests = [...asked, ["PUT", "leases", "resource", "504", 0] as const].flatMap(
        ([verb, resource, scope, code, rate]) => {
            const labels = { verb, group: "", version: "v1", resource, scope, component: "apiserver" };
            const flow = rate > 0 ? steady(rate) : then(steady(0), 0.2);
            return [
                counter("apiserver_request_total", { ...labels, code }, flow),
                ...histogram(
                    "apiserver_request_duration_seconds",
                    labels,
                    flow.map((phase) => ({ ...phase, spread: [{ from: 0, to: 0.1, share: 1 }] })),
                    // Those that the chart's monitor keeps.
                    [0.005, 0.025, 0.05, 0.1, 0.8, 1, 5, 10, 30, 60],
                ),
            ];
        },
    );
    return [...requests, ...askers];
}
