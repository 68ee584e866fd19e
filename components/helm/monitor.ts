import { TRUST } from "../../model/network/endpoints";
import type { StackConfig } from "../../config/schema";
import { asksForCertificates } from "../../model/network/issuers";
import { CERTIFICATES, dnsNames, type Server } from "../../model/network/servers";
import type { HelmValues } from "./values";

/** The CA as the operator's custom resources name it. */
export const CA = { configMap: { name: TRUST.configMap, key: TRUST.key } } as const;

/** Name to verify in a server's certificate: targets are dialled by pod address. */
export const serverNameOf = (server: Server, config: StackConfig): string =>
    dnsNames(server, config.namespaces[server.namespace]).find((name) => name.endsWith(".svc")) ?? server.name;

/** How Prometheus verifies a server of ours that it calls (`SafeTLSConfig` of the operator). */
export const clientTls = (server: Server, config: StackConfig): HelmValues => ({
    ca: CA,
    serverName: serverNameOf(server, config),
});

/** The same for a server that asks who calls: Prometheus shows what it serves with. */
export const identifiedTls = (server: Server, config: StackConfig): HelmValues => {
    const own = (key: string): HelmValues => ({ name: CERTIFICATES.prometheus.secret, key });
    return {
        ...clientTls(server, config),
        ...(asksForCertificates(config) ? { cert: { secret: own("tls.crt") }, keySecret: own("tls.key") } : {}),
    };
};

/** Scheme and verification of a monitor. */
export const scrapeTls = (server: Server, config: StackConfig): HelmValues => ({
    scheme: "https",
    tlsConfig: clientTls(server, config),
});

/** The label `node` on what agents emit: the node that they run on. */
export const NODE_LABEL: readonly HelmValues[] = [
    { sourceLabels: ["__meta_kubernetes_pod_node_name"], targetLabel: "node" },
];
