import type { StackConfig } from "../../config/schema";

/** Ten years: an authority is rotated on purpose (`tls.authorities`), not by the clock. */
export const AUTHORITY_LIFETIME = "87600h";

/** A reference to a cert-manager issuer. */
export interface IssuerReference {
    readonly name: string;
    /** Of ours: those of the namespace alone, so that nobody elsewhere has a name of the stack certified. */
    readonly kind: "Issuer" | "ClusterIssuer";
    readonly group: string;
}

export const SELF_SIGNED_ISSUER = "go-coffee-self-signed";

/** Name of an authority's issuer, CA certificate and Secret. */
export const authorityName = (authority: string): string => `go-coffee-ca-${authority}`;

/** The issuer of every server certificate: the first authority of ours, or the one that the cluster has already. */
export function issuerOf({ tls }: StackConfig): IssuerReference {
    if (tls.issuer !== undefined) {
        const { name, group } = tls.issuer;
        return { name, kind: "ClusterIssuer", group };
    }
    const [first = ""] = tls.authorities;
    return { name: authorityName(first), kind: "Issuer", group: "cert-manager.io" };
}

/**
 * Whether servers that can ask their clients who they are do so: of an issuer of the cluster's own others have certificates
 * too, and none that lives as long as a client that reads it at start only.
 */
export const asksForCertificates = ({ tls }: StackConfig): boolean => tls.issuer === undefined;
