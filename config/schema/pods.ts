/** `pods`: where pods run, and what the cluster's own rules ask of them. */

import { z } from "zod";
import { text } from "./shapes";

/** Pods by what runs in them. */
export const POD_NAMES = [
    "certManager",
    "elasticOperator",
    "elasticsearch",
    "prometheus",
    "thanos",
    "alertmanager",
    "prometheusOperator",
    "grafana",
    "kubeStateMetrics",
    "nodeExporter",
    "prober",
    "loki",
    "jaeger",
    "sampler",
    "collector",
    "clusterCollector",
    "fluentBit",
] as const;
export type PodName = (typeof POD_NAMES)[number];

/** On every node: which nodes they run on isn't said for all pods at once. */
export const NODE_AGENTS: readonly PodName[] = ["nodeExporter", "fluentBit"];

const toleration = z.strictObject({
    key: text().optional().describe("Key of the taint; unset, every taint."),
    operator: z.enum(["Exists", "Equal"]).default("Equal").describe("Exists for a taint of any value."),
    value: text().optional().describe("Value of the taint."),
    effect: z
        .enum(["NoSchedule", "PreferNoSchedule", "NoExecute"])
        .optional()
        .describe("Effect of the taint; unset, each."),
});

const texts = (what: string) => z.record(z.string(), text(0)).default({}).describe(what);
const native = (what: string) => z.record(z.string(), z.unknown()).default({}).describe(what);

const podSettings = z.strictObject({
    nodeSelector: texts("Labels that a node must have."),
    tolerations: z.array(toleration).default([]).describe("Taints that are tolerated."),
    affinity: native("Affinity, as Kubernetes writes it; it replaces that of the chart."),
    priorityClassName: text().optional().describe("Name of a PriorityClass."),
    runtimeClassName: text().optional().describe("Name of a RuntimeClass, where the chart has a value for it."),
    imagePullSecrets: z
        .array(text())
        .default([])
        .describe("Names of Secrets with the user of a registry, in the pod's namespace."),
    labels: texts("Labels of the pods, such as a cost centre."),
    annotations: texts("Annotations of the pods."),
    securityContext: native("Laid over the security context of the pods, as Kubernetes writes it."),
});
export type PodSettings = z.output<typeof podSettings>;
export type PodSetting = keyof PodSettings;
export const POD_SETTINGS = Object.keys(podSettings.def.shape) as readonly PodSetting[];

const some = podSettings.prefault({});

export const pods = z
    .strictObject({
        all: some.describe(
            "Every pod of the stack. nodeSelector, tolerations and affinity are not for nodeExporter and fluentBit, which run on every node whatever its taints.",
        ),
        ...(Object.fromEntries(POD_NAMES.map((name) => [name, some])) as Record<PodName, typeof some>),
    })
    .describe(
        "Where pods run, and what the cluster asks of them: for all, and by what runs in them. Maps are laid over each other, lists are put together.",
    );
