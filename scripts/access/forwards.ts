import { INTERFACES, interfacesOf, type Interface } from "../../model/network/interfaces";
import type { StackConfig } from "../../config/schema";
import type { Forward } from "../shared/cluster/port-forward";
import { UsageError } from "../shared/terminal/usage-error";

/** A user interface and the port that leads to it. */
export interface InterfaceForward extends Forward {
    readonly ui: Interface;
    readonly url: string;
}

export interface Choice {
    /** Those that are wanted; all where none is named. */
    readonly only: readonly string[];
    /** Ports other than the usual ones, such as `grafana=3001`. */
    readonly ports: readonly string[];
}

const known = (name: string, present: readonly Interface[]): Interface => {
    const found = present.find((ui) => ui === name);
    if (found !== undefined) return found;
    throw new UsageError(`The stack has no user interface "${name}". It has: ${present.join(", ")}.`);
};

function portOf(assignment: string, present: readonly Interface[]): readonly [Interface, number] {
    const [, name = "", port = ""] = /^([^=]+)=(\d+)$/.exec(assignment) ?? [];
    const number = Number(port);
    if (name === "" || number < 1 || number > 65_535) {
        throw new UsageError(`--port ${assignment}: must name a user interface and a port, such as grafana=3001`);
    }
    return [known(name, present), number];
}

/**
 * The ports to forward, one for each user interface.
 *
 * @throws UsageError for an interface that the stack doesn't have, and for a port given twice.
 */
export function forwardsOf(config: StackConfig, { only, ports }: Choice): readonly InterfaceForward[] {
    const present = interfacesOf(config);
    const chosen = new Map(ports.map((assignment) => portOf(assignment, present)));
    const wanted = only.length === 0 ? present : only.map((name) => known(name, present));
    const forwards = wanted.map((ui): InterfaceForward => {
        const { target, local: usual, scheme } = INTERFACES[ui];
        const local = chosen.get(ui) ?? usual;
        return {
            ui,
            namespace: config.namespaces.monitoring,
            target: `svc/${target.service}`,
            port: target.port,
            local,
            url: `${scheme}://localhost:${local}`,
        };
    });
    const twice = forwards.find(({ ui, local }) => forwards.some((other) => other.ui !== ui && other.local === local));
    if (twice !== undefined) throw new UsageError(`Port ${twice.local} is given to two user interfaces.`);
    return forwards;
}
