import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { set } from "../../config/problems";
import { repositoryOf, withElasticsearch, type Elasticsearch, type Repository } from "./snapshots";
import { follow } from "./follow";
import { PartError, type Part, type Site } from "./part";
import { stamp } from "./time";

/**
 * Traces, as a snapshot that Elasticsearch writes into the object storage by itself: the backup only says which.
 * https://www.elastic.co/docs/deploy-manage/tools/snapshot-and-restore
 */

const FILE = "traces.json";
const INDICES = "go-coffee-*";
/** Where snapshots are written. */
const REPOSITORY = "go-coffee";
/** The place of a backup, which may be another stack's: read only, for the length of a restore. */
const RESTORE_REPOSITORY = "go-coffee-restore";

const saved = z.strictObject({
    repository: z.strictObject({
        type: z.string(),
        settings: z.record(z.string(), z.union([z.string(), z.boolean()])),
    }),
    snapshot: z.string(),
    uuid: z.string(),
    /** Of Elasticsearch: an older one can't read it. */
    version: z.string(),
    indices: z.array(z.string()),
});
type Saved = z.output<typeof saved>;

const status = z.object({
    snapshots: z.tuple([
        z.object({
            state: z.string(),
            shards_stats: z.object({ done: z.int(), failed: z.int(), total: z.int() }),
        }),
    ]),
});
const described = z.object({
    snapshot: z.string(),
    uuid: z.string(),
    version: z.string(),
    state: z.string(),
    indices: z.array(z.string()),
});
const listed = z.object({ snapshots: z.array(described) });
const indices = z.array(z.object({ index: z.string() }));
const health = z.object({
    indices: z.record(
        z.string(),
        z.object({ status: z.string(), number_of_shards: z.int(), active_primary_shards: z.int() }),
    ),
});

