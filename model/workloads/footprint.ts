import { bytes, millicores, readableBytes, type Bytes } from "../../config/quantities";
import type { ElementName } from "../../config/element-names";
import type { StackConfig } from "../../config/schema";
import type { Workload } from "../../config/schema/resources";
import { hasProbes } from "../network/outgoing";
import { hasSamplerTier } from "../network/wiring";

/** Pods that an element asks the cluster for. */
export interface PodSet {
    readonly element: ElementName;
    readonly name: string;
    /** Number of pods, or one on every node. */
    readonly pods: number | "each node";
    /** Containers of one pod, by the name of their size. */
    readonly containers: readonly Workload[];
    /** Volume of each pod. */
    readonly storage?: Bytes;
}

/** Every pod that runs all the time, computed from configuration; a test holds it against the rendered charts. */
export function podSets(config: StackConfig): readonly PodSet[] {
    const { prometheus, metrics, alertmanager, grafana, certManager, collector, jaeger, elasticsearch } = config;
    const sets: readonly (PodSet | false)[] = [
        ...(["certManager", "certManagerWebhook", "certManagerInjector"] as const).map(
            (container): PodSet | false =>
                certManager.enabled && {
                    element: "certManager",
                    name: container,
                    pods: certManager.replicas,
                    containers: [container],
                },
        ),
        ...lokiPods(config.loki),
        elasticsearch.mode === "managed" && {
            element: "elasticOperator",
            name: "operator",
            pods: 1,
            containers: ["elasticOperator"],
        },
        elasticsearch.mode === "managed" && {
            element: "elasticOperator",
            name: "elasticsearch",
            pods: elasticsearch.replicas,
            containers: ["elasticsearch"],
            storage: elasticsearch.storage,
        },
        jaeger.enabled && {
            element: "jaeger",
            name: "jaeger",
            pods: jaeger.replicas,
            containers: ["jaeger"],
            ...(jaeger.storage.type === "badger" ? { storage: jaeger.storage.size } : {}),
        },
        hasSamplerTier({ config }) && {
            element: "sampler",
            name: "sampler",
            pods: collector.samplers,
            containers: ["sampler"],
            storage: collector.queueStorage.sampler,
        },
        {
            element: "collector",
            name: "gateway",
            pods: collector.replicas,
            containers: ["collector"],
            storage: collector.queueStorage.gateway,
        },
        {
            element: "clusterCollector",
            name: "cluster",
            pods: 1,
            containers: ["clusterCollector"],
            storage: collector.queueStorage.cluster,
        },
        config.fluentBit.enabled && {
            element: "fluentBit",
            name: "fluent-bit",
            pods: "each node",
            containers: ["fluentBit"],
        },
        config.prometheusOperator.enabled && {
            element: "prometheusStack",
            name: "operator",
            pods: 1,
            containers: ["prometheusOperator"],
        },
        {
            element: "prometheusStack",
            name: "prometheus",
            pods: prometheus.replicas,
            containers: [
                "prometheus",
                "configReloader",
                ...(metrics.longTerm.mode === "thanos" ? (["thanosSidecar"] as const) : []),
            ],
            storage: prometheus.storage,
        },
        ...thanosPods(metrics.longTerm),
        {
            element: "prometheusStack",
            name: "alertmanager",
            pods: alertmanager.replicas,
            containers: ["alertmanager", "configReloader"],
            storage: alertmanager.storage,
        },
        grafana.enabled && {
            element: "prometheusStack",
            name: "grafana",
            pods: 1,
            containers: ["grafana", "grafanaSidecar"],
            ...(grafana.storage === undefined ? {} : { storage: grafana.storage }),
        },
        hasProbes(config) && { element: "prometheusStack", name: "prober", pods: 1, containers: ["prober"] },
        { element: "prometheusStack", name: "kube-state-metrics", pods: 1, containers: ["kubeStateMetrics"] },
        { element: "prometheusStack", name: "node-exporter", pods: "each node", containers: ["nodeExporter"] },
    ];
    return sets.filter((set) => set !== false);
}

function thanosPods(longTerm: StackConfig["metrics"]["longTerm"]): readonly PodSet[] {
    if (longTerm.mode === "off") return [];
    const { queriers, stores, storeStorage, compactorStorage } = longTerm;
    const common = { element: "prometheusStack" } as const;
    return [
        { ...common, name: "thanos-query-frontend", pods: queriers, containers: ["thanosQueryFrontend"] },
        { ...common, name: "thanos-query", pods: queriers, containers: ["thanosQuery"] },
        { ...common, name: "thanos-store", pods: stores, containers: ["thanosStore"], storage: storeStorage },
        { ...common, name: "thanos-compactor", pods: 1, containers: ["thanosCompactor"], storage: compactorStorage },
    ];
}

function lokiPods(loki: StackConfig["loki"]): readonly PodSet[] {
    if (loki.mode === "monolithic") {
        return [{ element: "loki", name: "loki", pods: 1, containers: ["loki"], storage: loki.storage }];
    }
    const set = (name: string, pods: number, container: Workload, storage?: Bytes): PodSet => ({
        element: "loki",
        name,
        pods,
        containers: [container],
        ...(storage === undefined ? {} : { storage }),
    });
    return [
        set("distributor", loki.distributors, "lokiDistributor"),
        set("ingester", loki.ingesters, "lokiIngester", loki.walStorage),
        set("querier", loki.queriers, "lokiQuerier"),
        set("query-frontend", loki.frontends, "lokiFrontend"),
        set("query-scheduler", loki.frontends, "lokiFrontend"),
        set("index-gateway", loki.frontends, "lokiBackend"),
        set("compactor", 1, "lokiBackend"),
        set("ruler", 1, "lokiBackend"),
    ];
}

/** What pods ask for in all: thousandths of a core, bytes of memory, bytes of storage. */
export interface Demand {
    readonly cpu: number;
    readonly memory: number;
    readonly storage: number;
}

/** Requests of pod sets on a cluster of so many nodes. */
export function demandOf(sets: readonly PodSet[], { resources }: StackConfig, nodes: number): Demand {
    return sets.reduce<Demand>(
        (sum, { pods, containers, storage }) => {
            const count = pods === "each node" ? nodes : pods;
            const requests = containers.map((container) => resources[container]);
            return {
                cpu: sum.cpu + count * requests.reduce((total, { cpu }) => total + millicores(cpu), 0),
                memory: sum.memory + count * requests.reduce((total, { memory }) => total + bytes(memory), 0),
                storage: sum.storage + (storage === undefined ? 0 : count * bytes(storage)),
            };
        },
        { cpu: 0, memory: 0, storage: 0 },
    );
}

/** For people. */
export const readableDemand = ({ cpu, memory, storage }: Demand): { readonly [figure in keyof Demand]: string } => ({
    cpu: cpu >= 1000 ? `${Number((cpu / 1000).toFixed(2))}` : `${cpu}m`,
    memory: readableBytes(memory),
    storage: storage === 0 ? "-" : readableBytes(storage),
});
