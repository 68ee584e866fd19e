import type { SecretReference } from "../stack/stack";
import type { PlainServer } from "./plain";

/** The CA certificates that clients trust: a ConfigMap of this name is in every namespace that needs it. */
export const TRUST = {
    configMap: "go-coffee-ca",
    key: "ca.crt",
    directory: "/etc/go-coffee/ca",
    file: "/etc/go-coffee/ca/ca.crt",
} as const;

/** Where a server finds its certificate inside its containers. */
export const CERTIFICATE = {
    directory: "/etc/go-coffee/tls",
    certificate: "/etc/go-coffee/tls/tls.crt",
    key: "/etc/go-coffee/tls/tls.key",
} as const;

/** Where Grafana finds what it shows to servers that ask: not the certificate that it serves with, which is renewed more often. */
export const CLIENT_CERTIFICATE = {
    directory: "/etc/go-coffee/client",
    certificate: "/etc/go-coffee/client/tls.crt",
    key: "/etc/go-coffee/client/tls.key",
} as const;

/** What a client shows of itself: files inside its container. */
export interface Identity {
    readonly certificate: string;
    readonly key: string;
}

/** A server that a client dials over TLS: the CA and, where it asks for them, the credentials come with the address. */
export interface TlsEndpoint {
    readonly scheme: "https";
    readonly host: string;
    readonly port: number;
    /** File with the CA certificates, inside the client's container. */
    readonly caFile: string;
    /** Name in the certificate, where it differs from the host (pods dialled by address). */
    readonly serverName?: string;
    /** Where the server asks its clients for a certificate of the stack's own authority. */
    readonly identity?: Identity;
    readonly credentials?: { readonly username: string; readonly password: SecretReference };
}

/** A server without TLS: only those of the list of exceptions can be written. */
export interface PlainEndpoint {
    readonly scheme: "http";
    readonly host: string;
    readonly port: number;
    readonly exception: PlainServer;
}

export type Endpoint = TlsEndpoint | PlainEndpoint;

/** `host:port`, as gRPC clients want it. */
export const addressOf = ({ host, port }: Endpoint): string => `${host}:${port}`;
/** `scheme://host:port`. */
export const urlOf = (endpoint: Endpoint): string => `${endpoint.scheme}://${addressOf(endpoint)}`;

/** The name of a Service as clients in any namespace dial it. */
export const serviceHost = (service: string, namespace: string): string => `${service}.${namespace}.svc`;
