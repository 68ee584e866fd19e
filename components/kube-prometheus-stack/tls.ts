import { TRUST } from "../../config/endpoints";
import type { StackConfig } from "../../config/schema";
import { dnsNames, type Server } from "../../config/servers";
import type { HelmValues } from "../helm/values";

const CA = { configMap: { name: TRUST.configMap, key: TRUST.key } } as const;

/** Name to verify in a server's certificate: targets are dialled by pod address. */
const serverNameOf = (server: Server, config: StackConfig): string =>
    dnsNames(server, config.namespaces[server.namespace]).find((name) => name.endsWith(".svc")) ?? server.name;

/** How Prometheus verifies a server of ours that it calls (`SafeTLSConfig` of the operator). */
export const clientTls = (server: Server, config: StackConfig): HelmValues => ({
    ca: CA,
    serverName: serverNameOf(server, config),
});

/** Scheme and verification of a monitor. */
export const scrapeTls = (server: Server, config: StackConfig): HelmValues => ({
    scheme: "https",
    tlsConfig: clientTls(server, config),
});

/** The certificate that Prometheus or Alertmanager serves (`web` of their custom resources). */
export const webTls = ({ secret }: Server): HelmValues => ({
    tlsConfig: {
        cert: { secret: { name: secret, key: "tls.crt" } },
        keySecret: { name: secret, key: "tls.key" },
        minVersion: "TLS12",
    },
});

/** Mutual TLS between the Alertmanagers of a cluster (`clusterTLS`). */
export const clusterTls = (server: Server, config: StackConfig): HelmValues => ({
    server: {
        ...(webTls(server).tlsConfig as HelmValues),
        client_ca: CA,
        clientAuthType: "RequireAndVerifyClientCert",
    },
    client: {
        ca: CA,
        cert: { secret: { name: server.secret, key: "tls.crt" } },
        keySecret: { name: server.secret, key: "tls.key" },
        serverName: serverNameOf(server, config),
    },
});
