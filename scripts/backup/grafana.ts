import { closeSync, openSync, readSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { set } from "../../config/problems";
import { SERVICES } from "../../model/cluster/names";
import { complaint } from "../shared/cluster/kubectl";
import { contentOf, fromFile, toFile, type Content } from "../shared/cluster/stream";
import { PartError, type Part, type Site } from "./part";
import { grafanaVolume, withoutGrafana, withVolumePod, type GrafanaVolume } from "./volume";

/**
 * Grafana's database, a SQLite file on its volume. No program of SQLite's is in the image: the file is copied as it is, and
 * a copy counts when nothing was being written meanwhile.
 */

const FILE = "grafana.db";
/** First bytes of every SQLite database: https://www.sqlite.org/fileformat.html#magic_header_string */
const MAGIC = "SQLite format 3\0";

/** Where the database is: the chart sets the variable in Grafana's container, and we do in ours. */
const INSIDE = 'set -eu; cd "${GF_PATHS_DATA:-/var/lib/grafana}"';
/** What a transaction leaves beside the database until it is over; a database in WAL mode always has the second. */
const UNFINISHED = "for file in grafana.db-journal grafana.db-wal; do [ ! -e $file ] || echo unfinished $file; done";

const STATE = `${INSIDE}; ${UNFINISHED}; sha256sum < grafana.db; ${UNFINISHED}`;
const READ = `${INSIDE}; cat grafana.db`;
/**
 * Written beside the database first, so that a broken transfer changes nothing; as many bytes as there are, since the end of
 * the input isn't passed on everywhere.
 */
const write = (size: number): string =>
    `${INSIDE}; umask 027; head -c ${size} > grafana.db.restoring; sha256sum < grafana.db.restoring`;
const DISCARD = `${INSIDE}; rm -f grafana.db.restoring`;
/** A journal belongs to the database that it stands beside: the new one would be changed by that of the old one. */
const REPLACE = [
    INSIDE,
    "for end in '' -journal -wal -shm; do rm -f grafana.db.before-restore$end",
    "[ ! -e grafana.db$end ] || mv grafana.db$end grafana.db.before-restore$end; done",
    "mv grafana.db.restoring grafana.db",
].join("; ");

const ATTEMPTS = 5;
const PAUSE_MS = 2_000;

/** Arguments of kubectl by which a script runs where the volume is. */
type Shell = (script: string, ...options: readonly string[]) => readonly string[];

const shell =
    (namespace: string, target: string, container: string): Shell =>
    (script, ...options) => [
        ...["exec", "--namespace", namespace, ...options, target, "--container", container],
        ...["--", "sh", "-c", script],
    ];

export const grafana: Part = {
    absence: ({ grafana: { enabled, storage } }) => {
        if (!enabled) return { reason: "There is no Grafana (grafana.enabled)." };
        if (storage !== undefined) return undefined;
        return {
            reason: "Grafana has no volume: its database is lost with its pod.",
            remedy: set("grafana.storage", "10Gi"),
        };
    },
    backUp: async (site, folder) => {
        const volume = await grafanaVolume(site);
        const file = join(folder, FILE);
        const namespace = site.config.namespaces.monitoring;
        if (volume.replicas === 0) {
            site.tell("grafana: scaled to 0, its volume is read through a pod of its own");
            await withVolumePod(site, volume, (pod, container) =>
                copy(site, shell(namespace, `pod/${pod}`, container), file, volume),
            );
        } else {
            await copy(site, shell(namespace, `deployment/${SERVICES.grafana.service}`, "grafana"), file, volume);
        }
        const { size } = await contentOf(file);
        return { file: FILE, content: `the database of Grafana ${volume.version}, ${readableSize(size)}` };
    },
    intent: async (site, file) => {
        const volume = await grafanaVolume(site);
        const { size } = await contentOf(file);
        return (
            `the database of Grafana ${volume.version} will be replaced (${readableSize(size)}); Grafana is down meanwhile, ` +
            "and what it has now is kept beside it as grafana.db.before-restore"
        );
    },
    restore: async (site, file) => {
        const namespace = site.config.namespaces.monitoring;
        const content = await contentOf(file);
        const volume = await grafanaVolume(site);
        await withoutGrafana(site, volume, () =>
            withVolumePod(site, volume, async (pod, container) => {
                await replace(site, shell(namespace, `pod/${pod}`, container), file, content);
            }),
        );
        return `the database (${readableSize(content.size)}); the one before it is grafana.db.before-restore on the volume`;
    },
};

/** Copies until a copy is whole. */
async function copy(site: Site, inside: Shell, file: string, volume: GrafanaVolume): Promise<void> {
    let reason = "";
    for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
        if (attempt > 1) {
            site.tell(`grafana: ${reason}; copying again (${attempt} of ${ATTEMPTS})`);
            await sleep(PAUSE_MS, undefined, { signal: site.interrupted });
        }
        const before = await state(site, inside, volume);
        const copied = await toFile(site.cluster, inside(READ), file, site.interrupted);
        if (copied.code !== 0) throw unreadable(complaint({ stdout: "", ...copied }), site, volume);
        const after = await state(site, inside, volume);
        reason = disturbance(before, copied.sha256, after) ?? "";
        if (reason === "") {
            if (isSqlite(file)) return;
            throw new PartError(
                "Grafana's grafana.db is no SQLite database.",
                "Where its database is a server (grafana.ini, database), back up that server.",
            );
        }
    }
    throw unreadable(`${reason}, ${ATTEMPTS} times over`, site, volume);
}

