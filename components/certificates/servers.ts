import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { hours } from "../../config/quantities";
import type { StackConfig } from "../../config/schema";
import { dnsNames, serversOf, type Server } from "../../model/network/servers";
import { childrenOf } from "../helm/children";
import { metadata } from "../helm/pods";
import { AUTHORITY_LIFETIME, issuerOf } from "../../model/network/issuers";

/**
 * Where a server's certificate is asked for: authorities of ours sign in the monitoring namespace alone, so that the agents'
 * one, whose pods are privileged, never holds what signs. The publisher carries it from there.
 */
const issuedIn = (server: Server, { tls, namespaces }: StackConfig): string =>
    namespaces[tls.issuer === undefined ? "monitoring" : server.namespace];

/** Certificate of a server: valid for every name that clients dial, renewed with a new key. */
export function certificateSpec(server: Server, config: StackConfig): object {
    const { tls, namespaces } = config;
    return {
        secretName: server.secret,
        commonName: server.name,
        dnsNames: dnsNames(server, namespaces[server.namespace]),
        ...(server.userInterface ? { ipAddresses: ["127.0.0.1"] } : {}),
        duration: server.longLived ? AUTHORITY_LIFETIME : hours(tls.certificateLifetime),
        renewBefore: hours(tls.renewBefore),
        privateKey: { algorithm: "ECDSA", size: 256, rotationPolicy: "Always" },
        // Peers of one cluster (Alertmanager, Loki) show it to each other as clients too.
        usages: ["digital signature", "server auth", "client auth"],
        issuerRef: issuerOf(config),
    };
}

/** One certificate per server. */
export class ServerCertificates extends pulumi.ComponentResource {
    readonly certificates: readonly pulumi.Resource[];

    constructor(name: string, config: StackConfig, opts: pulumi.ComponentResourceOptions) {
        super("go-coffee:observability:ServerCertificates", name, {}, opts);
        const children = childrenOf(this, opts);
        this.certificates = serversOf(config).map(
            (server) =>
                new k8s.apiextensions.CustomResource(
                    `${server.name}-certificate`,
                    {
                        apiVersion: "cert-manager.io/v1",
                        kind: "Certificate",
                        metadata: metadata(server.name, issuedIn(server, config)),
                        spec: certificateSpec(server, config),
                    },
                    children,
                ),
        );
        this.registerOutputs({});
    }
}
