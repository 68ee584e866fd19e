/** NetworkPolicies from the list of connections: https://kubernetes.io/docs/concepts/services-networking/network-policies/ */

import type { StackConfig } from "../../config/schema";
import { GOSSIP, hopsOf, OTHERS, type End, type Hop, type Other } from "../../model/network/hops";
import { inNamespaces } from "../../model/cluster/names";
import { partiesOf, type Party, type PartyName } from "../../model/network/parties";
import type { HelmValues } from "../helm/values";

/** A policy before it has metadata. */
export interface Policy {
    readonly name: string;
    readonly namespace: string;
    readonly spec: HelmValues & { readonly podSelector: HelmValues };
}

const NAMESPACE_NAME = "kubernetes.io/metadata.name";
const DNS = 53;
/** What the cluster's DNS listens on inside its pods, where its Service is called by another port: OpenShift's. */
const DNS_PORTS = [DNS, 5_353] as const;

const kebab = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** Whom a rule is about; undefined for anybody, where an end has no address that is known. */
function peersOf(config: StackConfig, end: End): readonly HelmValues[] | undefined {
    const { namespaces, network } = config;
    const addresses = (blocks: readonly string[]): readonly HelmValues[] | undefined =>
        blocks.length === 0 ? undefined : blocks.map((cidr) => ({ ipBlock: { cidr } }));
    const others: Readonly<Record<Other, () => readonly HelmValues[] | undefined>> = {
        applications: () => [{ namespaceSelector: inNamespaces(namespaces.applications.map(({ name }) => name)) }],
        apiServer: () => addresses(network.apiServer),
        nodes: () => addresses(network.nodes),
        clusterDns: () => [{ namespaceSelector: inNamespaces(["kube-system"]) }],
        outside: () => undefined,
    };
    if (end in OTHERS) return others[end as Other]();
    const party = partiesOf(config).get(end as PartyName);
    if (party === undefined) return [];
    return [
        {
            namespaceSelector: { matchLabels: { [NAMESPACE_NAME]: namespaces[party.namespace] } },
            podSelector: { matchLabels: party.labels },
        },
    ];
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

function rule(config: StackConfig, side: "from" | "to", { [side]: end, ports: numbers }: Hop): HelmValues {
    const peers = peersOf(config, end);
    return { ...(peers === undefined ? {} : { [side]: [...peers] }), ...ports(numbers) };
}

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

/** What the pods of a party may take and send. */
function allowed(config: StackConfig, name: PartyName, party: Party, hops: readonly Hop[]): Policy {
    return {
        name: kebab(name),
        namespace: config.namespaces[party.namespace],
        spec: {
            podSelector: { matchLabels: party.labels },
            policyTypes: ["Ingress", "Egress"],
            ingress: hops.filter(({ to }) => to === name).map((hop) => rule(config, "from", hop)),
            egress: hops.filter(({ from }) => from === name).map((hop) => rule(config, "to", hop)),
        },
    };
}

/**
 * The policies of a stack: each of its namespaces refuses everything, and each party is allowed what the list of
 * connections names. What no selector can match is allowed by its addresses, or by the port alone where none are set.
 */
export function networkPolicies(config: StackConfig): readonly Policy[] {
    if (!config.network.policies) return [];
    const hops = hopsOf(config);
    const { monitoring, agents } = config.namespaces;
    const parties = [...partiesOf(config)].filter(([, { host }]) => host !== true);
    return [denied(monitoring), denied(agents), ...parties.map(([name, party]) => allowed(config, name, party, hops))];
}
