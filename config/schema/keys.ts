/** Which keys the schema knows, and what it says of each: its own structure, read back. */

import { z } from "zod";
import { isPlainObject, valueAt, type PlainObject } from "../merge";
import { schema } from "./index";

/** A part of the schema, with whatever wraps it. */
export interface Node {
    readonly def: PlainObject;
    /** Whether a value has its shape. */
    readonly takes: (value: unknown) => boolean;
    /** What it is called with in a union: the settings there choose the variant. */
    readonly within: "map" | "list" | "keys";
}

type Path = readonly PropertyKey[];

const defOf = (node: unknown): PlainObject => {
    const def: unknown = isPlainObject(node) ? node.def : undefined;
    return isPlainObject(def) ? def : {};
};

/** What stands behind optional, default, preprocessing and union: of a union, the variant in the settings. */
function unwrap(node: unknown, settings: PlainObject, path: Path): PlainObject {
    const def = defOf(node);
    if (def.innerType !== undefined) return unwrap(def.innerType, settings, path);
    if (def.type === "pipe") return unwrap(defOf(def.in).type === "transform" ? def.out : def.in, settings, path);
    if (!Array.isArray(def.options)) return def;
    const chosen = valueAt(settings, [...path, String(def.discriminator)]);
    const variant: unknown = def.options.find((option) => {
        const literal = defOf(child(defOf(option), String(def.discriminator)));
        return Array.isArray(literal.values) && literal.values.includes(chosen);
    });
    return variant === undefined ? def : defOf(variant);
}

const child = (def: PlainObject, part: PropertyKey): unknown =>
    isPlainObject(def.shape) ? def.shape[String(part)] : (def.element ?? def.valueType);

/** The schema at a path of the settings; undefined where it knows none. */
export function nodeAt(path: Path, settings: PlainObject): Node | undefined {
    let node: unknown = schema;
    let within: Node["within"] = "keys";
    for (const [depth, part] of path.entries()) {
        const above = unwrap(node, settings, path.slice(0, depth));
        within = above.valueType !== undefined ? "map" : above.element !== undefined ? "list" : "keys";
        node = child(above, part);
    }
    if (node === undefined) return undefined;
    const part = node;
    return {
        def: defOf(part),
        takes: (value) => part instanceof z.ZodType && part.safeParse(value).success,
        within,
    };
}

/** The schema at a path without its wrappers. */
export const plainAt = (path: Path, settings: PlainObject): PlainObject => {
    const node = nodeAt(path, settings);
    return node === undefined ? {} : unwrap({ def: node.def }, settings, path);
};

/** Keys that the schema knows at a path; of a union, those of the variant in the settings. */
export const knownKeys = (path: Path, settings: PlainObject): readonly string[] => {
    const { shape } = plainAt(path, settings);
    return isPlainObject(shape) ? Object.keys(shape) : [];
};

/** Whether a key may be left out. */
export const mayBeAbsent = ({ def }: Node): boolean => ["optional", "default", "prefault"].includes(String(def.type));

/** Values of an enumeration or a literal; of a union, those of its discriminator. */
export function choicesOf(def: PlainObject): readonly string[] {
    if (isPlainObject(def.entries)) return Object.values(def.entries).map(String);
    if (Array.isArray(def.values)) return def.values.map(String);
    if (!Array.isArray(def.options)) return [];
    return def.options.flatMap((option) => choicesOf(defOf(child(defOf(option), String(def.discriminator)))));
}
