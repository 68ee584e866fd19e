/** Doctor: zones, replicas and ports of nodes. */

import { podSets } from "../../model/workloads/footprint";
import type { PlainObject } from "../../config/merge";
import { PORTS } from "../../model/cluster/names";
import { set } from "../../config/problems";
import type { StackConfig } from "../../config/schema";
import { labelOf, listAt, nameOf, namespaceOf, numberAt, textAt } from "../shared/cluster/object-fields";
import { failed, ok, warning, type Finding } from "../shared/terminal/findings";
import { openNodes } from "./capacity";
import type { Check } from "./subject";

const ZONE = "topology.kubernetes.io/zone";
/** Zones that the loss of one leaves a majority in. */
const ZONES = 3;

/** How the nodes of a platform are called by their provider: https://kubernetes.io/docs/reference/labels-annotations-taints/ */
const PROVIDERS: readonly (readonly [prefix: string, platform: StackConfig["cluster"]["platform"]])[] = [
    ["aws://", "eks"],
    ["gce://", "gke"],
    ["azure://", "aks"],
    ["kind://", "kind"],
];

export function zoneFindings(config: StackConfig, nodes: readonly PlainObject[]): readonly Finding[] {
    const zones = [...new Set(nodes.map((node) => labelOf(node, ZONE)).filter((zone) => zone !== ""))].sort();
    if (!config.cluster.zones) return [ok("zones", "replicas aren't spread over zones (cluster.zones)")];
    const found = zones.length === 0 ? "the nodes name no zone" : zones.join(", ");
    if (zones.length >= ZONES) return [ok("zones", found)];
    return [
        warning(
            "zones",
            found,
            `Replicas are spread over zones, and with fewer than ${ZONES} the loss of one takes the majority: add nodes in other zones, ` +
                `or say that it is meant: ${set("cluster.zones", false)}`,
        ),
    ];
}

/** Replicas that the loss of one node mustn't take together. */
export function nodeFindings(config: StackConfig, nodes: readonly PlainObject[]): readonly Finding[] {
    const most = Math.max(...podSets(config).map(({ pods }) => (pods === "each node" ? 1 : pods)));
    const found = `${nodes.length} that take pods`;
    if (nodes.length === 0) return [failed("nodes", found, "Add a node, or uncordon one: kubectl get nodes")];
    if (nodes.length >= most) return [ok("nodes", found)];
    return [
        warning(
            "nodes",
            found,
            `Up to ${most} replicas are meant to be on nodes of their own: add ${most - nodes.length}.`,
        ),
    ];
}

export function platformFindings({ cluster }: StackConfig, nodes: readonly PlainObject[]): readonly Finding[] {
    const ids = nodes.map((node) => textAt(node, "spec", "providerID"));
    const found = PROVIDERS.find(([prefix]) => ids.some((id) => id.startsWith(prefix)))?.[1];
    if (found === undefined || found === cluster.platform) return [ok("platform", cluster.platform)];
    return [
        warning(
            "platform",
            `the nodes are of ${found}, the stack says ${cluster.platform}`,
            `What can't be scraped there would raise false alarms: ${set("cluster.platform", found)}`,
        ),
    ];
}

/** Ports of the node that something else holds; node-exporter listens on the node itself. */
export function hostPortFindings(config: StackConfig, pods: readonly PlainObject[]): readonly Finding[] {
    const { monitoring, agents } = config.namespaces;
    const port = PORTS.nodeExporter;
    const holders = pods.filter(
        (pod) =>
            ![monitoring, agents].includes(namespaceOf(pod)) &&
            listAt(pod, "spec", "containers").some((container) =>
                listAt(container, "ports").some(
                    (entry) =>
                        numberAt(entry, "hostPort") === port ||
                        (isOnHost(pod) && numberAt(entry, "containerPort") === port),
                ),
            ),
    );
    const [first] = holders;
    if (first === undefined) return [ok("host ports", `${port} is free, as far as pods say`)];
    const also = holders.length > 1 ? ` and ${holders.length - 1} more` : "";
    return [
        failed(
            "host ports",
            `${port} is held by ${namespaceOf(first)}/${nameOf(first)}${also}`,
            "node-exporter needs that port of every node. Is it another node-exporter? Remove it, or move ours:\n" +
                set("overrides.prometheusStack.prometheus-node-exporter.service.port", port + 1) +
                "\n" +
                set("overrides.prometheusStack.prometheus-node-exporter.service.targetPort", port + 1),
        ),
    ];
}

const isOnHost = (pod: PlainObject): boolean => (pod.spec as { readonly hostNetwork?: unknown }).hostNetwork === true;

export const nodes: Check = {
    name: "nodes",
    look: async ({ cluster, config }) => {
        const open = openNodes(await cluster.list("nodes", { everywhere: true }));
        return [...nodeFindings(config, open), ...platformFindings(config, open), ...zoneFindings(config, open)];
    },
};

export const hostPorts: Check = {
    name: "host ports",
    look: async ({ cluster, config }) => hostPortFindings(config, await cluster.list("pods", { everywhere: true })),
};
