/** The network of a stack as its policies leave it: who may call whom, computed. */

import type { PlainObject } from "../../config/merge";
import { hopsOf } from "../../model/network/hops";
import { partiesOf } from "../../model/network/parties";
import { objectsOf } from "../../scripts/shared/planning/graph";
import type { PlannedStack } from "../../scripts/shared/planning/planned-stack";
import { isAllowed, type Place } from "./verdict";

export interface Network {
    readonly policies: readonly PlainObject[];
    readonly places: readonly (readonly [name: string, place: Place])[];
    /** Every port that anything of the stack listens on. */
    readonly ports: readonly number[];
}

/** Of a planned stack. */
export function networkOf({ config, plan }: Pick<PlannedStack, "config" | "plan">): Network {
    const policies = objectsOf(plan.resources)
        .filter(({ kind }) => kind === "NetworkPolicy")
        .map(({ manifest }) => manifest);
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
