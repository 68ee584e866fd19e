import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { createServer } from "node:https";
import { join } from "node:path";
import { archiveOf, DISTINCT_CHARTS } from "../../model/charts/charts";
import type { Certificates } from "../../scripts/shared/loopback/certificates";
import { listening } from "../../scripts/shared/loopback/web-server";

const CONFIG = "application/vnd.cncf.helm.config.v1+json";
const ARCHIVE = "application/vnd.cncf.helm.chart.content.v1.tar+gzip";
const MANIFEST = "application/vnd.oci.image.manifest.v1+json";

const digestOf = (content: Buffer): string => `sha256:${createHash("sha256").update(content).digest("hex")}`;

/**
 * An OCI registry on loopback that holds the charts of a folder, over TLS: https://helm.sh/docs/topics/registries/
 *
 * @returns the prefix of its charts.
 */
export async function chartRegistry(folder: string, certificates: Certificates): Promise<string> {
    const blobs = new Map<string, { readonly type: string; readonly content: Buffer }>();
    const keep = (type: string, content: Buffer): { mediaType: string; digest: string; size: number } => {
        const digest = digestOf(content);
        blobs.set(digest, { type, content });
        return { mediaType: type, digest, size: content.length };
    };
    const tags = new Map<string, string>();
    for (const row of DISTINCT_CHARTS) {
        const config = Buffer.from(JSON.stringify({ apiVersion: "v2", name: row.chart, version: row.version }));
        const manifest = {
            schemaVersion: 2,
            mediaType: MANIFEST,
            config: keep(CONFIG, config),
            layers: [keep(ARCHIVE, readFileSync(join(folder, archiveOf(row))))],
        };
        tags.set(`charts/${row.chart}:${row.version}`, keep(MANIFEST, Buffer.from(JSON.stringify(manifest))).digest);
    }
    const server = createServer(
        { cert: readFileSync(certificates.certificate), key: readFileSync(certificates.key) },
        (request, response) => {
            const path = request.url ?? "";
            const [, name = "", reference = ""] = /^\/v2\/(.+)\/(?:manifests|blobs)\/([^/]+)$/.exec(path) ?? [];
            const digest = tags.get(`${name}:${reference}`) ?? reference;
            const blob = blobs.get(digest);
            if (blob === undefined) {
                response.writeHead(path === "/v2/" ? 200 : 404).end();
                return;
            }
            response.writeHead(200, {
                "content-type": blob.type,
                "content-length": blob.content.length,
                "docker-content-digest": digest,
            });
            response.end(request.method === "HEAD" ? undefined : blob.content);
        },
    );
    const { host } = await listening(server, "https");
    return `oci://${host}/charts`;
}
