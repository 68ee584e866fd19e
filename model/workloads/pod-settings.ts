/** What `pods` says of a pod: its own settings over those of all. */

import { mergeDeep } from "../../config/merge";
import type { StackConfig } from "../../config/schema";
import { NODE_AGENTS, type PodName } from "../../config/schema/pods";

export type SettledPod = StackConfig["pods"]["all"];

/** Settings of a pod. What runs on every node isn't told by all where to run. */
export function podSettingsOf({ pods }: StackConfig, name: PodName | "all"): SettledPod {
    const own = pods[name];
    const all = NODE_AGENTS.some((agent) => agent === name)
        ? { ...pods.all, nodeSelector: {}, tolerations: [], affinity: {} }
        : pods.all;
    return {
        nodeSelector: { ...all.nodeSelector, ...own.nodeSelector },
        tolerations: [...all.tolerations, ...own.tolerations],
        affinity: Object.keys(own.affinity).length > 0 ? own.affinity : all.affinity,
        priorityClassName: own.priorityClassName ?? all.priorityClassName,
        runtimeClassName: own.runtimeClassName ?? all.runtimeClassName,
        imagePullSecrets: [...new Set([...all.imagePullSecrets, ...own.imagePullSecrets])],
        labels: { ...all.labels, ...own.labels },
        annotations: { ...all.annotations, ...own.annotations },
        securityContext: mergeDeep(all.securityContext, own.securityContext),
    };
}
