/**
 * What NetworkPolicies say of a connection, computed as Kubernetes defines it and not as ours are made:
 * https://kubernetes.io/docs/concepts/services-networking/network-policies/
 */

import { BlockList, isIPv6 } from "node:net";
import { isPlainObject, type PlainObject } from "../../config/merge";
import { listAt } from "../../scripts/shared/cluster/object-fields";
import { at } from "../support/resources";

/** A pod, or an address that no pod has. */
export type Place =
    | { readonly namespace: string; readonly labels: { readonly [label: string]: string } }
    | { readonly address: string };

export interface Connection {
    readonly from: Place;
    readonly to: Place;
    readonly port: number;
    readonly protocol?: "TCP" | "UDP";
}

const textMap = (value: unknown): { readonly [key: string]: string } =>
    isPlainObject(value) ? (value as { readonly [key: string]: string }) : {};

function selects(selector: unknown, labels: { readonly [label: string]: string }): boolean {
    const wanted = Object.entries(textMap(at(selector, "matchLabels")));
    const expressions = listAt(selector, "matchExpressions");
    return (
        wanted.every(([key, value]) => labels[key] === value) &&
        expressions.every(({ key, operator, values }) => {
            if (operator !== "In" || !Array.isArray(values)) throw new Error(`not known here: ${String(operator)}`);
            return values.includes(labels[String(key)]);
        })
    );
}

function inBlock(address: string, { cidr }: PlainObject): boolean {
    const [net = "", bits = "0"] = String(cidr).split("/");
    const block = new BlockList();
    block.addSubnet(net, Number(bits), isIPv6(net) ? "ipv6" : "ipv4");
    return block.check(address, isIPv6(address) ? "ipv6" : "ipv4");
}

/** A peer with a pod selector alone means the policy's own namespace. */
function matches(peer: PlainObject, place: Place, own: string): boolean {
    if ("address" in place) return isPlainObject(peer.ipBlock) && inBlock(place.address, peer.ipBlock);
    if (isPlainObject(peer.ipBlock)) return false;
    const inNamespace =
        peer.namespaceSelector === undefined
            ? place.namespace === own
            : selects(peer.namespaceSelector, { "kubernetes.io/metadata.name": place.namespace });
    return inNamespace && (peer.podSelector === undefined || selects(peer.podSelector, place.labels));
}

/** Whether one end allows it: every policy that selects the pod adds to what is allowed; without any, all is. */
function allows(policies: readonly PlainObject[], side: "Ingress" | "Egress", connection: Connection): boolean {
    const [self, other] = side === "Ingress" ? [connection.to, connection.from] : [connection.from, connection.to];
    if ("address" in self) return true;
    const applying = policies.filter(
        (policy) =>
            at(policy, "metadata", "namespace") === self.namespace &&
            selects(at(policy, "spec", "podSelector"), self.labels) &&
            (at(policy, "spec", "policyTypes") as readonly string[]).includes(side),
    );
    if (applying.length === 0) return true;
    return applying.some((policy) =>
        listAt(policy, "spec", side.toLowerCase()).some((rule) => {
            const peers = side === "Ingress" ? "from" : "to";
            const port = listAt(rule, "ports").some(
                (one) => one.port === connection.port && (one.protocol ?? "TCP") === (connection.protocol ?? "TCP"),
            );
            return (
                (rule[peers] === undefined ||
                    listAt(rule, peers).some((peer) => matches(peer, other, self.namespace))) &&
                (rule.ports === undefined || port)
            );
        }),
    );
}

/** Whether a connection comes about: both ends must allow it. */
export const isAllowed = (policies: readonly PlainObject[], connection: Connection): boolean =>
    allows(policies, "Egress", connection) && allows(policies, "Ingress", connection);
