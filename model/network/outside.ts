/** Ports of what is called outside of the cluster. */

import type { StackConfig } from "../../config/schema";

const HTTPS = 443;

/** Port of a URL or of `host:port`. */
export function portOf(endpoint: string): number {
    if (!/^[a-z]+:\/\//.test(endpoint)) return Number(endpoint.split(":").at(-1));
    const { port, protocol } = new URL(endpoint);
    return port === "" ? (protocol === "http:" ? 80 : HTTPS) : Number(port);
}

/** Every channel but e-mail is called by HTTPS; a webhook's URL is a secret, so that its port can't be known here. */
export function notificationPorts({ notifications }: StackConfig): readonly number[] {
    const { slack, email, pagerduty, heartbeat, webhook } = notifications;
    const web = [slack, pagerduty, heartbeat, webhook].some(({ enabled }) => enabled);
    return [
        ...(web ? [HTTPS] : []),
        ...(email.enabled && email.smarthost !== undefined ? [portOf(email.smarthost)] : []),
    ];
}

/** GKE's metadata server is where a workload asks for its token. */
const GKE_METADATA = [80, 988] as const;

/** Engines that Prometheus writes to, and who gives it a token. */
export function remoteWritePorts({ metrics }: StackConfig): readonly number[] {
    const ports = Object.values(metrics.remoteWrite).flatMap(({ url, authentication }) => {
        switch (authentication.type) {
            case "oauth2":
                return [portOf(url), portOf(authentication.tokenUrl)];
            case "google":
                return [portOf(url), ...GKE_METADATA];
            case "sigv4":
            case "azure":
                // The cloud's own service of tokens.
                return [portOf(url), HTTPS];
            default:
                return [portOf(url)];
        }
    });
    return [...new Set(ports)];
}

/** Object storage, and the service that turns a workload's identity into a key of it. */
export function objectStoragePorts({ objectStorage, cluster }: StackConfig): readonly number[] {
    if (objectStorage === undefined) return [];
    const endpoint =
        objectStorage.provider === "s3" && objectStorage.endpoint !== undefined
            ? portOf(objectStorage.endpoint)
            : HTTPS;
    const metadata = cluster.platform === "gke" && objectStorage.identity.type === "workload" ? GKE_METADATA : [];
    return [...new Set([HTTPS, endpoint, ...metadata])];
}
