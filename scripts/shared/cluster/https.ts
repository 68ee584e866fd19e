import { request as send } from "node:https";
import { TRUST } from "../../../model/network/endpoints";
import { valueAt } from "../../../config/merge";
import { UsageError } from "../terminal/usage-error";
import type { Cluster } from "./kubectl";
import { secretText } from "./object-fields";
import type { StackConfig } from "../../../config/schema";
import { asksForCertificates } from "../../../model/network/issuers";
import { CERTIFICATES } from "../../../model/network/servers";

/** HTTPS to a forwarded port, with the CA of the stack and the name that the server's certificate is held to. */

/** A client certificate and its key, PEM. */
export interface Identity {
    readonly cert: string;
    readonly key: string;
}

export interface Call {
    /** CA certificates that are trusted, PEM; no others are. */
    readonly ca: string;
    /** A name in the server's certificate: `localhost` (the default) in those of user interfaces, a Service's in the others. */
    readonly servername?: string;
    /** What is shown to a server that asks who calls, PEM. */
    readonly identity?: Identity;
    readonly method?: "GET" | "HEAD" | "POST" | "PUT" | "DELETE";
    /** Sent as JSON. */
    readonly body?: unknown;
    readonly headers?: { readonly [name: string]: string };
    /** Milliseconds that the server may be silent for. */
    readonly patience?: number;
}

export interface Answer {
    readonly status: number;
    readonly text: string;
    /** The body, where it is JSON. */
    readonly json: unknown;
}

const SERVERNAME = "localhost";
const PATIENCE_MS = 30_000;

/**
 * Calls a server on this machine's loopback address. Any status is an answer.
 *
 * @throws Error when there is none: nobody listens, a certificate that isn't trusted, silence.
 */
export function request(port: number, path: string, call: Call): Promise<Answer> {
    const { ca, servername = SERVERNAME, identity, method = "GET", body, headers, patience = PATIENCE_MS } = call;
    const content = body === undefined ? undefined : JSON.stringify(body);
    return new Promise((resolve, reject) => {
        const sent = send(
            {
                host: "127.0.0.1",
                port,
                path,
                method,
                ca,
                ...identity,
                servername,
                headers: {
                    accept: "application/json",
                    host: `${servername}:${port}`,
                    ...(content === undefined ? {} : { "content-type": "application/json" }),
                    ...headers,
                },
                // A connection each: a kept one would hold the forwarded port open.
                agent: false,
                timeout: patience,
            },
            (response) => {
                const chunks: Buffer[] = [];
                response.on("data", (chunk: Buffer) => chunks.push(chunk));
                response.on("error", reject);
                response.on("end", () => {
                    const text = Buffer.concat(chunks).toString();
                    resolve({ status: response.statusCode ?? 0, text, json: parsed(text) });
                });
            },
        );
        sent.on("error", reject);
        sent.on("timeout", () => sent.destroy(new Error(`no answer within ${patience / 1000} s`)));
        sent.end(content);
    });
}

function parsed(text: string): unknown {
    try {
        return JSON.parse(text);
    } catch {
        return undefined;
    }
}

/**
 * The CA certificates that the stack's clients trust, PEM.
 *
 * @throws UsageError where the stack isn't deployed in the namespace.
 */
export async function trustedAuthorities(cluster: Cluster, namespace: string): Promise<string> {
    const certificates = valueAt(await cluster.get("configmap", TRUST.configMap, namespace), ["data", TRUST.key]);
    if (typeof certificates === "string") return certificates;
    throw new UsageError(
        `There is no ConfigMap ${TRUST.configMap} in the namespace ${namespace} of the context ${cluster.context}:\n` +
            "    is the stack deployed there? npm run up -- --stack {stack}",
    );
}

/**
 * What commands show to servers that ask who calls; undefined where an issuer of the cluster's own signs, and nobody asks.
 * Whoever may read this Secret may call them through a forwarded port.
 *
 * @throws UsageError where the Secret isn't there yet or may not be read.
 */
export async function commandsIdentity(cluster: Cluster, config: StackConfig): Promise<Identity | undefined> {
    if (!asksForCertificates(config)) return undefined;
    const { monitoring } = config.namespaces;
    const { secret } = CERTIFICATES.commands;
    const found = await cluster.get("secret", secret, monitoring);
    const [cert, key] = [secretText(found, "tls.crt"), secretText(found, "tls.key")];
    if (cert !== undefined && key !== undefined) return { cert, key };
    throw new UsageError(
        `There is no Secret ${secret} to be read in the namespace ${monitoring} of the context ${cluster.context}:\n` +
            "    is the stack deployed there? npm run up -- --stack {stack}",
    );
}
