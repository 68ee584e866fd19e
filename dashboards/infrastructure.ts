import type { StackConfig } from "../config/schema";
import { folded, ofPage, page, valuesOf } from "./lib";
import { status } from "./parts/alerts";
import { clusterState, namespaces, nodes } from "./parts/cluster";
import { events, pods, volumes } from "./parts/pods";

/** Machines and what runs on them, for the platform's engineers. */
export const infrastructure = (config: StackConfig) =>
    page(config, {
        name: "infrastructure",
        description:
            "Is the cluster well, from above to below: machines, namespaces, pods, volumes, and for how long is there room?",
        status: [status('team="platform", service=""')],
        variables: [
            valuesOf("node", "node:cpu_used:ratio_rate5m", {
                name: "node",
                label: "Node",
                description: "Machines that are shown.",
                all: true,
            }),
            valuesOf("namespace", "kube_namespace_created", {
                name: "namespace",
                label: "Namespace",
                description: "Namespaces that are shown.",
                all: true,
            }),
            valuesOf("pod", `kube_pod_info{namespace=~"${ofPage("namespace")}", node=~"${ofPage("node")}"}`, {
                name: "pod",
                label: "Pod",
                description: "Pods that are shown, of those namespaces on those machines.",
                all: true,
            }),
        ],
        sections: [clusterState(config), nodes(), pods(), events(), folded(namespaces()), folded(volumes())],
    });
