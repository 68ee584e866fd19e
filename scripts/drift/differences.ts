import { isPlainObject, valueAt, type PlainObject } from "../../config/merge";

/** A field that is not as planned. */
export interface Difference {
    /** Such as `spec.template.spec.containers[grafana].image`. */
    readonly path: string;
    /** Lines of the planned value; none where the plan has no such field. */
    readonly planned: readonly string[];
    /** Lines of the value in the cluster; none where it is not there. */
    readonly live: readonly string[];
    /** Keys down to a field that somebody has added to maps, where taking it away is enough. */
    readonly added?: readonly string[];
}

/** What the API server keeps about each object. */
const BOOKKEEPING: ReadonlySet<string> = new Set([
    "creationTimestamp",
    "generation",
    "managedFields",
    "resourceVersion",
    "selfLink",
    "uid",
]);

/** Annotations that an admission webhook writes, on whatever passes through it: in a dry run too. */
const WRITTEN_BY_WEBHOOKS: ReadonlySet<string> = new Set(["prometheus-operator-validated"]);

const HIDDEN = ["(hidden)"] as const;

const without = (map: unknown, keys: ReadonlySet<string>): PlainObject =>
    Object.fromEntries(Object.entries(isPlainObject(map) ? map : {}).filter(([key]) => !keys.has(key)));

function withoutBookkeeping({ metadata, status: _, ...object }: PlainObject): PlainObject {
    const { annotations, ...kept } = without(metadata, BOOKKEEPING);
    const given = without(annotations, WRITTEN_BY_WEBHOOKS);
    return { ...object, metadata: Object.keys(given).length === 0 ? kept : { ...kept, annotations: given } };
}

/** Fields in which an object of the cluster is not what it would be, were it deployed as planned. */
export const differences = (live: PlainObject, planned: PlainObject): readonly Difference[] =>
    compare("", withoutBookkeeping(planned), withoutBookkeeping(live));

/** The same by reading alone: fields that a manifest leaves out may be anything, and what is empty may be left out. */
export const differencesFromManifest = (live: PlainObject, manifest: PlainObject): readonly Difference[] =>
    compare("", withoutBookkeeping(manifest), asFarAs(withoutBookkeeping(manifest), withoutBookkeeping(live)));

/** A value of the cluster without what a manifest doesn't speak of. */
function asFarAs(manifest: unknown, live: unknown): unknown {
    if (manifest === null || (isEmpty(manifest) && isEmpty(live))) return manifest;
    if (Array.isArray(manifest) && Array.isArray(live)) {
        const entries: readonly unknown[] = manifest;
        return live.map((entry: unknown, index) => {
            const namesake =
                nameOf(entry) === undefined ? undefined : entries.find((one) => nameOf(one) === nameOf(entry));
            return asFarAs(namesake ?? entries[index], entry);
        });
    }
    if (!isPlainObject(manifest) || !isPlainObject(live)) return live;
    return Object.fromEntries(Object.entries(manifest).map(([key, value]) => [key, asFarAs(value, live[key])]));
}

const isEmpty = (value: unknown): boolean =>
    value === undefined ||
    value === null ||
    value === "" ||
    value === 0 ||
    value === false ||
    (typeof value === "object" && Object.values(value).every(isEmpty));

/** That a value of a Secret differs may be told, the value may not. */
export const hideValues = ({ path, planned, live }: Difference): Difference => ({
    path,
    planned: planned.length > 0 && path.startsWith("data") ? HIDDEN : planned,
    live: live.length > 0 && path.startsWith("data") ? HIDDEN : live,
});

function compare(path: string, planned: unknown, live: unknown): readonly Difference[] {
    if (planned === live) return [];
    if (isPlainObject(planned) && isPlainObject(live)) {
        const keys = [...new Set([...Object.keys(planned), ...Object.keys(live)])].sort();
        return keys.flatMap((key) => compare(joined(path, key), planned[key], live[key]));
    }
    if (Array.isArray(planned) && Array.isArray(live)) return compareLists(path, planned, live);
    return [{ path, ...differingLines(linesOf(planned), linesOf(live)) }];
}

export const joined = (path: string, key: string): string => (path === "" ? key : `${path}.${key}`);

const nameOf = (entry: unknown): string | undefined => {
    const name = valueAt(entry, ["name"]);
    return typeof name === "string" ? name : undefined;
};

/** Entries that have names of their own are compared with their namesakes, others with those in the same place. */
function compareLists(path: string, planned: readonly unknown[], live: readonly unknown[]): readonly Difference[] {
    const areNamed = [planned, live].every(
        (list) => new Set(list.map(nameOf)).size === list.length && list.every((entry) => nameOf(entry) !== undefined),
    );
    const keyed = (list: readonly unknown[]): ReadonlyMap<string, unknown> =>
        new Map(list.map((entry, index) => [(areNamed ? nameOf(entry) : undefined) ?? String(index), entry]));
    const [one, other] = [keyed(planned), keyed(live)];
    const entries = [...new Set([...one.keys(), ...other.keys()])].flatMap((key) =>
        compare(`${path}[${key}]`, one.get(key), other.get(key)),
    );
    const order = (list: ReadonlyMap<string, unknown>): string => [...list.keys()].join(", ");
    if (entries.length > 0 || order(one) === order(other)) return entries;
    return [{ path, planned: [order(one)], live: [order(other)] }];
}

/** A value as lines to read. */
export function linesOf(value: unknown): readonly string[] {
    if (value === undefined) return [];
    return typeof value === "string" && value !== "" ? value.split("\n") : [JSON.stringify(value)];
}

const MOST_LINES = 10;

const shortened = (lines: readonly string[]): readonly string[] =>
    lines.length > MOST_LINES ? [...lines.slice(0, MOST_LINES), `... and ${lines.length - MOST_LINES} more`] : lines;

/** Two texts without the lines in which they begin and end alike. */
function differingLines(planned: readonly string[], live: readonly string[]): Omit<Difference, "path"> {
    const shortest = Math.min(planned.length, live.length);
    let start = 0;
    while (start < shortest && planned[start] === live[start]) start++;
    let end = 0;
    while (end < shortest - start && planned.at(-1 - end) === live.at(-1 - end)) end++;
    const middle = (lines: readonly string[]): readonly string[] => shortened(lines.slice(start, lines.length - end));
    return { planned: middle(planned), live: middle(live) };
}
