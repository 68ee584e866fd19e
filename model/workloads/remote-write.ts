/** The queue before an engine that is written to: how much Prometheus sends at once, from the load. */

import { seconds, type Duration } from "../../config/quantities";
import type { StackConfig } from "../../config/schema";
import type { RemoteAuthentication, RemoteEndpoint } from "../../config/schema/remote-write";

/** Samples of a request: what engines advise, and Prometheus' default. */
const SAMPLES_PER_REQUEST = 2_000;
/** Requests that wait in each shard. */
const REQUESTS_WAITING = 5;
/** How many times the usual rate is sent after an outage, until nothing waits any more. */
const CATCHING_UP = 3;
/** How long an engine may take for a request, in seconds: at worst, and as a rule. */
const SLOW = 1;
const USUAL = 0.1;

/** How long what isn't sent stays in Prometheus' write-ahead log: later, it is lost to the engine. */
export const WRITE_AHEAD: Duration = "2h";

export interface RemoteQueue {
    readonly minShards: number;
    readonly maxShards: number;
    readonly maxSamplesPerSend: number;
    readonly capacity: number;
}

/** Samples that one Prometheus takes a second. */
export const samplesPerSecond = ({ prometheus }: Pick<StackConfig, "prometheus">): number =>
    prometheus.activeSeries / seconds(prometheus.scrapeInterval);

/** Each shard has one request under way: as many as carry the load while the engine is slow and something waits. */
export function remoteQueue(config: Pick<StackConfig, "prometheus">): RemoteQueue {
    const requests = samplesPerSecond(config) / SAMPLES_PER_REQUEST;
    return {
        minShards: Math.max(1, Math.ceil(requests * USUAL)),
        maxShards: Math.max(2, Math.ceil(requests * CATCHING_UP * SLOW)),
        maxSamplesPerSend: SAMPLES_PER_REQUEST,
        capacity: SAMPLES_PER_REQUEST * REQUESTS_WAITING,
    };
}

/** Whether an engine is shown a key that a Secret holds. */
export function showsKey(authentication: RemoteAuthentication): boolean {
    switch (authentication.type) {
        case "basic":
        case "bearer":
        case "oauth2":
            return true;
        case "sigv4":
        case "azure":
            return authentication.identity === "secret";
        case "none":
        case "google":
        case "certificate":
            return false;
    }
}

/** Where its key is, if it isn't the stack's own secret. */
export const secretOf = (authentication: RemoteAuthentication) =>
    "secret" in authentication ? authentication.secret : undefined;

/** Engines that the stack's own secret is the key of. */
export const withStacksKey = ({ metrics }: Pick<StackConfig, "metrics">): readonly string[] =>
    Object.entries(metrics.remoteWrite).flatMap(([name, { authentication }]) =>
        showsKey(authentication) && secretOf(authentication) === undefined ? [name] : [],
    );

/** The engine that Grafana's dashboards ask in place of Prometheus. */
export function queriedEngine({
    metrics,
}: Pick<StackConfig, "metrics">):
    { readonly name: string; readonly url: string; readonly endpoint: RemoteEndpoint } | undefined {
    const [first] = Object.entries(metrics.remoteWrite).flatMap(([name, endpoint]) =>
        endpoint.query === undefined ? [] : [{ name, url: endpoint.query, endpoint }],
    );
    return first;
}

/** Keys of the Secret of the stack that hold what goes with an engine's key: no secrets, but the operator wants them there. */
export const REMOTE_KEYS = {
    username: (name: string): string => `${name}.username`,
    clientId: (name: string): string => `${name}.client-id`,
    accessKeyId: (name: string): string => `${name}.access-key-id`,
    ca: (name: string): string => `${name}.ca.crt`,
} as const;

/** What that Secret holds beside the key. */
export function remoteCompanions({ metrics }: Pick<StackConfig, "metrics">): Readonly<Record<string, string>> {
    const values = Object.entries(metrics.remoteWrite).flatMap(([name, { authentication, ca }]) => [
        ...(authentication.type === "basic" ? [[REMOTE_KEYS.username(name), authentication.username]] : []),
        ...(authentication.type === "oauth2" ? [[REMOTE_KEYS.clientId(name), authentication.clientId]] : []),
        ...(authentication.type === "sigv4" && authentication.accessKeyId !== undefined
            ? [[REMOTE_KEYS.accessKeyId(name), authentication.accessKeyId]]
            : []),
        ...(ca === undefined ? [] : [[REMOTE_KEYS.ca(name), ca]]),
    ]);
    return Object.fromEntries(values) as Readonly<Record<string, string>>;
}
