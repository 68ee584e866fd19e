import { valueAt } from "../../config/merge";
import type { Elasticsearch } from "../../scripts/backup/snapshots";
import { badgerStore, elasticsearchStore } from "../../scripts/subjects/spans";

const PSEUDONYM = "id_0123456789abcdef";
const tag = (value: string) => ({ tags: [{ key: "user.id", value }] });

/** Finds documents that have the text anywhere, and deletes them: what Elasticsearch does with the query. */
function standIn(documents: object[], stubborn = false): Elasticsearch {
    const hits = (body: unknown): readonly object[] => {
        const text = String(valueAt(body, ["query", "bool", "should", 3, "wildcard", "operationName", "value"]));
        return documents.filter((document) => JSON.stringify(document).includes(text.replaceAll("*", "")));
    };
    return (_, path, body) => {
        const found = hits(body);
        if (path.includes("_count")) return Promise.resolve({ count: found.length });
        if (path.includes("_delete_by_query") && !stubborn)
            for (const document of found) documents.splice(documents.indexOf(document), 1);
        return Promise.resolve({ deleted: found.length });
    };
}

test("spans that name the person are deleted, others stay, and it is looked again", async () => {
    const documents = [tag(PSEUDONYM), tag(`/users/${PSEUDONYM}/orders`), tag("id_ffff456789abcdef")];
    const store = elasticsearchStore(standIn(documents));
    expect(await store.find(PSEUDONYM)).toMatchObject({ count: 2 });
    expect(await store.erase(PSEUDONYM, () => undefined)).toBe("2 spans deleted");
    expect(documents).toEqual([tag("id_ffff456789abcdef")]);
    expect(await store.erase(PSEUDONYM, () => undefined)).toBe("nothing was there");
});

test("what is still there is no success", async () => {
    const store = elasticsearchStore(standIn([tag(PSEUDONYM)], true));
    await expect(store.erase(PSEUDONYM, () => undefined)).rejects.toThrow("still has 1 spans");
});

test("a volume forgets by time alone, and says when", async () => {
    expect(await badgerStore("7 days").find(PSEUDONYM)).toMatchObject({ count: undefined });
    expect(await badgerStore("7 days").erase(PSEUDONYM, () => undefined)).toContain("7 days");
});
