import { webServer, type WebServer } from "../../scripts/shared/loopback/web-server";

/** A registry of images on loopback, which tells digests to those who have fetched a token. */
export interface ImageRegistry extends WebServer {
    /** Requests for manifests that it has answered with one: method, image, and what was accepted. */
    readonly served: readonly { readonly method: string; readonly image: string; readonly accept: string }[];
}

export interface Held {
    /** Manifests by `repository:tag`. */
    readonly manifests: { readonly [image: string]: { readonly digest: string; readonly body?: string } };
    /** Whether answers carry the digest in a header, as they should. */
    readonly header?: boolean;
}

const TOKEN = "anonymous";

export async function imageRegistry({ manifests, header = true }: Held): Promise<ImageRegistry> {
    const served: { method: string; image: string; accept: string }[] = [];
    const server = await webServer((request, response) => {
        const { pathname, searchParams } = new URL(request.url ?? "/", server.url);
        if (pathname === "/token") {
            const token = `${TOKEN} ${searchParams.get("service") ?? ""} ${searchParams.get("scope") ?? ""}`;
            response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify({ token }));
            return;
        }
        const [, repository = "", tag = ""] = /^\/v2\/(.+)\/manifests\/([^/]+)$/.exec(pathname) ?? [];
        const scope = `repository:${repository}:pull`;
        if (request.headers.authorization !== `Bearer ${TOKEN} made-up ${scope}`) {
            const challenge = `Bearer realm="${server.url}/token",service="made-up",scope="${scope}"`;
            response.writeHead(401, { "www-authenticate": challenge }).end();
            return;
        }
        const image = `${repository}:${tag}`;
        const held = manifests[image];
        if (held === undefined) {
            response.writeHead(404).end();
            return;
        }
        served.push({ method: request.method ?? "", image, accept: request.headers.accept ?? "" });
        response.writeHead(200, header ? { "docker-content-digest": held.digest } : {});
        response.end(request.method === "HEAD" ? undefined : held.body);
    });
    return { ...server, served };
}
