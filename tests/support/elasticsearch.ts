import { readFileSync } from "node:fs";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { gunzipSync } from "node:zlib";
import { isPlainObject, type PlainObject } from "../../config/merge";
import type { Certificates } from "../../scripts/shared/loopback/certificates";
import { atEnd } from "../../scripts/shared/loopback/programs";

/** What stands for an Elasticsearch: it says that it is one, and remembers what it is told. */
export interface StandInElasticsearch {
    readonly address: string;
    /** Whether it refuses everything, as one that is away. */
    down: boolean;
    /** Index templates by name. */
    readonly templates: Map<string, PlainObject>;
    /** Documents with their index. */
    readonly documents: { readonly index: string; readonly source: unknown }[];
    /** Authorization headers that it was sent. */
    readonly authorizations: Set<string>;
    /** Indices with the time that they were made at. */
    readonly indices: Map<string, Date>;
}

const ABOUT = { version: { number: "9.0.0" }, tagline: "You Know, for Search" };

export async function standInElasticsearch({ certificate, key }: Certificates): Promise<StandInElasticsearch> {
    const state = {
        down: false,
        templates: new Map<string, PlainObject>(),
        documents: [] as { readonly index: string; readonly source: unknown }[],
        authorizations: new Set<string>(),
        indices: new Map<string, Date>(),
    };
    const server = createServer({ cert: readFileSync(certificate), key: readFileSync(key) }, (asked, answer) => {
        const chunks: Buffer[] = [];
        asked.on("data", (chunk: Buffer) => chunks.push(chunk));
        asked.on("end", () => {
            answer.setHeader("content-type", "application/json");
            answer.setHeader("x-elastic-product", "Elasticsearch");
            if (state.down) {
                answer.writeHead(503).end("{}");
                return;
            }
            state.authorizations.add(asked.headers.authorization ?? "");
            const path = (asked.url ?? "/").split("?")[0] ?? "/";
            const sent = Buffer.concat(chunks);
            const body = (asked.headers["content-encoding"] === "gzip" ? gunzipSync(sent) : sent).toString();
            const template = /^\/_(?:index_)?template\/(.+)$/.exec(path)?.[1];
            if (template !== undefined && asked.method === "PUT") {
                const content: unknown = JSON.parse(body);
                if (isPlainObject(content)) state.templates.set(template, content);
                answer.end('{"acknowledged":true}');
            } else if (path === "/_bulk") {
                answer.end(JSON.stringify({ took: 1, errors: false, items: taken(body, state.documents) }));
            } else if (asked.method === "DELETE") {
                for (const index of path.slice(1).split(",")) state.indices.delete(index);
                answer.end('{"acknowledged":true}');
            } else if (path.endsWith("-*")) {
                const found = [...state.indices].map(([index, made]) => [
                    index,
                    { aliases: {}, settings: { "index.creation_date": String(made.getTime()) } },
                ]);
                answer.end(JSON.stringify(Object.fromEntries(found)));
            } else {
                answer.end(JSON.stringify(ABOUT));
            }
        });
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    atEnd(() => {
        server.closeAllConnections();
        server.close();
    });
    return Object.assign(state, { address: `localhost:${(server.address() as AddressInfo).port}` });
}

/** Reads a bulk request: a line that says which index, a line that is the document. */
function taken(body: string, documents: { readonly index: string; readonly source: unknown }[]): readonly object[] {
    const lines = body.split("\n").filter((line) => line !== "");
    const answers: object[] = [];
    for (let at = 0; at + 1 < lines.length; at += 2) {
        const action = JSON.parse(lines[at] ?? "{}") as { readonly [verb: string]: { readonly _index: string } };
        const [verb = "index", { _index: index } = { _index: "" }] = Object.entries(action)[0] ?? [];
        documents.push({ index, source: JSON.parse(lines[at + 1] ?? "{}") as unknown });
        answers.push({ [verb]: { _index: index, status: 201 } });
    }
    return answers;
}