interface State {
    readonly sha256: string;
    readonly unfinished: readonly string[];
}

/** Why a copy can't be trusted; undefined when it can. */
export function disturbance(before: State, copied: string, after: State): string | undefined {
    const [unfinished] = [...before.unfinished, ...after.unfinished];
    if (unfinished !== undefined) return `a transaction is under way (${unfinished})`;
    if (before.sha256 !== after.sha256) return "the database changed while it was copied";
    return copied === before.sha256 ? undefined : "the copy didn't arrive whole";
}

async function state(site: Site, inside: Shell, volume: GrafanaVolume): Promise<State> {
    const result = await site.cluster.run(inside(STATE));
    const sha256 = /^([0-9a-f]{64})\b/m.exec(result.stdout)?.[1];
    if (result.code !== 0 || sha256 === undefined) throw unreadable(complaint(result), site, volume);
    return { sha256, unfinished: [...result.stdout.matchAll(/^unfinished (.+)$/gm)].map(([, name = ""]) => name) };
}

function unreadable(reason: string, { stack, config }: Site, { replicas }: GrafanaVolume): PartError {
    const scale = (to: number): string =>
        `kubectl --namespace ${config.namespaces.monitoring} scale deployment/${SERVICES.grafana.service} --replicas=${to}`;
    return new PartError(
        `Grafana's database can't be copied: ${reason}.`,
        replicas === 0
            ? "Is grafana.db on the volume? Grafana makes it at its first start."
            : `Scale Grafana down for it:\n${scale(0)}\nnpm run backup -- --stack ${stack} --only grafana\n${scale(replicas)}`,
    );
}

async function replace(site: Site, inside: Shell, file: string, { sha256, size }: Content): Promise<void> {
    const written = await fromFile(site.cluster, inside(write(size), "--stdin"), file, site.interrupted);
    const arrived = written.code === 0 && written.stdout.includes(sha256);
    const result = arrived ? await site.cluster.run(inside(REPLACE)) : await site.cluster.run(inside(DISCARD));
    if (arrived && result.code === 0) return;
    const reason = written.code !== 0 ? complaint(written) : arrived ? complaint(result) : "it didn't arrive whole";
    throw new PartError(
        `The database can't be written: ${reason}.`,
        "Grafana has the one that it had. The volume must hold both for a while (grafana.storage).",
    );
}

function isSqlite(file: string): boolean {
    const start = Buffer.alloc(MAGIC.length);
    const descriptor = openSync(file, "r");
    try {
        readSync(descriptor, start, 0, MAGIC.length, 0);
    } finally {
        closeSync(descriptor);
    }
    return start.toString("latin1") === MAGIC;
}

/** "1.4 MiB" */
const readableSize = (size: number): string =>
    size < 2 ** 20 ? `${(size / 2 ** 10).toFixed(1)} KiB` : `${(size / 2 ** 20).toFixed(1)} MiB`;
