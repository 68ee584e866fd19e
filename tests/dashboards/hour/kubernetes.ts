import { jobs } from "../../../config/jobs";
import type { StackConfig } from "../../../config/schema";
import { onTarget } from "./applications";
import { END, INCIDENT } from "./moments";
import { allPods, isCrashing, stackPods, targetOf, type Pod } from "./places";
import { counter, gauge, histogram, steady, type Labels, type Series } from "./series";
import { LOST_NODE, NODES, SERVICES, then } from "./world";

/** State of objects, by kube-state-metrics 2.20: https://github.com/kubernetes/kube-state-metrics/tree/v2.20.0/docs/metrics */

const GIBI = 2 ** 30;
const since = (before: number, after: number) => (moment: number) => (moment > INCIDENT ? after : before);
const ended = ({ until = Infinity }: Pod) => (moment: number) => moment > until;

function ofPod(pod: Pod): readonly Series[] {
    const { namespace, name, uid, node, container, owner, app } = pod;
    const id = { namespace, pod: name, uid };
    const inside = { ...id, container };
    const crashing = isCrashing(pod);
    const gone = ended(pod);
    const ready = (moment: number): boolean => !gone(moment) && !(crashing && moment > INCIDENT);
    const resource = (metric: string, kind: string, unit: string, value: number): Series =>
        gauge(metric, { ...inside, node, resource: kind, unit }, value);
    return [
        gauge(
            "kube_pod_info",
            {
                ...id,
                host_ip: `10.0.0.${NODES.indexOf(node) + 1}`,
                pod_ip: pod.ip,
                node,
                created_by_kind: owner.kind,
                created_by_name: owner.name,
                priority_class: "",
                host_network: "false",
            },
            1,
        ),
        gauge("kube_pod_labels", { ...id, label_app_kubernetes_io_name: app, ...(partOf(app) ? PART_OF : {}) }, 1),
        gauge("kube_pod_owner", { ...id, owner_kind: owner.kind, owner_name: owner.name, owner_is_controller: "true" }, 1),
        gauge("kube_pod_start_time", id, END - 9 * 86_400),
        ...["Pending", "Running", "Succeeded", "Failed", "Unknown"].map((phase) =>
            gauge("kube_pod_status_phase", { ...id, phase }, phase === "Running" ? 1 : 0),
        ),
        ...(["true", "false", "unknown"] as const).map((condition) =>
            gauge("kube_pod_status_ready", { ...id, condition }, (moment) =>
                condition !== "unknown" && ready(moment) === (condition === "true") ? 1 : 0,
            ),
        ),
        counter("kube_pod_container_status_restarts_total", inside, then(steady(0), crashing ? 8 / 1200 : 0)),
        gauge("kube_pod_container_status_ready", inside, (moment) => Number(ready(moment))),
        gauge("kube_pod_container_status_running", inside, (moment) => Number(ready(moment))),
        // Each is there only while it holds.
        ...(crashing
            ? [
                  gauge("kube_pod_container_status_waiting_reason", { ...inside, reason: "CrashLoopBackOff" }, (moment) =>
                      moment > INCIDENT ? 1 : undefined,
                  ),
                  gauge("kube_pod_container_status_last_terminated_reason", { ...inside, reason: "OOMKilled" }, (moment) =>
                      moment > INCIDENT ? 1 : undefined,
                  ),
              ]
            : []),
        resource("kube_pod_container_resource_requests", "cpu", "core", 0.1),
        resource("kube_pod_container_resource_requests", "memory", "byte", 128 * 2 ** 20),
        resource("kube_pod_container_resource_limits", "memory", "byte", 512 * 2 ** 20),
    ];
}

const PART_OF = { label_app_kubernetes_io_part_of: "go-coffee" } as const;
const partOf = (app: string): boolean => (SERVICES as readonly string[]).includes(app);

