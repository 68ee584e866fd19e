import { jobs } from "../../../model/telemetry/jobs";
import type { StackConfig } from "../../../config/schema";
import { onTarget } from "./applications";
import { END, INCIDENT } from "./moments";
import { allPods, isCrashing, stackPods, targetOf, type Pod } from "./places";
import { apiServer, CLAIMS, kubelet } from "./kubelet";
import { counter, gauge, steady, type Labels, type Series } from "./series";
import { LOST_NODE, NODES, SERVICES, then } from "./world";

/** State of objects, by kube-state-metrics 2.20: https://github.com/kubernetes/kube-state-metrics/tree/v2.20.0/docs/metrics */

const GIBI = 2 ** 30;
const since = (before: number, after: number) => (moment: number) => (moment > INCIDENT ? after : before);
const ended =
    ({ until = Infinity }: Pod) =>
    (moment: number) =>
        moment > until;

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
        gauge(
            "kube_pod_owner",
            { ...id, owner_kind: owner.kind, owner_name: owner.name, owner_is_controller: "true" },
            1,
        ),
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
                  gauge(
                      "kube_pod_container_status_waiting_reason",
                      { ...inside, reason: "CrashLoopBackOff" },
                      (moment) => (moment > INCIDENT ? 1 : undefined),
                  ),
                  gauge(
                      "kube_pod_container_status_last_terminated_reason",
                      { ...inside, reason: "OOMKilled" },
                      (moment) => (moment > INCIDENT ? 1 : undefined),
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
            gauge(
                metric,
                { namespace, [kind === "ReplicaSet" ? "deployment" : kind.toLowerCase()]: name, ...more },
                value,
            );
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
                {
                    namespace,
                    replicaset: `${name}-6d9f8b7c55`,
                    owner_kind: "Deployment",
                    owner_name: name,
                    owner_is_controller: "true",
                },
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
            gauge(
                "kube_node_info",
                {
                    node,
                    internal_ip: `10.0.0.${NODES.indexOf(node) + 1}`,
                    kubelet_version: "v1.35.4",
                    os_image: "Ubuntu",
                },
                1,
            ),
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
                gauge(
                    "kube_persistentvolumeclaim_info",
                    { ...id, storageclass: "standard", volumename: `pvc-${persistentvolumeclaim.length}` },
                    1,
                ),
            ];
        }),
    ];
};

/** What a target says of other objects keeps the labels that these have (honorLabels). */
const honoured = (series: readonly Series[], target: Labels): readonly Series[] =>
    onTarget(series, {}).map((one) => ({ ...one, labels: { ...target, ...one.labels } }));

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
