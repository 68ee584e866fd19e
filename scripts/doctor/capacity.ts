import { demandOf, podSets, readableDemand } from "../../model/workloads/footprint";
import { valueAt, type PlainObject } from "../../config/merge";
import { readableBytes } from "../../config/quantities";
import type { StackConfig } from "../../config/schema";
import { listAt, namespaceOf, nameOf, quantity, textAt } from "../shared/cluster/object-fields";
import { failed, ok, warning, type Finding } from "../shared/terminal/findings";
import { withoutRoom, type NodeRoom, type PodDemand } from "./placement";
import type { Check } from "./subject";

/** Nodes that take ordinary pods: neither cordoned nor tainted. */
export const openNodes = (nodes: readonly PlainObject[]): readonly PlainObject[] =>
    nodes.filter(
        (node) =>
            valueAt(node, ["spec", "unschedulable"]) !== true &&
            listAt(node, "spec", "taints").every((taint) => textAt(taint, "effect") === "PreferNoSchedule"),
    );

/** What the containers of a pod ask for: thousandths of a core, bytes. */
const requestsOf = (pod: PlainObject): { readonly cpu: number; readonly memory: number } =>
    listAt(pod, "spec", "containers").reduce<{ readonly cpu: number; readonly memory: number }>(
        (sum, container) => ({
            cpu: sum.cpu + 1000 * quantity(textAt(container, "resources", "requests", "cpu")),
            memory: sum.memory + quantity(textAt(container, "resources", "requests", "memory")),
        }),
        { cpu: 0, memory: 0 },
    );

const hasEnded = (pod: PlainObject): boolean => ["Succeeded", "Failed"].includes(textAt(pod, "status", "phase"));

/** What each node has left for the stack: what the stack itself takes already counts as free. */
export function roomOf(
    nodes: readonly PlainObject[],
    pods: readonly PlainObject[],
    own: readonly string[],
): readonly NodeRoom[] {
    const others = pods.filter((pod) => !own.includes(namespaceOf(pod)) && !hasEnded(pod));
    return nodes.map((node) => {
        const taken = others.filter((pod) => textAt(pod, "spec", "nodeName") === nameOf(node)).map(requestsOf);
        const allocatable = (resource: string): number => quantity(textAt(node, "status", "allocatable", resource));
        return {
            node: nameOf(node),
            cpu: 1000 * allocatable("cpu") - taken.reduce((sum, { cpu }) => sum + cpu, 0),
            memory: allocatable("memory") - taken.reduce((sum, { memory }) => sum + memory, 0),
        };
    });
}

/** Every pod of the stack on a cluster of these nodes; what runs on each node is taken off the node. */
function placed(
    config: StackConfig,
    nodes: readonly NodeRoom[],
): { readonly pods: readonly PodDemand[]; readonly nodes: readonly NodeRoom[] } {
    const sets = podSets(config);
    const one = (set: (typeof sets)[number]): { readonly cpu: number; readonly memory: number } =>
        demandOf([{ ...set, pods: 1 }], config, 1);
    const everywhere = demandOf(
        sets.filter(({ pods }) => pods === "each node"),
        config,
        1,
    );
    return {
        pods: sets.flatMap((set) =>
            set.pods === "each node"
                ? []
                : Array.from({ length: set.pods }, (_, index) => ({ pod: `${set.name} ${index + 1}`, ...one(set) })),
        ),
        nodes: nodes.map((node) => ({
            ...node,
            cpu: node.cpu - everywhere.cpu,
            memory: node.memory - everywhere.memory,
        })),
    };
}

const figures = ({ cpu, memory }: { readonly cpu: number; readonly memory: number }): string =>
    `${Number((cpu / 1000).toFixed(2))} CPU and ${readableBytes(memory)}`;

export function capacityFindings(config: StackConfig, room: readonly NodeRoom[]): readonly Finding[] {
    const free = room.reduce((sum, node) => ({ cpu: sum.cpu + node.cpu, memory: sum.memory + node.memory }), {
        cpu: 0,
        memory: 0,
    });
    const demand = demandOf(podSets(config), config, Math.max(1, room.length));
    const { cpu, memory } = readableDemand(demand);
    const text = `asked ${cpu} CPU and ${memory}; free ${figures(free)} on ${room.length} nodes`;
    const { pods, nodes } = placed(config, room);
    const homeless = withoutRoom(pods, nodes);
    if (homeless.length > 0) {
        const [largest] = homeless;
        return [
            failed(
                "capacity",
                text,
                `${homeless.length} of ${pods.length} pods would stay Pending, such as ${largest?.pod ?? ""} (${largest === undefined ? "" : figures(largest)}): ` +
                    "add nodes or larger ones, or make the parts smaller: npm run config -- --stack {stack} -- set --path resources.prometheus.memory 4Gi (docs/configuration.md, resources)",
            ),
        ];
    }
    // The loss of a node should leave room for what ran on it.
    const most = room.reduce<NodeRoom | undefined>(
        (a, b) => (a === undefined || b.memory > a.memory ? b : a),
        undefined,
    );
    const without = nodes.filter(({ node }) => node !== most?.node);
    if (config.profile === "ha" && withoutRoom(pods, without).length > 0) {
        return [
            warning("capacity", text, `Without the node ${most?.node ?? ""}, not every pod finds room: add a node.`),
        ];
    }
    return [ok("capacity", text)];
}

export const capacity: Check = {
    name: "capacity",
    look: async ({ cluster, config }) => {
        const { monitoring, agents } = config.namespaces;
        const nodes = openNodes(await cluster.list("nodes", { everywhere: true }));
        const pods = await cluster.list("pods", { everywhere: true });
        return capacityFindings(config, roomOf(nodes, pods, [monitoring, agents]));
    },
};
