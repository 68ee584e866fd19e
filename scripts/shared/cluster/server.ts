/** Calls to servers of the stack through forwarded ports. */

import { setTimeout as sleep } from "node:timers/promises";
import type { ServicePort } from "../../../model/cluster/names";
import { request, trustedAuthorities, type Answer, type Call, type Identity } from "./https";
import type { Cluster } from "./kubectl";
import { messageOf } from "../terminal/usage-error";
import { withForward } from "./port-forward";

export type Ask = (path: string, call?: Omit<Call, "ca" | "servername" | "identity">) => Promise<Answer>;

/** A server of the stack, as a command reaches it. */
export interface StackServer {
    readonly namespace: string;
    /** `pod/NAME` or `svc/NAME`. */
    readonly target: string;
    readonly port: number;
    /** A name in its certificate, where `localhost` isn't in it. */
    readonly servername?: string;
    /** What it is shown, where it asks who calls. */
    readonly identity?: Identity;
}

/** A Service of the stack. */
export const serverOf = (namespace: string, { service, port }: ServicePort, servername?: string): StackServer => ({
    namespace,
    target: `svc/${service}`,
    port,
    servername,
});

const TRIES = 4;
const PAUSE_MS = 500;

/** A forwarded port may drop a connection before the server has heard of it: then nothing was done, and it is tried again. */
export async function untilHeard<T>(call: () => Promise<T>, pause = PAUSE_MS): Promise<T> {
    for (let left = TRIES - 1; ; left--) {
        try {
            return await call();
        } catch (error) {
            if (left === 0 || !/ECONNREFUSED|before secure TLS connection/.test(messageOf(error))) throw error;
            await sleep(pause);
        }
    }
}

/**
 * Calls a server of the stack through a forwarded port, for as long as some work takes.
 *
 * @param ca CA certificates that are trusted, PEM; without them they are read from the server's namespace.
 * @throws UsageError where the stack isn't deployed, Error where the server can't be reached.
 */
export async function withServer<T>(
    cluster: Cluster,
    { namespace, target, port, servername, identity }: StackServer,
    work: (ask: Ask) => Promise<T>,
    ca?: string,
): Promise<T> {
    const trusted = { ca: ca ?? (await trustedAuthorities(cluster, namespace)), servername, identity };
    return withForward(cluster, { namespace, target, port }, (local) =>
        work((path, call = {}) =>
            untilHeard(() => request(local, path, { ...call, ...trusted })).catch((error: unknown) => {
                throw new Error(`${target.replace(/^svc\//, "")} doesn't answer: ${messageOf(error)}`);
            }),
        ),
    );
}
