import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { atEnd } from "../../scripts/shared/loopback/programs";

/** What stands for an object storage: objects by bucket and key, in memory; enough of S3's protocol for Loki. */
export async function standInS3(): Promise<{ readonly address: string; readonly objects: Map<string, Buffer> }> {
    const objects = new Map<string, Buffer>();
    const server = createServer((asked, answer) => {
        const chunks: Buffer[] = [];
        asked.on("data", (chunk: Buffer) => chunks.push(chunk));
        asked.on("end", () => {
            const url = new URL(asked.url ?? "/", "http://localhost");
            const key = decodeURIComponent(url.pathname.slice(1));
            const object = objects.get(key);
            if (asked.method === "PUT") {
                const body = Buffer.concat(chunks);
                const chunked = (asked.headers["content-encoding"] ?? "").includes("aws-chunked");
                objects.set(key, chunked ? unchunked(body) : body);
                answer.setHeader("etag", '"made-up"').end();
            } else if (asked.method === "DELETE") {
                objects.delete(key);
                answer.writeHead(204).end();
            } else if (url.searchParams.has("list-type") || url.searchParams.has("prefix")) {
                answer.setHeader("content-type", "application/xml").end(listing(key, url.searchParams, objects));
            } else if (object === undefined) {
                answer.writeHead(404, { "content-type": "application/xml" });
                answer.end(asked.method === "HEAD" ? "" : "<Error><Code>NoSuchKey</Code></Error>");
            } else {
                const [from, to] = range(asked.headers.range, object.length);
                const part = object.subarray(from, to + 1);
                answer.writeHead(part.length === object.length ? 200 : 206, {
                    "content-length": part.length,
                    "content-range": `bytes ${from}-${to}/${object.length}`,
                    "last-modified": new Date().toUTCString(),
                    etag: '"made-up"',
                });
                answer.end(asked.method === "HEAD" ? "" : part);
            }
        });
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    atEnd(() => {
        server.closeAllConnections();
        server.close();
    });
    return { address: `127.0.0.1:${(server.address() as AddressInfo).port}`, objects };
}

function range(header: string | undefined, length: number): readonly [number, number] {
    const [, from, to] = /^bytes=(\d+)-(\d*)$/.exec(header ?? "") ?? [];
    return [Number(from ?? 0), Math.min(to === undefined || to === "" ? length - 1 : Number(to), length - 1)];
}

/** The content of an upload in signed chunks: a length in hexadecimal, its bytes, and so on. */
function unchunked(body: Buffer): Buffer {
    const parts: Buffer[] = [];
    for (let at = 0; at < body.length;) {
        const end = body.indexOf("\r\n", at);
        const length = parseInt(body.toString("latin1", at, end), 16);
        if (!(length > 0)) break;
        parts.push(body.subarray(end + 2, end + 2 + length));
        at = end + 2 + length + 2;
    }
    return Buffer.concat(parts);
}

function listing(bucket: string, query: URLSearchParams, objects: ReadonlyMap<string, Buffer>): string {
    const prefix = query.get("prefix") ?? "";
    const delimiter = query.get("delimiter") ?? "";
    const root = `${bucket.replace(/\/$/, "")}/`;
    const keys = [...objects.keys()]
        .filter((key) => key.startsWith(root + prefix))
        .map((key) => key.slice(root.length))
        .sort();
    const folderOf = (key: string): string | undefined => {
        const at = delimiter === "" ? -1 : key.indexOf(delimiter, prefix.length);
        return at < 0 ? undefined : key.slice(0, at + delimiter.length);
    };
    const folders = [...new Set(keys.flatMap((key) => folderOf(key) ?? []))];
    const files = keys.filter((key) => folderOf(key) === undefined);
    const time = new Date().toISOString();
    return [
        `<?xml version="1.0" encoding="UTF-8"?><ListBucketResult><Name>${bucket}</Name><IsTruncated>false</IsTruncated>`,
        ...files.map(
            (key) =>
                `<Contents><Key>${key}</Key><LastModified>${time}</LastModified><ETag>"made-up"</ETag><Size>${objects.get(root + key)?.length ?? 0}</Size></Contents>`,
        ),
        ...folders.map((folder) => `<CommonPrefixes><Prefix>${folder}</Prefix></CommonPrefixes>`),
        "</ListBucketResult>",
    ].join("");
}
