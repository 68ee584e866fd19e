/** NetworkPolicies from the list of connections: https://kubernetes.io/docs/concepts/services-networking/network-policies/ */

import type { StackConfig } from "../../config/schema";
import { GOSSIP, hopsOf, type End, type Hop, type Other } from "../../model/network/hops";
import { inNamespaces, NAMESPACE_NAME } from "../../model/cluster/names";
import { inWords, partiesOf, type Party, type PartyName } from "../../model/network/parties";
import type { HelmValues } from "../helm/values";

/** A policy before it has metadata. */
export interface Policy {
    readonly name: string;
    readonly namespace: string;
    readonly spec: HelmValues & { readonly podSelector: HelmValues };
}

type Parties = ReturnType<typeof partiesOf>;

const DNS = 53;
/** What the cluster's DNS listens on inside its pods, where its Service is called by another port: OpenShift's. */
const DNS_PORTS = [DNS, 5_353] as const;

/** Whom a rule is about; undefined for anybody, where an end has no address that is known. */
type Peers = readonly HelmValues[] | undefined;

function peersOf({ namespaces, network }: StackConfig, parties: Parties): ReadonlyMap<End, Peers> {
    const addresses = (blocks: readonly string[]): Peers =>
        blocks.length === 0 ? undefined : blocks.map((cidr) => ({ ipBlock: { cidr } }));
    const others: Readonly<Record<Other, Peers>> = {
        applications: [{ namespaceSelector: inNamespaces(namespaces.applications.map(({ name }) => name)) }],
        apiServer: addresses(network.apiServer),
        nodes: addresses(network.nodes),
        clusterDns: [{ namespaceSelector: inNamespaces(["kube-system"]) }],
        outside: undefined,
    };
    return new Map<End, Peers>([
        ...(Object.entries(others) as [Other, Peers][]),
        ...[...parties].map(([name, { namespace, labels }]): readonly [PartyName, Peers] => [
            name,
            [
                {
                    namespaceSelector: { matchLabels: { [NAMESPACE_NAME]: namespaces[namespace] } },
                    podSelector: { matchLabels: labels },
                },
            ],
        ]),
    ]);
}

const ports = (numbers: Hop["ports"]): HelmValues =>
    numbers === undefined
        ? {}
        : {
              ports: numbers.flatMap((port) => [
                  { protocol: "TCP", port },
                  ...(port === GOSSIP ? [{ protocol: "UDP", port }] : []),
              ]),
          };

/** Nothing comes in and nothing goes out, but for the names of things. */
const denied = (namespace: string): Policy => ({
    name: "default-deny",
    namespace,
    spec: {
        podSelector: {},
        policyTypes: ["Ingress", "Egress"],
        ingress: [],
        egress: [
            {
                ports: DNS_PORTS.flatMap((port) => [
                    { protocol: "UDP", port },
                    { protocol: "TCP", port },
                ]),
            },
        ],
    },
});

/**
 * The policies of a stack: each of its namespaces refuses everything, and each party is allowed what the list of
 * connections names. What no selector can match is allowed by its addresses, or by the port alone where none are set.
 */
export function networkPolicies(config: StackConfig): readonly Policy[] {
    if (!config.network.policies) return [];
    const { monitoring, agents } = config.namespaces;
    const hops = hopsOf(config);
    const parties = partiesOf(config);
    const peers = peersOf(config, parties);
    const rule = (side: "from" | "to", { [side]: end, ports: numbers }: Hop): HelmValues => {
        const about = peers.get(end);
        return { ...(about === undefined ? {} : { [side]: [...about] }), ...ports(numbers) };
    };
    /** What the pods of a party may take and send. */
    const allowed = (name: PartyName, { namespace, labels }: Party): Policy => ({
        name: inWords(name, "-"),
        namespace: config.namespaces[namespace],
        spec: {
            podSelector: { matchLabels: labels },
            policyTypes: ["Ingress", "Egress"],
            ingress: hops.filter(({ to }) => to === name).map((hop) => rule("from", hop)),
            egress: hops.filter(({ from }) => from === name).map((hop) => rule("to", hop)),
        },
    });
    const own = [...parties].filter(([, { host }]) => host !== true);
    return [denied(monitoring), denied(agents), ...own.map(([name, party]) => allowed(name, party))];
}
