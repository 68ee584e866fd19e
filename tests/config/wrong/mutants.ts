/** Wrong configurations of every key, made from the schema. */
import { isPlainObject, valueAt, type PlainObject } from "../../../config/merge";
import { pathOf } from "../../../config/problems";
import { choicesOf, knownKeys, plainAt } from "../../../config/schema/keys";

export interface Mutant {
    /** The key that is wrong. */
    readonly key: string;
    readonly wrong: unknown;
    readonly settings: PlainObject;
}

type Path = readonly (string | number)[];

/** Every path of the schema that settings have a place for; of blocks that are alike (`resources`), the first. */
function pathsBelow(path: Path, settings: PlainObject, seen: Set<unknown>): readonly Path[] {
    const def = plainAt(path, settings);
    const given = valueAt(settings, path);
    const below = (parts: readonly (string | number)[]) =>
        parts.flatMap((part) => [[...path, part], ...pathsBelow([...path, part], settings, seen)]);
    if (isPlainObject(def.shape)) {
        if (seen.has(def.shape)) return [];
        seen.add(def.shape);
        return below(Object.keys(def.shape));
    }
    if (def.valueType !== undefined && isPlainObject(given)) return below(Object.keys(given));
    return def.element !== undefined && Array.isArray(given) ? below(given.map((_, index) => index)) : [];
}

function replaced(root: unknown, [part, ...below]: Path, value: unknown): unknown {
    if (part === undefined) return value;
    if (typeof part === "number") {
        const list: unknown[] = Array.isArray(root) ? [...(root as readonly unknown[])] : [];
        list[part] = replaced(list[part], below, value);
        return list;
    }
    const map = isPlainObject(root) ? root : {};
    return { ...map, [part]: replaced(map[part], below, value) };
}

const GARBAGE = "?? not this ??";

/** What no key of such a type takes. */
function wrongValues(def: PlainObject): readonly unknown[] {
    const choices = choicesOf(def);
    if (isPlainObject(def.shape) || def.valueType !== undefined || def.options !== undefined) return ["text"];
    if (def.element !== undefined) return [GARBAGE, { a: 1 }];
    if (def.type === "boolean") return ["yes", 1];
    if (def.type === "number") return ["three", -1, GARBAGE, ...(def.format === "safeint" ? [2.5, "10%"] : [])];
    if (choices.length > 0) return [`${choices.at(-1) ?? ""}x`, 7];
    return [GARBAGE, "", null, { a: "b" }];
}

/**
 * Settings with one key wrong each.
 *
 * @param seen blocks that were made wrong before.
 */
export function mutants(settings: PlainObject, seen: Set<unknown>): readonly Mutant[] {
    return pathsBelow([], settings, seen).flatMap((path) => {
        const def = plainAt(path, settings);
        const known = knownKeys(path, settings);
        const [first] = known;
        const unknown = first === undefined ? [] : ["nothingLikeIt", `${first}${first.slice(-1)}x`];
        return [
            ...wrongValues(def).map((wrong) => ({ path, wrong })),
            ...unknown.map((name) => ({ path: [...path, name], wrong: "x" })),
        ].map(({ path: at, wrong }) => ({
            key: pathOf(at),
            wrong,
            settings: replaced(settings, at, wrong) as PlainObject,
        }));
    });
}
