/**
 * What kube-state-metrics, the kubelet and node-exporter would say of a cluster of one node: there is none on one machine,
 * so this stands in for them. Deployments and pods follow the services that the demo plays.
 */
import type { StackConfig } from "../../config/schema";
import { SERVICE_NAMES, type ServiceName } from "../../demo/platform";
import { applicationNamespace, everyPlace, NODE, placeOf } from "./places";
import { idOf, type Labels } from "../../demo/series-text";

const CREATED = 90 * 86_400;

type Sample = readonly [name: string, labels: Labels, value: number];

function deployment(service: ServiceName, config: StackConfig, available: boolean, now: number): readonly Sample[] {
    const of = { namespace: applicationNamespace(config), deployment: service };
    return [
        ["kube_deployment_created", of, now - CREATED],
        [
            "kube_deployment_labels",
            { ...of, label_app_kubernetes_io_name: service, label_app_kubernetes_io_part_of: "go-coffee" },
            1,
        ],
        ["kube_deployment_spec_replicas", of, 1],
        ["kube_deployment_status_replicas", of, 1],
        ["kube_deployment_status_replicas_available", of, Number(available)],
        ["kube_deployment_status_replicas_ready", of, Number(available)],
        ["kube_deployment_status_replicas_unavailable", of, Number(!available)],
        ["kube_deployment_status_replicas_updated", of, 1],
    ];
}

function pod(namespace: string, name: string, container: string, ready: boolean): readonly Sample[] {
    const of = { namespace, pod: name, uid: `uid-of-${name}` };
    return [
        ["kube_pod_info", { ...of, node: NODE, host_ip: "127.0.0.1", pod_ip: "127.0.0.1" }, 1],
        ...["true", "false", "unknown"].map((condition): Sample => [
            "kube_pod_status_ready",
            { ...of, condition },
            Number(condition === String(ready)),
        ]),
        ["kube_pod_container_status_restarts_total", { ...of, container }, 0],
        ["kube_pod_container_status_ready", { ...of, container }, Number(ready)],
    ];
}

const node = (): readonly Sample[] => [
    ["kube_node_info", { node: NODE, internal_ip: "127.0.0.1" }, 1],
    ["kube_node_spec_unschedulable", { node: NODE }, 0],
    ...(["Ready", "MemoryPressure", "DiskPressure", "PIDPressure"] as const).flatMap((condition) =>
        ["true", "false", "unknown"].map((status): Sample => [
            "kube_node_status_condition",
            { node: NODE, condition, status },
            Number(status === String(condition === "Ready")),
        ]),
    ),
];

/** Programs of the stack by their pods' names that don't run at the moment, and services that are down. */
export interface Down {
    readonly services: readonly ServiceName[];
    readonly pods: readonly string[];
}

/** What Prometheus scrapes as kube-state-metrics, in its text format. */
export function clusterState(config: StackConfig, down: Down, now = Date.now() / 1000): string {
    const isDown = (name: string): boolean =>
        down.pods.includes(name) || down.services.some((service) => placeOf(service, config).pod === name);
    const samples: readonly Sample[] = [
        ...SERVICE_NAMES.flatMap((service) => deployment(service, config, !down.services.includes(service), now)),
        ...everyPlace(config).flatMap(({ namespace, pod: name, container }) =>
            pod(namespace, name, container, !isDown(name)),
        ),
        ...node(),
        ...[...new Set(everyPlace(config).map(({ namespace }) => namespace))].flatMap(
            (namespace): readonly Sample[] => [
                ["kube_namespace_labels", { namespace }, 1],
                ["kube_namespace_status_phase", { namespace, phase: "Active" }, 1],
            ],
        ),
    ];
    return `${samples.map(([name, labels, value]) => `${idOf(name, labels)} ${value}`).join("\n")}\n`;
}
