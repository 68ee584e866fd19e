/** Where each chart takes the settings of its pods: a test holds it against the charts' own values, and renders them. */

import type { ElementName } from "../../config/element-names";
import { POD_SETTINGS, type PodName, type PodSetting } from "../../config/schema/pods";

/** Paths of values by setting; ` names` behind one stands for a list of `{ name }`. */
export type PodValues = Readonly<Partial<Record<PodSetting, readonly string[]>>>;

/** Values of the usual names below some places. */
const below = (...places: readonly string[]) => {
    const each = (name: string): readonly string[] => places.map((place) => (place === "" ? name : `${place}.${name}`));
    return {
        nodeSelector: each("nodeSelector"),
        tolerations: each("tolerations"),
        affinity: each("affinity"),
        labels: each("podLabels"),
        annotations: each("podAnnotations"),
        priorityClassName: each("priorityClassName"),
        runtimeClassName: each("runtimeClassName"),
        securityContext: each("securityContext"),
    };
};

/** Pods that an operator makes: their metadata is a block of its own. */
const operated = (spec: string): PodValues => {
    const { runtimeClassName: _, ...usual } = below(spec);
    return { ...usual, labels: [`${spec}.podMetadata.labels`], annotations: [`${spec}.podMetadata.annotations`] };
};

const without = ({ ...values }: PodValues, ...settings: readonly PodSetting[]): PodValues =>
    Object.fromEntries(Object.entries(values).filter(([name]) => !settings.some((setting) => setting === name)));

/** One list for all pods of kube-prometheus-stack. */
const PULL = { imagePullSecrets: ["global.imagePullSecrets names"] } as const;

const certManager: PodValues = {
    ...below("", "webhook", "cainjector", "startupapicheck"),
    priorityClassName: ["global.priorityClassName"],
    ...PULL,
};

const collector: PodValues = {
    ...below(""),
    securityContext: ["podSecurityContext"],
    imagePullSecrets: ["imagePullSecrets names"],
};

/** Keys of Loki's processes in its chart's values. */
export const LOKI_PROCESSES = [
    "singleBinary",
    "distributor",
    "ingester",
    "querier",
    "queryFrontend",
    "queryScheduler",
    "indexGateway",
    "compactor",
    "ruler",
] as const;

/** Ingesters that are spread over zones have settings of their own, and look at no others. */
const ZONES = ["A", "B", "C"].map((zone) => `ingester.zoneAwareReplication.zone${zone}`);

/** By element, and by what runs in its pods. What a setting has no path for, its chart has no value for. */
export const POD_VALUES: Readonly<Record<ElementName, Readonly<Partial<Record<PodName, PodValues>>>>> = {
    certManager: { certManager },
    elasticOperator: {
        elasticOperator: {
            ...without(below(""), "runtimeClassName"),
            securityContext: ["podSecurityContext"],
            imagePullSecrets: ["imagePullSecrets names"],
        },
    },
    prometheusStack: {
        prometheus: { ...operated("prometheus.prometheusSpec"), ...PULL },
        alertmanager: { ...operated("alertmanager.alertmanagerSpec"), ...PULL },
        prometheusOperator: {
            ...without(below("prometheusOperator", "crds.upgradeJob"), "runtimeClassName", "priorityClassName"),
            priorityClassName: ["prometheusOperator.priorityClassName"],
            securityContext: ["prometheusOperator.securityContext"],
            ...PULL,
        },
        grafana: { ...without(below("grafana"), "runtimeClassName"), ...PULL },
        kubeStateMetrics: { ...without(below("kube-state-metrics"), "runtimeClassName"), ...PULL },
        nodeExporter: { ...without(below("prometheus-node-exporter"), "runtimeClassName"), ...PULL },
    },
    loki: {
        loki: {
            ...without(below("defaults"), "runtimeClassName"),
            nodeSelector: ["defaults.nodeSelector", ...ZONES.map((zone) => `${zone}.nodeSelector`)],
            affinity: [...below(...LOKI_PROCESSES).affinity, ...ZONES.map((zone) => `${zone}.extraAffinity`)],
            securityContext: ["loki.podSecurityContext"],
            imagePullSecrets: ["imagePullSecrets names"],
        },
    },
    jaeger: {
        jaeger: {
            ...without(below("jaeger", "esIndexCleaner"), "runtimeClassName", "priorityClassName", "annotations"),
            securityContext: ["jaeger.podSecurityContext", "esIndexCleaner.podSecurityContext"],
            imagePullSecrets: ["jaeger.image.pullSecrets", "esIndexCleaner.image.pullSecrets"],
        },
    },
    sampler: { sampler: collector },
    collector: { collector },
    clusterCollector: { clusterCollector: collector },
    fluentBit: {
        fluentBit: {
            ...without(below(""), "runtimeClassName"),
            securityContext: ["podSecurityContext"],
            imagePullSecrets: ["imagePullSecrets names"],
        },
    },
};

/** Settings that the pods of a chart can't be given. */
export const unsettable = (name: PodName): readonly PodSetting[] => {
    const values = Object.values(POD_VALUES).flatMap((pods) => pods[name] ?? []);
    return values.flatMap((paths) => POD_SETTINGS.filter((setting) => paths[setting] === undefined));
};
