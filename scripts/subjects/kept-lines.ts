/** A person's lines in Loki: https://grafana.com/docs/loki/latest/reference/loki-http-api/#deletion */
import { valueAt } from "../../config/merge";
import type { Answer } from "../shared/cluster/https";
import { sleep } from "../shared/loopback/programs";
import type { Found, Store } from "./store";

/** Calls Loki: the process that answers queries and takes deletions, and each that has lines in memory. */
export interface LokiSite {
    readonly ask: (path: string, method?: "GET" | "POST") => Promise<Answer>;
    /** Has every ingester write what it holds in memory: a deletion sees what is stored alone. */
    readonly flush: () => Promise<void>;
    /** Seconds that lines are kept at the most. */
    readonly keptSeconds: number;
    /** Until a deletion must be done, in milliseconds. */
    readonly patience: number;
}

const EVERYTHING = '{service_name=~".+"}';
/** Structured metadata is searched by the name of a field: those that are there. */
const MOST_FIELDS = 1000;
const PAUSE = 5000;
/** Before a deletion is asked for once more. */
const AGAIN = 30_000;

const seconds = (milliseconds: number): number => Math.floor(milliseconds / 1000);

export function lokiStore({ ask, flush, keptSeconds, patience }: LokiSite): Store {
    const span = (): string => {
        const end = seconds(Date.now());
        return `start=${end - keptSeconds}&end=${end}`;
    };
    const json = async (path: string): Promise<unknown> => {
        const answer = await ask(path);
        if (answer.status !== 200) throw new Error(`Loki: ${answer.status} ${answer.text.slice(0, 300)}`);
        return answer.json;
    };
    const fields = async (): Promise<readonly string[]> => {
        const query = encodeURIComponent(EVERYTHING);
        const found = valueAt(
            await json(`/loki/api/v1/detected_fields?query=${query}&${span()}&limit=${MOST_FIELDS}`),
            ["fields"],
        );
        const labels = Array.isArray(found) ? found.map((field) => String(valueAt(field, ["label"]))) : [];
        return labels.filter((label) => /^[a-zA-Z_]\w*$/.test(label));
    };
    /** In the text of a line, and in any of its fields, also as a part of a longer text. */
    const queries = async (pseudonym: string): Promise<readonly string[]> => {
        const byField = (await fields()).map((field) => `${field}=~".*${pseudonym}.*"`);
        return [
            `${EVERYTHING} |= "${pseudonym}"`,
            ...(byField.length === 0 ? [] : [`${EVERYTHING} | ${byField.join(" or ")}`]),
        ];
    };
    const countOf = async (query: string): Promise<number> => {
        const expr = encodeURIComponent(`sum(count_over_time(${query} [${keptSeconds}s]))`);
        const value = valueAt(await json(`/loki/api/v1/query?query=${expr}`), ["data", "result", 0, "value", 1]);
        return value === undefined ? 0 : Number(value);
    };
    const find = async (pseudonym: string): Promise<Found> => {
        const counts = await Promise.all((await queries(pseudonym)).map(countOf));
        return { store: "Loki", pseudonym, count: counts.reduce((sum, one) => sum + one, 0) };
    };
    const isPending = async (pseudonym: string): Promise<boolean> => {
        const listed = await json("/loki/api/v1/delete");
        return (Array.isArray(listed) ? listed : []).some(
            (one) => String(valueAt(one, ["query"])).includes(pseudonym) && valueAt(one, ["status"]) !== "processed",
        );
    };
    return {
        name: "Loki",
        find,
        erase: async (pseudonym, tell) => {
            const before = (await find(pseudonym)).count;
            if (before === 0) return "nothing was there";
            const request = async (): Promise<void> => {
                await flush();
                for (const query of await queries(pseudonym)) {
                    const path = `/loki/api/v1/delete?query=${encodeURIComponent(query)}&${span()}`;
                    const { status, text } = await ask(path, "POST");
                    if (status !== 204) throw new Error(`Loki takes no deletion: ${status} ${text.trim()}`);
                }
            };
            await request();
            tell("Loki: the deletion is taken; the compactor works at it");
            const until = Date.now() + patience;
            while (Date.now() < until) {
                await sleep(PAUSE);
                if (await isPending(pseudonym)) continue;
                const { count } = await find(pseudonym);
                if (count === 0) return `${before ?? 0} lines deleted`;
                // Done, and passed by what no index knew of yet: an ingester hands its index over every quarter of an hour.
                tell(`Loki: ${count ?? 0} lines weren't indexed yet; once more`);
                await sleep(AGAIN);
                await request();
            }
            throw new Error(
                `Loki still has ${(await find(pseudonym)).count ?? 0} of ${before ?? 0} lines: the compactor goes on; ask again with npm run subject-report`,
            );
        },
    };
}
