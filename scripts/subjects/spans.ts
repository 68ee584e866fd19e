/** A person's spans: in Elasticsearch by query; Badger knows no deletion. */
import { valueAt } from "../../config/merge";
import type { Elasticsearch } from "../backup/snapshots";
import type { Store } from "./store";

const INDICES = "go-coffee-*";
/** Where Jaeger keeps what a span says: https://github.com/jaegertracing/jaeger/blob/main/internal/storage/v1/elasticsearch */
const NESTED = ["tags", "process.tags", "logs.fields"] as const;

/** Spans that name it in an attribute of their own, of their resource or of an event, or in their name. */
export const spansOf = (pseudonym: string): object => {
    const part = { value: `*${pseudonym}*` };
    return {
        bool: {
            should: [
                ...NESTED.map((path) => ({
                    nested: { path, ignore_unmapped: true, query: { wildcard: { [`${path}.value`]: part } } },
                })),
                { wildcard: { operationName: part } },
            ],
            minimum_should_match: 1,
        },
    };
};

const numberAt = (value: unknown, key: string): number => Number(valueAt(value, [key]) ?? 0);

export function elasticsearchStore(elasticsearch: Elasticsearch): Store {
    const path = (verb: string): string => `/${INDICES}/${verb}`;
    const name = "Elasticsearch";
    const count = async (pseudonym: string): Promise<number> => {
        await elasticsearch("POST", path("_refresh"));
        const found = await elasticsearch("POST", path("_count?ignore_unavailable=true"), {
            query: spansOf(pseudonym),
        });
        return numberAt(found, "count");
    };
    return {
        name,
        find: async (pseudonym) => ({ store: name, pseudonym, count: await count(pseudonym) }),
        erase: async (pseudonym) => {
            if ((await count(pseudonym)) === 0) return "nothing was there";
            const verb = "_delete_by_query?conflicts=proceed&refresh=true&ignore_unavailable=true";
            const done = await elasticsearch("POST", path(verb), { query: spansOf(pseudonym) });
            const left = await count(pseudonym);
            if (left > 0) throw new Error(`Elasticsearch still has ${left} spans: run the command again`);
            return `${numberAt(done, "deleted")} spans deleted`;
        },
    };
}

/** A store on a volume that forgets by time alone. */
export const badgerStore = (retention: string): Store => ({
    name: "Jaeger's volume",
    find: (pseudonym) =>
        Promise.resolve({
            store: "Jaeger's volume",
            pseudonym,
            count: undefined,
            note: `can't be searched for it; each span is gone after ${retention}`,
        }),
    erase: () =>
        Promise.resolve(
            `Badger knows no deletion: every span is gone after ${retention}, or with the volume (kubectl delete pvc jaeger-badger)`,
        ),
});
