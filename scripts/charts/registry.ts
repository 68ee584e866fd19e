import { createHash } from "node:crypto";
import { isDigest, parseReference } from "./image-reference";

/** Digests of images from their registries: https://github.com/opencontainers/distribution-spec/blob/main/spec.md */

export type Answer = { readonly digest: string } | { readonly problem: string };

/** Indexes first: the digest that nodes of any architecture pull by. */
const MANIFESTS = [
    "application/vnd.oci.image.index.v1+json",
    "application/vnd.docker.distribution.manifest.list.v2+json",
    "application/vnd.oci.image.manifest.v1+json",
    "application/vnd.docker.distribution.manifest.v2+json",
].join(", ");

const PATIENCE_MS = 15_000;

/** Where a registry answers; without TLS on loopback, as for docker. */
export function registryUrl(registry: string): string {
    if (registry === "docker.io") return "https://registry-1.docker.io";
    return `${/^(localhost|127\.\d+\.\d+\.\d+|\[::1\])(:\d+)?$/.test(registry) ? "http" : "https"}://${registry}`;
}

/** Parameters of a `WWW-Authenticate: Bearer` header; undefined for another scheme. */
export function bearerChallenge(header: string | null): { readonly [name: string]: string } | undefined {
    const given = /^bearer\s+(.*)$/i.exec(header ?? "")?.[1];
    if (given === undefined) return undefined;
    return Object.fromEntries(
        [...given.matchAll(/(\w+)="([^"]*)"/g)].map(([, name = "", value = ""]) => [name, value]),
    );
}

type Method = "HEAD" | "GET";

const ask = (url: string, method: Method, headers: { readonly [name: string]: string }): Promise<Response> =>
    fetch(url, { method, headers, signal: AbortSignal.timeout(PATIENCE_MS) });

/** A token for whoever asks, from where the registry says. */
async function anonymousToken(challenge: { readonly [name: string]: string }): Promise<string | undefined> {
    const { realm, ...parameters } = challenge;
    if (realm === undefined) return undefined;
    const url = new URL(realm);
    for (const name of ["service", "scope"]) {
        const value = parameters[name];
        if (value !== undefined) url.searchParams.set(name, value);
    }
    const response = await ask(url.href, "GET", { accept: "application/json" });
    if (!response.ok) return undefined;
    const { token, access_token } = (await response.json()) as {
        readonly token?: string;
        readonly access_token?: string;
    };
    return token ?? access_token;
}

/** A manifest of an image, with a token where the registry wants one. */
async function manifest(url: string, method: Method): Promise<Response> {
    const headers = { accept: MANIFESTS };
    const response = await ask(url, method, headers);
    const challenge = response.status === 401 ? bearerChallenge(response.headers.get("www-authenticate")) : undefined;
    const token = challenge === undefined ? undefined : await anonymousToken(challenge);
    return token === undefined ? response : ask(url, method, { ...headers, authorization: `Bearer ${token}` });
}

/** Why a request got no answer. */
const reason = (error: unknown): string => {
    const cause = error instanceof Error ? (error.cause ?? error) : error;
    if (!(cause instanceof Error)) return String(cause);
    return "code" in cause && typeof cause.code === "string" ? cause.code : cause.message;
};

/** The digest of an image, or why its registry doesn't tell it. */
export async function digestOf(image: string): Promise<Answer> {
    const { registry, repository, version } = parseReference(image);
    if (isDigest(version)) return { digest: version };
    const url = `${registryUrl(registry)}/v2/${repository}/manifests/${version}`;
    try {
        const head = await manifest(url, "HEAD");
        if (!head.ok) return { problem: `${registry} answers ${head.status}` };
        const told = head.headers.get("docker-content-digest");
        if (told !== null) return { digest: told };
        // A registry may leave the header out: the digest is that of the manifest.
        const body = await manifest(url, "GET");
        if (!body.ok) return { problem: `${registry} answers ${body.status}` };
        const hash = createHash("sha256").update(Buffer.from(await body.arrayBuffer()));
        return { digest: `sha256:${hash.digest("hex")}` };
    } catch (error) {
        return { problem: `${registry} does not answer (${reason(error)})` };
    }
}
