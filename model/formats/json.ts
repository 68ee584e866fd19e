/** JSON, without anything undefined. */
export type Json = string | number | boolean | null | readonly Json[] | JsonObject;
export interface JsonObject {
    readonly [key: string]: Json;
}

type Loose = string | number | boolean | null | undefined | readonly Loose[] | { readonly [key: string]: Loose };

/** Leaves out what is undefined, at any depth, so that objects can read `key: condition ? value : undefined`. */
export const defined = (object: { readonly [key: string]: Loose }): JsonObject =>
    Object.fromEntries(
        Object.entries(object).flatMap(([key, value]) => (value === undefined ? [] : [[key, definedValue(value)]])),
    );

function definedValue(value: Exclude<Loose, undefined>): Json {
    if (typeof value !== "object" || value === null) return value;
    if (isList(value)) return value.flatMap((item) => (item === undefined ? [] : [definedValue(item)]));
    return defined(value);
}

const isList = (value: object): value is readonly Loose[] => Array.isArray(value);
