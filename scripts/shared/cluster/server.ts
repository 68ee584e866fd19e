/** Calls to servers of the stack through forwarded ports. */

import type { ServicePort } from "../../../model/cluster/names";
import { request, trustedAuthorities, type Answer, type Call } from "./https";
import type { Cluster } from "./kubectl";
import { withForward } from "./port-forward";

export type Ask = (path: string, call?: Omit<Call, "ca" | "servername">) => Promise<Answer>;

/** A server of the stack, as a command reaches it. */
export interface StackServer {
    readonly namespace: string;
    readonly service: ServicePort;
    /** A name in its certificate, where `localhost` isn't in it. */
    readonly servername?: string;
}

/**
 * Calls a server of the stack through a forwarded port, for as long as some work takes.
 *
 * @throws UsageError where the stack isn't deployed, Error where the server can't be reached.
 */
export async function withServer<T>(
    cluster: Cluster,
    { namespace, service: { service, port }, servername }: StackServer,
    work: (ask: Ask) => Promise<T>,
): Promise<T> {
    const trusted = {
        ca: await trustedAuthorities(cluster, namespace),
        ...(servername === undefined ? {} : { servername }),
    };
    return withForward(cluster, { namespace, target: `svc/${service}`, port }, (local) =>
        work((path, call = {}) =>
            request(local, path, { ...call, ...trusted }).catch((error: unknown) => {
                throw new Error(`${service} doesn't answer: ${error instanceof Error ? error.message : String(error)}`);
            }),
        ),
    );
}
