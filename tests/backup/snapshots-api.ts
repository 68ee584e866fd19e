import { readFileSync } from "node:fs";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import type { Certificates } from "../../scripts/shared/loopback/certificates";
import { atEnd } from "../../scripts/shared/loopback/programs";

/**
 * What stands for Elasticsearch, whose program can't be had here: it follows the documented snapshot API as far as a backup
 * uses it (https://www.elastic.co/docs/api/doc/elasticsearch/group/endpoint-snapshot). What the real one does with an object
 * storage is not tried.
 */
export interface SnapshotsApi {
    readonly port: number;
    /** Indices with their documents, which stand for their shards. */
    readonly indices: Map<string, string>;
    /** Object storage: snapshots by place and name. */
    readonly stored: Map<string, Map<string, Snapshot>>;
    /** Repositories that are registered, with their settings. */
    readonly repositories: Map<string, Registered>;
    readonly authorizations: Set<string>;
    /** How the next snapshot ends. */
    outcome: "SUCCESS" | "PARTIAL";
}

export interface Registered {
    readonly type: string;
    readonly settings: { readonly [setting: string]: unknown };
}

interface Snapshot {
    state: string;
    readonly indices: ReadonlyMap<string, string>;
    asked: number;
}

interface Reply {
    readonly status: number;
    readonly body: unknown;
}

const ok = (body: unknown): Reply => ({ status: 200, body });
const refused = (status: number, type: string, reason: string): Reply => ({
    status,
    body: { error: { root_cause: [{ type, reason }], type, reason }, status },
});

export async function snapshotsApi({ certificate, key }: Certificates): Promise<SnapshotsApi> {
    const state: Omit<SnapshotsApi, "port"> = {
        indices: new Map(),
        stored: new Map(),
        repositories: new Map(),
        authorizations: new Set(),
        outcome: "SUCCESS",
    };
    /** Indices that have just been restored: red at the first look. */
    const restoring = new Set<string>();
    const server = createServer({ cert: readFileSync(certificate), key: readFileSync(key) }, (asked, answer) => {
        const chunks: Buffer[] = [];
        asked.on("data", (chunk: Buffer) => chunks.push(chunk));
        asked.on("end", () => {
            state.authorizations.add(asked.headers.authorization ?? "");
            const url = new URL(asked.url ?? "/", "https://localhost");
            const text = Buffer.concat(chunks).toString();
            const { status, body } = reply(
                state,
                restoring,
                `${asked.method ?? ""} ${url.pathname}`,
                text === "" ? {} : (JSON.parse(text) as Body),
            );
            answer.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
        });
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    atEnd(() => {
        server.closeAllConnections();
        server.close();
    });
    return Object.assign(state, { port: (server.address() as AddressInfo).port });
}

interface Body extends Partial<Registered> {
    readonly indices?: string;
}

const described = (name: string, { state, indices }: Snapshot): object => ({
    snapshot: name,
    uuid: `uuid-of-${name}`,
    version: "9.5.0",
    state,
    indices: [...indices.keys()],
});

function reply(state: Omit<SnapshotsApi, "port">, restoring: Set<string>, request: string, body: Body): Reply {
    const { indices, stored, repositories } = state;
    const matched = (pattern: RegExp): readonly string[] | undefined => pattern.exec(request)?.slice(1);
    const place = (repository: string): Map<string, Snapshot> => {
        const { readonly: _, ...where } = repositories.get(repository)?.settings ?? {};
        const name = JSON.stringify(where);
        const found = stored.get(name) ?? new Map<string, Snapshot>();
        stored.set(name, found);
        return found;
    };

    if (request.startsWith("GET /_cat/indices/go-coffee-*")) return ok([...indices.keys()].map((index) => ({ index })));
    if (request.startsWith("GET /_cluster/health/go-coffee-*")) {
        const entries = [...indices.keys()].map((index) => {
            const there = !restoring.delete(index);
            return [
                index,
                { status: there ? "green" : "red", number_of_shards: 1, active_primary_shards: there ? 1 : 0 },
            ];
        });
        return ok({ indices: Object.fromEntries(entries) as object });
    }
    const [registered] = matched(/^PUT \/_snapshot\/([^/]+)$/) ?? [];
    if (registered !== undefined) {
        repositories.set(registered, { type: body.type ?? "", settings: body.settings ?? {} });
        return ok({ acknowledged: true });
    }
    const [forgotten] = matched(/^DELETE \/_snapshot\/([^/]+)$/) ?? [];
    if (forgotten !== undefined) return ok({ acknowledged: repositories.delete(forgotten) });

    const [repository = "", name = "", verb = ""] = matched(/^\w+ \/_snapshot\/([^/]+)\/([^/]+)(\/_\w+)?$/) ?? [];
    if (!repositories.has(repository)) return refused(404, "repository_missing_exception", `[${repository}] missing`);
    const snapshots = place(repository);
    const snapshot = snapshots.get(name);
    const method = request.split(" ")[0];
    if (method === "PUT") {
        if (repositories.get(repository)?.settings.readonly === true)
            return refused(500, "repository_exception", "readonly");
        snapshots.set(name, { state: state.outcome, indices: new Map(indices), asked: 0 });
        return ok({ accepted: true });
    }
    if (method === "GET" && name.endsWith("*")) {
        const found = [...snapshots].filter(([candidate]) => candidate.startsWith(name.slice(0, -1)));
        return ok({ snapshots: found.map(([candidate, one]) => described(candidate, one)) });
    }
    if (snapshot === undefined) return refused(404, "snapshot_missing_exception", `[${repository}:${name}] is missing`);
    if (verb === "/_status") {
        const total = snapshot.indices.size;
        const done = snapshot.asked++ > 0;
        const stats = { done: done ? total : 0, failed: 0, total };
        return ok({ snapshots: [{ state: done ? snapshot.state : "STARTED", shards_stats: stats }] });
    }
    if (verb === "/_restore") {
        const wanted = (body.indices ?? "").split(",");
        const open = wanted.find((index) => indices.has(index));
        if (open !== undefined)
            return refused(500, "snapshot_restore_exception", `cannot restore index [${open}]: an open index exists`);
        for (const index of wanted) {
            indices.set(index, snapshot.indices.get(index) ?? "");
            restoring.add(index);
        }
        return ok({ accepted: true });
    }
    if (method === "DELETE") return ok({ acknowledged: snapshots.delete(name) });
    return ok({ snapshots: [described(name, snapshot)] });
}
