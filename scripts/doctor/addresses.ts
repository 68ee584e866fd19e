/** Addresses that no pod has, for the network policies. */

import { set } from "../../config/problems";
import type { StackConfig } from "../../config/schema";
import { listAt, textAt } from "../shared/cluster/object-fields";
import { ok, skipped, warning, type Finding } from "../shared/terminal/findings";
import type { Check } from "./subject";

const BITS = 32;

const bitsOf = (address: string): string =>
    address
        .split(".")
        .map((part) => Number(part).toString(2).padStart(8, "0"))
        .join("");

/** The smallest block that holds all of some IPv4 addresses; undefined without any. */
export function blockOf(addresses: readonly string[]): string | undefined {
    const [first, ...others] = addresses.filter((address) => /^\d+(\.\d+){3}$/.test(address)).map(bitsOf);
    if (first === undefined) return undefined;
    const length = others.reduce((shared, other) => {
        const differs = Array.from(first).findIndex((bit, at) => other[at] !== bit);
        return Math.min(shared, differs === -1 ? BITS : differs);
    }, BITS);
    const net = first.slice(0, length).padEnd(BITS, "0").match(/.{8}/g) ?? [];
    return `${net.map((byte) => parseInt(byte, 2)).join(".")}/${length}`;
}

/** What isn't set leaves the ports open to and from anywhere. */
export function addressFindings(
    { network }: StackConfig,
    apiServer: readonly string[],
    nodes: readonly string[],
): readonly Finding[] {
    if (!network.policies) return [skipped("addresses", "network.policies is off")];
    const lines = [
        ...(network.apiServer.length === 0
            ? apiServer.map((address, index) => set(`network.apiServer[${index}]`, `${address}/${BITS}`))
            : []),
        ...(network.nodes.length === 0 ? [blockOf(nodes)] : [])
            .filter((block) => block !== undefined)
            .map((block) => set("network.nodes[0]", block)),
    ];
    if (lines.length === 0) return [ok("addresses", [...network.apiServer, ...network.nodes].join(", "))];
    return [
        warning(
            "addresses",
            "webhooks, the API server and nodes are allowed by their ports alone",
            ["The network policies can name them (a node that comes later must lie in the block):", ...lines].join(
                "\n",
            ),
        ),
    ];
}

export const addresses: Check = {
    name: "addresses",
    look: async ({ cluster, config }) => {
        const selector = "kubernetes.io/service-name=kubernetes";
        const slices = await cluster.list("endpointslices.discovery.k8s.io", { namespace: "default", selector });
        const nodes = await cluster.list("nodes", { everywhere: true });
        return addressFindings(
            config,
            slices.flatMap((slice) =>
                listAt(slice, "endpoints").flatMap(({ addresses: of }) => (Array.isArray(of) ? of.map(String) : [])),
            ),
            nodes.flatMap((node) =>
                listAt(node, "status", "addresses")
                    .filter(({ type }) => type === "InternalIP")
                    .map((address) => textAt(address, "address")),
            ),
        );
    },
};
