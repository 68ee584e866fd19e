import { jobs } from "../../../model/telemetry/jobs";
import type { StackConfig } from "../../../config/schema";
import { INCIDENT } from "./moments";
import type { Labels } from "./series";
import { CRASHING, LOST_NODE, LOST_SERVICE, NODES, SERVICES, type NodeName, type ServiceName } from "./world";

/** Where things run. */

export interface Pod {
    readonly namespace: string;
    readonly name: string;
    readonly container: string;
    readonly node: NodeName;
    /** app.kubernetes.io/name */
    readonly app: string;
    readonly owner: { readonly kind: string; readonly name: string };
    readonly ip: string;
    readonly uid: string;
    /** Until when it works; always when there is none. */
    readonly until?: number;
}

const lost = (node: NodeName): { readonly until?: number } => (node === LOST_NODE ? { until: INCIDENT } : {});

/** Pods of one workload, on the nodes that are named. */
function pods(
    namespace: string,
    app: string,
    {
        kind,
        name = app,
        container = app,
        nodes,
    }: { kind: string; name?: string; container?: string; nodes: readonly NodeName[] },
): readonly Pod[] {
    return nodes.map((node, index): Pod => ({
        namespace,
        app,
        container,
        node,
        name:
            kind === "StatefulSet"
                ? `${name}-${index}`
                : kind === "DaemonSet"
                  ? `${name}-x7k2${index}`
                  : `${name}-6d9f8b7c55-k4z${index}q`,
        owner: {
            kind: kind === "Deployment" ? "ReplicaSet" : kind,
            name: kind === "Deployment" ? `${name}-6d9f8b7c55` : name,
        },
        ip: `10.1.${NODES.indexOf(node)}.${(app.length * 7 + index * 3 + name.length) % 250}`,
        uid: `00000000-0000-4000-8000-${Buffer.from(`${name}${index}`).toString("hex").padStart(12, "0").slice(-12)}`,
        ...lost(node),
    }));
}

const nodesOf = (service: ServiceName): readonly NodeName[] =>
    service === LOST_SERVICE ? [LOST_NODE] : service === CRASHING ? ["node-a", "node-b"] : ["node-a"];

export const applicationPods = ({ namespaces }: StackConfig): readonly Pod[] =>
    SERVICES.flatMap((service) =>
        pods(namespaces.applications[0]?.name ?? "", service, {
            kind: "Deployment",
            container: "app",
            nodes: nodesOf(service),
        }),
    );

/** The one that can't stay up, in the incident. */
export const isCrashing = ({ app, node }: Pod): boolean => app === CRASHING && node === "node-b";

/** Pods of the stack's own parts by the job that scrapes them, named as the charts and operators name them. */
export function stackPods(config: StackConfig): { readonly [job: string]: readonly Pod[] } {
    const { monitoring, agents } = config.namespaces;
    const job = jobs(config);
    const one = (app: string, kind: string, more: { readonly name?: string; readonly container?: string } = {}) =>
        pods(monitoring, app, { kind, nodes: ["node-b"], ...more });
    return {
        [job.prometheus]: one("prometheus", "StatefulSet", {
            name: "prometheus-prometheus-kube-prometheus-prometheus",
        }),
        [job.alertmanager]: one("alertmanager", "StatefulSet", {
            name: "alertmanager-prometheus-kube-prometheus-alertmanager",
        }),
        [job.kubeStateMetrics]: one("kube-state-metrics", "Deployment"),
        [job.loki]: one("loki", "StatefulSet"),
        [job.jaeger]: one("jaeger", "Deployment"),
        [job.collector]: one("otel-collector", "StatefulSet", { container: "opentelemetry-collector" }),
        [job.clusterCollector]: one("otel-cluster", "StatefulSet", { container: "opentelemetry-collector" }),
        [job.grafana]: one("grafana", "Deployment"),
        [job.prometheusOperator]: one("kube-prometheus-stack-prometheus-operator", "Deployment", {
            name: "prometheus-kube-prometheus-operator",
            container: "kube-prometheus-stack",
        }),
        [job.certManager]: one("cert-manager", "Deployment", { container: "cert-manager-controller" }),
        [job.fluentBit]: pods(agents, "fluent-bit", { kind: "DaemonSet", nodes: NODES }),
        [job.nodeExporter]: pods(agents, "prometheus-node-exporter", {
            kind: "DaemonSet",
            name: "node-exporter",
            container: "node-exporter",
            nodes: NODES,
        }),
    };
}

export const allPods = (config: StackConfig): readonly Pod[] => [
    ...applicationPods(config),
    ...Object.values(stackPods(config)).flat(),
];

/** Labels that a PodMonitor's target puts on every sample; a ServiceMonitor's has `service` too. */
export const targetOf = (
    pod: Pod,
    job: string,
    port: { readonly name: string; readonly number: number },
    service = "",
): Labels => ({
    job,
    instance: `${pod.ip}:${port.number}`,
    namespace: pod.namespace,
    pod: pod.name,
    container: pod.container,
    endpoint: port.name,
    service,
});
