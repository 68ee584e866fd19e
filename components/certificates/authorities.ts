import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import type { StackConfig } from "../../config/schema";
import { after, childrenOf } from "../helm/children";
import { metadata } from "../helm/pods";
import { AUTHORITY_LIFETIME, authorityName, SELF_SIGNED_ISSUER } from "../../model/network/issuers";

/**
 * The private certificate authorities: each a self-signed CA certificate and an issuer that signs with it. Both serve
 * the monitoring namespace alone: a ClusterIssuer would sign any name of the stack for whoever may edit any namespace.
 */
export class Authorities extends pulumi.ComponentResource {
    readonly issuers: readonly pulumi.Resource[];

    constructor(component: string, { tls, namespaces }: StackConfig, opts: pulumi.ComponentResourceOptions) {
        super("go-coffee:observability:Authorities", component, {}, opts);
        const children = childrenOf(this, opts);
        const issuer = (name: string, spec: object, dependsOn: readonly pulumi.Resource[] = []) =>
            new k8s.apiextensions.CustomResource(
                `${name}-issuer`,
                {
                    apiVersion: "cert-manager.io/v1",
                    kind: "Issuer",
                    metadata: metadata(name, namespaces.monitoring),
                    spec,
                },
                after(children, ...dependsOn),
            );
        const selfSigned = issuer(SELF_SIGNED_ISSUER, { selfSigned: {} });
        this.issuers = tls.authorities.map((authority) => {
            const ca = authorityName(authority);
            const certificate = new k8s.apiextensions.CustomResource(
                ca,
                {
                    apiVersion: "cert-manager.io/v1",
                    kind: "Certificate",
                    metadata: metadata(ca, namespaces.monitoring),
                    spec: {
                        isCA: true,
                        commonName: ca,
                        secretName: ca,
                        duration: AUTHORITY_LIFETIME,
                        // The key stays when the certificate is renewed, so what it signed stays valid.
                        privateKey: { algorithm: "ECDSA", size: 384, rotationPolicy: "Never" },
                        issuerRef: { name: SELF_SIGNED_ISSUER, kind: "Issuer", group: "cert-manager.io" },
                    },
                },
                after(children, selfSigned),
            );
            return issuer(ca, { ca: { secretName: ca } }, [certificate]);
        });
        this.registerOutputs({});
    }
}
