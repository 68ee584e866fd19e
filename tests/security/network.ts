/** The network of a stack as its policies leave it: who may call whom, computed. */

import type { PlainObject } from "../../config/merge";
import { hopsOf } from "../../model/network/hops";
import { partiesOf } from "../../model/network/parties";
import { configuration, plan, type Stack } from "../support/plan";
import { isAllowed, type Place } from "./verdict";

export interface Network {
    readonly policies: readonly PlainObject[];
    readonly places: readonly (readonly [name: string, place: Place])[];
    /** Every port that anything of the stack listens on. */
    readonly ports: readonly number[];
}

export async function networkOf(stack: Stack, over: PlainObject = {}): Promise<Network> {
    const { config, plan: planned } = await plan(stack, configuration(stack, over));
    const policies = planned.resources
        .filter(({ type }) => type.endsWith(":NetworkPolicy"))
        .map(({ inputs }) => inputs as PlainObject);
    const parties = [...partiesOf(config)].map(([name, { namespace, labels, host }]): readonly [string, Place] => [
        name,
        host === true ? { address: NODE } : { namespace: config.namespaces[namespace], labels },
    ]);
    const listening = hopsOf(config)
        .filter(({ to }) => partiesOf(config).has(to as never))
        .flatMap(({ ports }) => ports ?? []);
    return { policies, places: parties, ports: [...new Set(listening)].sort((a, b) => a - b) };
}

export const NODE = "10.1.0.7";
export const APPLICATION: Place = { namespace: "go-coffee", labels: { "app.kubernetes.io/name": "order-service" } };
export const STRANGER: Place = { namespace: "elsewhere", labels: { "app.kubernetes.io/name": "prometheus" } };

export const openPorts = ({ policies, ports }: Network, from: Place, to: Place): readonly number[] =>
    ports.filter((port) => isAllowed(policies, { from, to, port }));

/** `from -> to: ports`, a line for each pair that may talk. */
export const verdicts = (network: Network, callers: Network["places"]): readonly string[] =>
    callers.flatMap(([caller, from]) =>
        network.places.flatMap(([called, to]) => {
            const open = "address" in to ? [] : openPorts(network, from, to);
            return open.length === 0 ? [] : [`${caller} -> ${called}: ${open.join(" ")}`];
        }),
    );
