/** Ports of what is called outside of the cluster. */

import type { StackConfig } from "../../config/schema";

const HTTPS = 443;

/** Port of a URL or of `host:port`. */
export function portOf(endpoint: string): number {
    if (!/^[a-z]+:\/\//.test(endpoint)) return Number(endpoint.split(":").at(-1));
    const { port, protocol } = new URL(endpoint);
    return port === "" ? (protocol === "http:" ? 80 : HTTPS) : Number(port);
}

/** Whether anybody outside is told of anything. */
export const tellsAnybody = ({ notifications }: StackConfig): boolean => {
    const { slack, email, pagerduty, heartbeat, webhook, incidentio, msteams, receivers } = notifications;
    return (
        [slack, email, pagerduty, heartbeat, webhook, incidentio, msteams].some(({ enabled }) => enabled) ||
        Object.keys(receivers).length > 0
    );
};

/** Ports of URLs and servers that a receiver's settings name. */
const portsIn = (settings: unknown): readonly number[] => {
    const text = JSON.stringify(settings);
    return [
        ...[...text.matchAll(/"(https?:\/\/[^\s"{/]+)/g)].map(([, found = ""]) => portOf(found)),
        ...[...text.matchAll(/"smarthost":"[^":]+:(\d+)"/g)].map(([, port]) => Number(port)),
    ];
};

/** A proxy, beside what is called without it. */
const proxyPorts = ({ httpProxy }: StackConfig): readonly number[] =>
    httpProxy === undefined ? [] : [portOf(httpProxy.url)];

/** Every channel but e-mail is called by HTTPS; a URL that is a secret may have another port, which can't be known here. */
export function notificationPorts(config: StackConfig): readonly number[] {
    if (!tellsAnybody(config)) return [];
    const { email, incidentio, receivers, ...others } = config.notifications;
    const web = [others.slack, others.pagerduty, others.heartbeat, others.webhook, others.msteams, incidentio];
    const own = Object.values(receivers);
    const byHttp = web.some(({ enabled }) => enabled) || own.some(({ type }) => type !== "email");
    return [
        ...new Set([
            ...(byHttp ? [HTTPS, ...proxyPorts(config)] : []),
            ...(incidentio.enabled && incidentio.url !== undefined ? [portOf(incidentio.url)] : []),
            ...own.flatMap(({ settings }) => portsIn(settings)),
            ...(email.enabled && email.smarthost !== undefined ? [portOf(email.smarthost)] : []),
        ]),
    ];
}

/** GKE's metadata server is where a workload asks for its token. */
const GKE_METADATA = [80, 988] as const;

/** Engines that Prometheus writes to, and who gives it a token. */
export function remoteWritePorts(config: StackConfig): readonly number[] {
    const engines = Object.values(config.metrics.remoteWrite);
    if (engines.length === 0) return [];
    const ports = engines.flatMap(({ url, authentication }) => {
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
    return [...new Set([...ports, ...proxyPorts(config)])];
}

/** Object storage, and the service that turns a workload's identity into a key of it. */
export function objectStoragePorts(config: StackConfig): readonly number[] {
    const { objectStorage, cluster } = config;
    if (objectStorage === undefined) return [];
    const endpoint =
        objectStorage.provider === "s3" && objectStorage.endpoint !== undefined
            ? portOf(objectStorage.endpoint)
            : HTTPS;
    const metadata = cluster.platform === "gke" && objectStorage.identity.type === "workload" ? GKE_METADATA : [];
    return [...new Set([HTTPS, endpoint, ...metadata, ...proxyPorts(config)])];
}

/** Servers that are called by their URL, each by itself or through the proxy. */
export const serverPorts = (config: StackConfig, servers: readonly string[]): readonly number[] =>
    servers.length === 0 ? [] : [...new Set([...servers.map(portOf), ...proxyPorts(config)])];
