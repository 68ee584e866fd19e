import type { ElementName } from "../../config/element-names";
import { podSets, type PodSet } from "./footprint";
import { OPERATED } from "../cluster/names";
import type { Bytes } from "../../config/quantities";
import type { StackConfig } from "../../config/schema";

/** The workloads that run a stack, as they are called in the cluster. A test holds them against the rendered charts. */
export interface Workload {
    readonly element: ElementName;
    readonly kind: "Deployment" | "StatefulSet" | "DaemonSet";
    readonly name: string;
    readonly namespace: string;
    readonly pods: number | "each node";
    /** A chart, the program itself, or an operator from a custom resource: the latter's are changed through that resource. */
    readonly madeBy: "chart" | "program" | Operated;
    /** The volume of each pod. */
    readonly volume?: Volume;
}

/** A custom resource and the workload that an operator makes of it. */
export interface Operated {
    readonly resource: string;
    readonly name: string;
}

export interface Volume {
    readonly size: Bytes;
    /** Names of its claims. */
    readonly claims: RegExp;
}

interface Row {
    readonly kind: Workload["kind"];
    readonly names: readonly string[];
    readonly madeBy?: "program" | Operated;
    /** How the claims of a workload are called. */
    readonly claims?: (workload: string) => RegExp;
}

const numbered =
    (template: string) =>
    (workload: string): RegExp =>
        new RegExp(`^${template}-${workload}-\\d+$`);
const single = (name: string) => (): RegExp => new RegExp(`^${name}$`);

const deployment = (name: string): Row => ({ kind: "Deployment", names: [name] });
const statefulSet = (name: string, template?: string): Row => ({
    kind: "StatefulSet",
    names: [name],
    ...(template === undefined ? {} : { claims: numbered(template) }),
});
const operated = (program: "prometheus" | "alertmanager"): Row => ({
    kind: "StatefulSet",
    names: [`${program}-${OPERATED[program]}`],
    madeBy: { resource: program, name: OPERATED[program] },
    claims: numbered(`${program}-${OPERATED[program]}-db`),
});

/** By element and pod set of ./footprint.ts. */
const ROWS: Readonly<Record<string, Row>> = {
    "certManager/certManager": deployment("cert-manager"),
    "certManager/certManagerWebhook": deployment("cert-manager-webhook"),
    "certManager/certManagerInjector": deployment("cert-manager-cainjector"),
    "loki/loki": statefulSet("loki", "storage"),
    "loki/distributor": deployment("loki-distributor"),
    "loki/ingester": {
        kind: "StatefulSet",
        names: ["a", "b", "c"].map((zone) => `loki-ingester-zone-${zone}`),
        claims: numbered("data"),
    },
    "loki/querier": deployment("loki-querier"),
    "loki/query-frontend": deployment("loki-query-frontend"),
    "loki/query-scheduler": deployment("loki-query-scheduler"),
    "loki/index-gateway": statefulSet("loki-index-gateway"),
    "loki/compactor": statefulSet("loki-compactor"),
    "loki/ruler": statefulSet("loki-ruler"),
    "elasticOperator/operator": statefulSet("elastic-operator"),
    "elasticOperator/elasticsearch": {
        ...statefulSet("elasticsearch-es-default", "elasticsearch-data"),
        madeBy: { resource: "elasticsearch", name: "elasticsearch" },
    },
    "jaeger/jaeger": { ...deployment("jaeger"), claims: single("jaeger-badger") },
    "sampler/sampler": statefulSet("otel-sampler", "queues"),
    "collector/gateway": statefulSet("otel-collector", "queues"),
    "clusterCollector/cluster": statefulSet("otel-cluster", "queues"),
    "fluentBit/fluent-bit": { kind: "DaemonSet", names: ["fluent-bit"] },
    "prometheusStack/operator": deployment("prometheus-kube-prometheus-operator"),
    "prometheusStack/prometheus": operated("prometheus"),
    "prometheusStack/alertmanager": operated("alertmanager"),
    "prometheusStack/thanos-query-frontend": { ...deployment("thanos-query-frontend"), madeBy: "program" },
    "prometheusStack/thanos-query": { ...deployment("thanos-query"), madeBy: "program" },
    "prometheusStack/thanos-store": { ...statefulSet("thanos-store", "data"), madeBy: "program" },
    "prometheusStack/thanos-compactor": { ...statefulSet("thanos-compactor", "data"), madeBy: "program" },
    "prometheusStack/grafana": { ...deployment("grafana"), claims: single("grafana") },
    "prometheusStack/kube-state-metrics": deployment("kube-state-metrics"),
    "prometheusStack/node-exporter": { kind: "DaemonSet", names: ["node-exporter"] },
};

/** Every workload of a stack. */
export const workloads = (config: StackConfig): readonly Workload[] =>
    podSets(config).flatMap((set) => workloadsOf(set, config));

function workloadsOf({ element, name, pods, storage }: PodSet, { namespaces }: StackConfig): readonly Workload[] {
    const row = ROWS[`${element}/${name}`];
    if (row === undefined) throw new Error(`model/workloads/workloads.ts has no row for ${element}/${name}`);
    const { kind, names, madeBy = "chart", claims } = row;
    return names.map((workload) => ({
        element,
        kind,
        name: workload,
        namespace: kind === "DaemonSet" ? namespaces.agents : namespaces.monitoring,
        // A check holds the number to one that can be shared out evenly.
        pods: pods === "each node" ? pods : pods / names.length,
        madeBy,
        ...(storage === undefined || claims === undefined
            ? {}
            : { volume: { size: storage, claims: claims(workload) } }),
    }));
}
