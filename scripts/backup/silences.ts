import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { SERVICES } from "../../model/cluster/names";
import type { Answer } from "../shared/cluster/https";
import { serverOf, withServer, type Ask } from "../shared/cluster/server";
import { PartError, type Part, type Site } from "./part";

/** Silences, through Alertmanager's API: https://github.com/prometheus/alertmanager/blob/main/api/v2/openapi.yaml */

const FILE = "silences.json";
const PATH = "/api/v2/silences";

const saved = z.looseObject({
    matchers: z.array(
        z.object({ name: z.string(), value: z.string(), isRegex: z.boolean(), isEqual: z.boolean().default(true) }),
    ),
    startsAt: z.iso.datetime({ offset: true }),
    endsAt: z.iso.datetime({ offset: true }),
    createdBy: z.string(),
    comment: z.string(),
});
export type Silence = z.output<typeof saved>;

const listed = z.array(
    saved.extend({ id: z.string(), status: z.object({ state: z.enum(["active", "pending", "expired"]) }) }),
);

/** Of an answer of the API, the silences that are in force or will be, without what a new Alertmanager gives anew. */
export const silencesOf = (answer: unknown): readonly Silence[] =>
    listed
        .parse(answer)
        .filter(({ status }) => status.state !== "expired")
        .map(({ id: _, status: __, updatedAt: ___, ...silence }): Silence => silence)
        .sort((a, b) => (a.startsAt < b.startsAt ? -1 : 1));

/** What becomes of each silence of a backup. */
export interface Comparison {
    readonly missing: readonly Silence[];
    readonly present: readonly Silence[];
    readonly ended: readonly Silence[];
}

/**
 * A silence that has begun is posted with a start in the past, and Alertmanager makes that the present: two that have begun
 * and are otherwise the same are one.
 */
function identity({ matchers, startsAt, endsAt, comment }: Silence, now: number): string {
    const ordered = matchers.map((matcher) => JSON.stringify(Object.entries(matcher).sort())).sort();
    return JSON.stringify([ordered, Math.max(Date.parse(startsAt), now), Date.parse(endsAt), comment]);
}

export function compare(backup: readonly Silence[], there: readonly Silence[], now: number): Comparison {
    const known = new Set(there.map((silence) => identity(silence, now)));
    const lasting = backup.filter(({ endsAt }) => Date.parse(endsAt) > now);
    return {
        missing: lasting.filter((silence) => !known.has(identity(silence, now))),
        present: lasting.filter((silence) => known.has(identity(silence, now))),
        ended: backup.filter((silence) => !lasting.includes(silence)),
    };
}

export const silences: Part = {
    absence: () => undefined,
    backUp: (site, folder) =>
        withAlertmanager(site, async (ask) => {
            const found = await current(ask);
            writeFileSync(join(folder, FILE), `${JSON.stringify(found, null, 2)}\n`, { mode: 0o600 });
            return { file: FILE, content: counted(found.length) };
        }),
    intent: (site, file) =>
        withAlertmanager(site, async (ask) => {
            const { missing, present, ended } = compare(read(file), await current(ask), site.time.getTime());
            return `${counted(missing.length)} will be added, nothing is replaced (${present.length} are there already, ${ended.length} have ended)`;
        }),
    restore: (site, file) =>
        withAlertmanager(site, async (ask) => {
            const { missing, present, ended } = compare(read(file), await current(ask), Date.now());
            for (const silence of missing) {
                accepted(await ask(PATH, { method: "POST", body: silence }), `a silence of ${silence.createdBy}`);
            }
            return `${counted(missing.length)} added, ${present.length} were there already, ${ended.length} have ended`;
        }),
};

const counted = (count: number): string => `${count} ${count === 1 ? "silence" : "silences"}`;

const read = (file: string): readonly Silence[] => z.array(saved).parse(JSON.parse(readFileSync(file, "utf8")));

const current = async (ask: Ask): Promise<readonly Silence[]> =>
    silencesOf(accepted(await ask(PATH), "to list its silences").json);

const withAlertmanager = <T>({ cluster, config }: Site, work: (ask: Ask) => Promise<T>): Promise<T> =>
    withServer(cluster, serverOf(config.namespaces.monitoring, SERVICES.alertmanager), work);

function accepted(answer: Answer, what: string): Answer {
    if (answer.status === 200) return answer;
    throw new PartError(
        `Alertmanager refused ${what}: ${answer.status} ${answer.text.trim()}`,
        "What was added before stays; a further restore adds the rest.",
    );
}
