/** Alerts of the chart that are switched off. */

import type { PLATFORMS } from "../../config/schema/cluster";

type Platform = (typeof PLATFORMS)[number];

/**
 * Alerts of kube-prometheus-stack that are switched off, each with its reason; all the others stay on. A test holds the
 * names against the rendered chart. Whole groups that a platform hides follow from model/cluster/platforms.ts.
 */

/** Alerts of ours that say the same, with a team, a runbook and links. */
export const REPLACED: { readonly [alert: string]: { readonly by: readonly string[]; readonly why: string } } = {
    KubeAPIDown: { by: ["ClusterDown"], why: "fires three times as soon, and hides what follows from it" },
    KubeNodeNotReady: { by: ["NodeDown"], why: "fires five times as soon, and hides the node's pods" },
    KubeNodeUnreachable: { by: ["NodeDown"], why: "a node that can't be reached isn't ready either" },
    NodeCPUHighUsage: { by: ["NodeCpuHigh"], why: "is information only, which notifies nobody" },
    NodeMemoryHighUtilization: { by: ["NodeMemoryHigh"], why: "has a higher threshold" },
    KubePodCrashLooping: { by: ["PodRestarts"], why: "sees one state of a pod that keeps restarting, and no team" },
    KubeQuotaAlmostFull: { by: ["QuotaNearlyUsed"], why: "is information only, which notifies nobody" },
    KubeQuotaFullyUsed: { by: ["QuotaNearlyUsed"], why: "is information only, which notifies nobody" },
    KubePersistentVolumeFillingUp: {
        by: ["VolumeFillingUp", "VolumeAlmostFull"],
        why: "knows neither what the stores delete by themselves nor how much room they need",
    },
};

const MANAGED: readonly Platform[] = ["eks", "gke", "aks"];

/** Alerts that some platforms can't satisfy: they would fire for good. */
export const UNSATISFIABLE: {
    readonly [alert: string]: { readonly platforms: readonly Platform[]; readonly why: string };
} = {
    KubeVersionMismatch: {
        platforms: MANAGED,
        why: "the provider upgrades the control plane first: nodes are behind for days, as planned",
    },
    KubeClientCertificateExpiration: {
        platforms: MANAGED,
        why: "counts the provider's own clients, whose certificates live for hours",
    },
    NodeClockNotSynchronising: {
        platforms: ["kind"],
        why: "nodes are containers: the machine below keeps their clock, and they can't see how",
    },
    NodeClockSkewDetected: {
        platforms: ["kind"],
        why: "nodes are containers: the machine below keeps their clock, and they can't see how",
    },
};
