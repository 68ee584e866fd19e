import { readFileSync } from "node:fs";
import { createServer } from "node:https";
import { gunzipSync } from "node:zlib";
import type { Settings } from "../../model/stack/stack";
import type { Certificates } from "../../scripts/shared/loopback/certificates";
import { foreignTool } from "../../scripts/shared/tools/foreign";
import { startLoki } from "../../scripts/shared/loopback/loki-server";
import { listening } from "../../scripts/shared/loopback/web-server";

/** What keeps lines for a test of something else: Loki where it is, and where it isn't, a server that finds texts in what it got. */
export interface LogStore {
    readonly port: number;
}

interface Place {
    readonly folder: string;
    readonly certificates: Certificates;
}

export async function startLogStore(settings: Settings, { folder, certificates }: Place): Promise<LogStore> {
    if (foreignTool("loki") !== undefined) {
        return startLoki(settings, { folder, certificates, alertmanager: "http://127.0.0.1:9" });
    }
    console.warn("A stand-in keeps the lines: there is no loki in TOOLS_BIN or on the PATH.");
    const bodies: string[] = [];
    const server = createServer(
        { cert: readFileSync(certificates.certificate), key: readFileSync(certificates.key) },
        (request, response) => {
            const chunks: Buffer[] = [];
            request.on("data", (chunk: Buffer) => chunks.push(chunk));
            request.on("end", () => {
                const body = Buffer.concat(chunks);
                const { pathname, searchParams } = new URL(request.url ?? "/", "https://localhost");
                if (pathname === "/otlp/v1/logs") {
                    const plain = request.headers["content-encoding"] === "gzip" ? gunzipSync(body) : body;
                    bodies.push(plain.toString("latin1"));
                    response.writeHead(204).end();
                    return;
                }
                const sought = soughtOf(searchParams.get("query") ?? "");
                const isThere =
                    sought !== "" && bodies.some((text) => text.includes(sought) || text.includes(bytesOf(sought)));
                const result = isThere ? [{ stream: {}, values: [["0", sought]] }] : [];
                response.writeHead(200, { "content-type": "application/json" });
                response.end(JSON.stringify({ status: "success", data: { resultType: "streams", result } }));
            });
        },
    );
    return { port: Number(new URL((await listening(server, "https")).url).port) };
}

/** An id as OTLP carries it: bytes of what people read in hexadecimal. */
const bytesOf = (text: string): string =>
    /^[0-9a-f]{32}$/.test(text) ? Buffer.from(text, "hex").toString("latin1") : text;

/** The longest text that a query is about: what was sent is told apart by it. */
const soughtOf = (query: string): string =>
    [...query.matchAll(/"([^"]+)"/g)].map(([, text = ""]) => text).sort((a, b) => b.length - a.length)[0] ?? "";