/** Workloads, from the pods that they have. */
function workloads(pods: readonly Pod[]): readonly Series[] {
    const found = new Map<string, Pod[]>();
    for (const pod of pods) {
        const name = pod.owner.name.replace(/-6d9f8b7c55$/, "");
        found.set(`${pod.namespace}/${name}`, [...(found.get(`${pod.namespace}/${name}`) ?? []), pod]);
    }
    return [...found.entries()].flatMap(([key, members]): readonly Series[] => {
        const [namespace = "", name = ""] = key.split("/");
        const [{ owner: { kind }, app } = { owner: { kind: "" }, app: "" }] = members;
        const works = (moment: number): number =>
            members.filter((pod) => !ended(pod)(moment) && !(isCrashing(pod) && moment > INCIDENT)).length;
        const of = (metric: string, value: number | ((moment: number) => number), more: Labels = {}): Series =>
            gauge(metric, { namespace, [kind === "ReplicaSet" ? "deployment" : kind.toLowerCase()]: name, ...more }, value);
        if (kind === "DaemonSet")
            return [
                of("kube_daemonset_status_desired_number_scheduled", members.length),
                of("kube_daemonset_status_number_ready", works),
                of("kube_daemonset_status_number_available", works),
            ];
        if (kind === "StatefulSet")
            return [
                of("kube_statefulset_replicas", members.length),
                of("kube_statefulset_status_replicas_ready", works),
                of("kube_statefulset_status_replicas_available", works),
            ];
        return [
            of("kube_deployment_created", END - 90 * 86_400),
            of("kube_deployment_labels", 1, { label_app_kubernetes_io_name: app, ...(partOf(app) ? PART_OF : {}) }),
            of("kube_deployment_spec_replicas", members.length),
            of("kube_deployment_status_replicas", members.length),
            of("kube_deployment_status_replicas_available", works),
            of("kube_deployment_status_replicas_ready", works),
            of("kube_deployment_status_replicas_unavailable", (moment) => members.length - works(moment)),
            of("kube_deployment_status_replicas_updated", members.length),
            gauge(
                "kube_replicaset_owner",
                { namespace, replicaset: `${name}-6d9f8b7c55`, owner_kind: "Deployment", owner_name: name, owner_is_controller: "true" },
                1,
            ),
        ];
    });
}

const nodes = (): readonly Series[] =>
    NODES.flatMap((node) => {
        const amounts = [
            ["cpu", "core", 4],
            ["memory", "byte", 16 * GIBI],
            ["pods", "integer", 110],
        ] as const;
        return [
            gauge("kube_node_info", { node, internal_ip: `10.0.0.${NODES.indexOf(node) + 1}`, kubelet_version: "v1.35.4", os_image: "Ubuntu" }, 1),
            gauge("kube_node_spec_unschedulable", { node }, 0),
            ...amounts.flatMap(([resource, unit, value]) => [
                gauge("kube_node_status_allocatable", { node, resource, unit }, value * 0.95),
                gauge("kube_node_status_capacity", { node, resource, unit }, value),
            ]),
            ...["Ready", "MemoryPressure", "DiskPressure", "PIDPressure"].flatMap((condition) =>
                ["true", "false", "unknown"].map((status) => {
                    const normal = status === (condition === "Ready" ? "true" : "false") ? 1 : 0;
                    return gauge(
                        "kube_node_status_condition",
                        { node, condition, status },
                        node === LOST_NODE ? since(normal, status === "unknown" ? 1 : 0) : normal,
                    );
                }),
            ),
        ];
    });

/** Volumes of the stack, as the operator and the charts claim them. */
const CLAIMS = {
    "prometheus-prometheus-kube-prometheus-prometheus-db-prometheus-prometheus-kube-prometheus-prometheus-0": [40, 0.4],
    "storage-loki-0": [20, 0.5],
    "jaeger-data": [10, 0.2],
} as const;

