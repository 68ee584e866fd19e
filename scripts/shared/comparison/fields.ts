import { isDeepStrictEqual } from "node:util";
import { isPlainObject, valueAt, type PlainObject } from "../../../config/merge";

/** A field that differs: absent on one side where that side doesn't have it. */
export interface FieldChange {
    /** Such as `spec.template.spec.containers[loki].image`; a key with other characters is quoted: `data["loki.yaml"]`. */
    readonly path: string;
    readonly before?: unknown;
    readonly after?: unknown;
}

/** What tells the items of a list apart, in the order in which it is tried. */
const NAMES = [["name"], ["metadata", "name"], ["mountPath"], ["containerPort"], ["port"]] as const;

const below = (path: string, key: string): string =>
    /^[\w-]+$/.test(key) ? (path === "" ? key : `${path}.${key}`) : `${path}[${JSON.stringify(key)}]`;

/** Fields of two values that differ, each as deep as both sides go. */
export function fieldChanges(before: unknown, after: unknown, path = ""): readonly FieldChange[] {
    if (isDeepStrictEqual(before, after)) return [];
    if (isPlainObject(before) && isPlainObject(after)) return changesBelow(before, after, (key) => below(path, key));
    if (Array.isArray(before) && Array.isArray(after)) return listChanges(before, after, path);
    return [
        {
            path,
            ...(before === undefined ? {} : { before }),
            ...(after === undefined ? {} : { after }),
        },
    ];
}

const changesBelow = (
    before: PlainObject,
    after: PlainObject,
    pathOf: (key: string) => string,
): readonly FieldChange[] =>
    [...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap((key) =>
        fieldChanges(before[key], after[key], pathOf(key)),
    );

/** Lists of named things are compared by name, lists of texts as the lines that they are, others by position. */
function listChanges(before: readonly unknown[], after: readonly unknown[], path: string): readonly FieldChange[] {
    const both = [...before, ...after];
    if (both.every((item) => typeof item === "string")) {
        return [{ path, before: linesOf(before), after: linesOf(after) }];
    }
    const named = NAMES.find((name) => isNamedBy(before, name) && isNamedBy(after, name));
    const keyed = (list: readonly unknown[]): PlainObject =>
        Object.fromEntries(
            list.map((item, index) => [named === undefined ? index : String(valueAt(item, named)), item]),
        );
    return changesBelow(keyed(before), keyed(after), (key) => `${path}[${key}]`);
}

const linesOf = (texts: readonly unknown[]): string => texts.map((text) => `${String(text)}\n`).join("");

const isNamedBy = (list: readonly unknown[], path: readonly string[]): boolean => {
    const names = list.map((item) => valueAt(item, path));
    return names.every((name) => name !== undefined) && new Set(names).size === names.length;
};

/** Shown in place of a value that must not be seen. */
const MASKED = "[masked]";
const CONFIDENTIAL = /^(?:data|stringData)\b/;

/** Values of a Secret are never shown: only which of its keys differ. */
export const masked = (kind: string, changes: readonly FieldChange[]): readonly FieldChange[] =>
    kind !== "Secret" ? changes : changes.flatMap(maskedChange);

function maskedChange(change: FieldChange): readonly FieldChange[] {
    if (!CONFIDENTIAL.test(change.path)) return [change];
    // A map that is new or gone as a whole: its keys may be seen.
    const keys = [change.before, change.after].filter(isPlainObject).flatMap((map) => Object.keys(map));
    const paths = keys.length === 0 ? [change.path] : keys.map((key) => below(change.path, key));
    return paths.map((path) => ({
        path,
        ...("before" in change ? { before: MASKED } : {}),
        ...("after" in change ? { after: MASKED } : {}),
    }));
}
