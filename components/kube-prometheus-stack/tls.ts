import type { StackConfig } from "../../config/schema";
import type { Server } from "../../model/network/servers";
import { CA, serverNameOf } from "../helm/monitor";
import type { HelmValues } from "../helm/values";

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
