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
    // Nodes are ours: with --bind-address=0.0.0.0 (docs/operations.md) all of it can be scraped.
    kubeadm: { ...HIDDEN, etcd: true, scheduler: true, controllerManager: true, proxy: true },
};