export const traces: Part = {
    absence: (config) => {
        if (!config.jaeger.enabled) return { reason: "There is no Jaeger (jaeger.enabled)." };
        if (config.jaeger.storage.type === "badger")
            return { reason: "Jaeger keeps them in Badger, on its own volume." };
        if (config.elasticsearch.mode !== "managed") {
            return { reason: "Elasticsearch isn't the stack's own: whoever runs it takes its snapshots." };
        }
        if (repositoryOf(config) !== undefined) return undefined;
        return {
            reason: "Elasticsearch has no place for snapshots (elasticsearch.snapshots).",
            remedy: `${set("elasticsearch.snapshots.bucket", "go-coffee-traces")}\nnpm run up -- --stack {stack}`,
        };
    },
    backUp: (site, folder) =>
        withElasticsearch(site, async (elasticsearch) => {
            const { keep, ...repository } = configured(site);
            await elasticsearch("PUT", `/_snapshot/${REPOSITORY}`, repository);
            const { snapshot, uuid, version, indices } = await take(site, elasticsearch);
            const content: Saved = { repository, snapshot, uuid, version, indices };
            writeFileSync(join(folder, FILE), `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600 });
            const removed = await removeOld(site, elasticsearch, keep);
            return {
                file: FILE,
                content: `snapshot ${snapshot} of ${counted(indices.length)}${removed === 0 ? "" : `, ${removed} older removed`}`,
            };
        }),
    intent: (site, file) =>
        withElasticsearch(site, async (elasticsearch) => {
            const { missing, existing } = await divided(elasticsearch, read(file));
            const kept = existing.length === 0 ? "" : `; these exist and stay as they are: ${existing.join(", ")}`;
            return `${counted(missing.length)} will be restored, nothing is replaced${kept}`;
        }),
    restore: (site, file) =>
        withElasticsearch(site, async (elasticsearch) => {
            const backup = read(file);
            const { missing, existing } = await divided(elasticsearch, backup);
            if (missing.length > 0) await bringBack(site, elasticsearch, backup, missing);
            return `${counted(missing.length)} restored, ${existing.length} existed and stayed as they were`;
        }),
};

const counted = (count: number): string => `${count} ${count === 1 ? "index" : "indices"}`;

function configured({ config }: Site): Repository & { readonly keep: number } {
    const repository = repositoryOf(config);
    if (repository === undefined) throw new Error("no place for snapshots");
    return repository;
}

const prefixOf = ({ stack }: Site): string => stack.toLowerCase().replace(/[^a-z0-9-]/g, "-");

async function take(site: Site, elasticsearch: Elasticsearch): Promise<z.output<typeof described>> {
    const name = `${prefixOf(site)}-${stamp(site.time).toLowerCase()}`;
    const path = `/_snapshot/${REPOSITORY}/${name}`;
    await elasticsearch("PUT", `${path}?wait_for_completion=false`, {
        indices: INDICES,
        // Templates are Jaeger's, which puts them there at each start; users and roles are the operator's.
        include_global_state: false,
    });
    await follow(site, "traces", async () => {
        const { state, shards_stats: shards } = status.parse(await elasticsearch("GET", `${path}/_status`))
            .snapshots[0];
        return {
            done: !["INIT", "STARTED"].includes(state),
            shown: `snapshot ${name}: ${shards.done} of ${shards.total} shards`,
        };
    });
    const [taken] = listed.parse(await elasticsearch("GET", path)).snapshots;
    if (taken?.state === "SUCCESS") return taken;
    throw new PartError(
        `The snapshot ${name} is ${taken?.state ?? "gone"}: it doesn't hold every shard.`,
        "Is Elasticsearch green, may it write to the bucket? Its log says more; then back up again.",
    );
}

/** Removes snapshots that a backup of this stack has taken, but for the newest. */
async function removeOld(site: Site, elasticsearch: Elasticsearch, keep: number): Promise<number> {
    const ours = new RegExp(`^${prefixOf(site)}-\\d{8}t\\d{6}z$`);
    const { snapshots } = listed.parse(await elasticsearch("GET", `/_snapshot/${REPOSITORY}/${prefixOf(site)}-*`));
    const old = snapshots
        // To remove one that is being taken would break it off.
        .filter(({ snapshot, state }) => ours.test(snapshot) && state !== "IN_PROGRESS")
        .map(({ snapshot }) => snapshot)
        .sort()
        .slice(0, -keep);
    for (const name of old) await elasticsearch("DELETE", `/_snapshot/${REPOSITORY}/${name}`);
    return old.length;
}

const read = (file: string): Saved => saved.parse(JSON.parse(readFileSync(file, "utf8")));

/** An index that exists is never touched: it may hold what the snapshot doesn't. */
async function divided(elasticsearch: Elasticsearch, backup: Saved) {
    const answer = await elasticsearch("GET", `/_cat/indices/${INDICES}?format=json&h=index&expand_wildcards=all`);
    const there = new Set(indices.parse(answer).map(({ index }) => index));
    return {
        missing: backup.indices.filter((index) => !there.has(index)),
        existing: backup.indices.filter((index) => there.has(index)),
    };
}

async function bringBack(
    site: Site,
    elasticsearch: Elasticsearch,
    { repository, snapshot }: Saved,
    missing: readonly string[],
): Promise<void> {
    const { type, settings } = repository;
    await elasticsearch("PUT", `/_snapshot/${RESTORE_REPOSITORY}`, { type, settings: { ...settings, readonly: true } });
    try {
        await elasticsearch("POST", `/_snapshot/${RESTORE_REPOSITORY}/${snapshot}/_restore`, {
            indices: missing.join(","),
            include_global_state: false,
        });
        await follow(site, "traces", async () => {
            const all = health.parse(await elasticsearch("GET", `/_cluster/health/${INDICES}?level=indices`)).indices;
            const states = missing.map((index) => all[index]);
            const sum = (of: (state: (typeof all)[string]) => number): number =>
                states.reduce((total, state) => total + (state === undefined ? 0 : of(state)), 0);
            return {
                done: states.every((state) => state !== undefined && state.status !== "red"),
                shown: `${sum((state) => state.active_primary_shards)} of ${sum((state) => state.number_of_shards)} shards restored`,
            };
        });
    } finally {
        await elasticsearch("DELETE", `/_snapshot/${RESTORE_REPOSITORY}`);
    }
}
