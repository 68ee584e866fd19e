import type { StackConfig } from "../../config/schema";

/** Parts of the control plane that Prometheus can reach. */
export interface ControlPlane {
    readonly etcd: boolean;
    readonly scheduler: boolean;
    readonly controllerManager: boolean;
    readonly proxy: boolean;
    readonly coreDns: boolean;
    /** kube-dns in place of CoreDNS. */
    readonly kubeDns: boolean;
}

const HIDDEN: ControlPlane = {
    etcd: false,
    scheduler: false,
    controllerManager: false,
    proxy: false,
    coreDns: true,
    kubeDns: false,
};

/** What can be scraped on a platform: scraping the rest would only raise false alarms. */
export const CONTROL_PLANES: Readonly<Record<StackConfig["cluster"]["platform"], ControlPlane>> = {
    // Components listen on the loopback address of the node.
    kind: HIDDEN,
    // The provider runs the control plane out of sight.
    eks: HIDDEN,
    aks: HIDDEN,
    gke: { ...HIDDEN, coreDns: false, kubeDns: true },
    // etcd, scheduler and controller manager listen on loopback, and need certificates that no pod has; DNS is an operator's.
    openshift: { ...HIDDEN, coreDns: false },
    // One process for all of it, or static pods that listen on loopback.
    rke2: HIDDEN,
    k3s: HIDDEN,
    // Nodes are ours: with --bind-address=0.0.0.0 (docs/operations.md) all of it can be scraped.
    kubeadm: { ...HIDDEN, etcd: true, scheduler: true, controllerManager: true, proxy: true },
};

/** Platforms whose nodes ask a cloud's metadata server who they are. */
export const IN_A_CLOUD: readonly StackConfig["cluster"]["platform"][] = ["eks", "gke", "aks"];

/** OpenShift lets pods choose their user, and agents reach the node, by constraints that accounts are bound to. */
export const SECURITY_CONTEXT_CONSTRAINTS = {
    monitoring: "system:openshift:scc:nonroot-v2",
    agents: "system:openshift:scc:privileged",
} as const;