const objects = ({ namespaces }: StackConfig): readonly Series[] => {
    const application = namespaces.applications[0]?.name ?? "";
    return [
        ...[application, namespaces.monitoring, namespaces.agents, "kube-system"].flatMap((namespace) => [
            gauge("kube_namespace_created", { namespace }, END - 90 * 86_400),
            gauge("kube_namespace_labels", { namespace }, 1),
            gauge("kube_namespace_status_phase", { namespace, phase: "Active" }, 1),
        ]),
        ...(["used", "hard"] as const).flatMap((type) =>
            (["requests.cpu", "requests.memory"] as const).map((resource) =>
                gauge(
                    "kube_resourcequota",
                    { namespace: application, resourcequota: "go-coffee", resource, type },
                    (resource === "requests.cpu" ? 10 : 20 * GIBI) * (type === "used" ? 0.85 : 1),
                ),
            ),
        ),
        ...Object.keys(CLAIMS).flatMap((persistentvolumeclaim) => {
            const id = { namespace: namespaces.monitoring, persistentvolumeclaim };
            return [
                gauge("kube_persistentvolumeclaim_access_mode", { ...id, access_mode: "ReadWriteOnce" }, 1),
                gauge("kube_persistentvolumeclaim_info", { ...id, storageclass: "standard", volumename: `pvc-${persistentvolumeclaim.length}` }, 1),
            ];
        }),
    ];
};

/** What a target says of other objects keeps the labels that these have (honorLabels). */
const honoured = (series: readonly Series[], target: Labels): readonly Series[] =>
    onTarget(series, {}).map((one) => ({ ...one, labels: { ...target, ...one.labels } }));

/** Containers and volumes: https://github.com/google/cadvisor (metrics/prometheus.go), kubelet's volume_stats.go. */
function kubelet(config: StackConfig, node: string, pods: readonly Pod[]): readonly Series[] {
    const here = pods.filter((pod) => pod.node === node);
    return [
        ...here.flatMap((pod): readonly Series[] => {
            const { namespace, name, container, uid } = pod;
            const group = { namespace, pod: name, id: `/kubepods/pod${uid}` };
            const inside = { ...group, id: `${group.id}/a`, name: "a", container, image: `registry.example.com/${container}:1` };
            const network = { ...group, id: `${group.id}/b`, name: "b", image: "registry.k8s.io/pause:3.10", interface: "eth0" };
            return [
                counter("container_cpu_usage_seconds_total", { ...group, cpu: "total" }, steady(0.051)),
                counter("container_cpu_usage_seconds_total", { ...inside, cpu: "total" }, steady(0.05)),
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

/** https://github.com/kubernetes/apiserver (pkg/endpoints/metrics/metrics.go) */
function apiServer(): readonly Series[] {
    const asked = [
        ["GET", "pods", "resource", "200", 3],
        ["LIST", "secrets", "namespace", "200", 0.2],
        ["WATCH", "secrets", "cluster", "200", 0.1],
        ["PATCH", "deployments", "resource", "200", 0.05],
        ["POST", "pods", "resource", "201", 0.1],
        ["GET", "secrets", "resource", "403", 0.01],
    ] as const;
    return [...asked, ["PUT", "leases", "resource", "504", 0] as const].flatMap(([verb, resource, scope, code, rate]) => {
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
    });
}

export function kubernetes(config: StackConfig): readonly Series[] {
    const pods = allPods(config);
    const job = jobs(config);
    const [exporter] = stackPods(config)[job.kubeStateMetrics] ?? [];
    if (exporter === undefined) throw new Error("no kube-state-metrics");
    return [
        ...honoured(
            [...pods.flatMap(ofPod), ...workloads(pods), ...nodes(), ...objects(config)],
            targetOf(exporter, job.kubeStateMetrics, { name: "http", number: 8080 }, "kube-state-metrics"),
        ),
        ...NODES.flatMap((node) =>
            honoured(kubelet(config, node, pods), {
                job: job.kubelet,
                instance: `10.0.0.${NODES.indexOf(node) + 1}:10250`,
                namespace: "kube-system",
                service: "prometheus-kube-prometheus-kubelet",
                endpoint: "https-metrics",
                metrics_path: "/metrics/cadvisor",
                node,
            }),
        ),
        ...onTarget(apiServer(), {
            job: job.apiServer,
            instance: "10.0.0.10:6443",
            namespace: "default",
            service: "kubernetes",
            endpoint: "https",
        }),
    ];
}
