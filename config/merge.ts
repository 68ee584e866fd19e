/** Plain values: looking into them and merging them. */

export type PlainObject = { readonly [key: string]: unknown };

export const isPlainObject = (value: unknown): value is PlainObject =>
    typeof value === "object" && value !== null && !Array.isArray(value);

/** The value at a path inside of maps and lists; undefined where the path ends early. */
export const valueAt = (root: unknown, path: readonly PropertyKey[]): unknown =>
    path.reduce<unknown>(
        (value, key) => (typeof value === "object" && value !== null ? Reflect.get(value, key) : undefined),
        root,
    );

/** Lays `over` on `base`: maps are merged deeply, a list or a scalar replaces. Neither argument is changed. */
export function mergeDeep(base: PlainObject, over: PlainObject): PlainObject {
    const merged: Record<string, unknown> = { ...base };
    for (const [key, value] of Object.entries(over)) {
        const below = merged[key];
        merged[key] = isPlainObject(below) && isPlainObject(value) ? mergeDeep(below, value) : value;
    }
    return merged;
}

/** Keys whose value decides which other keys a block has. */
const DISCRIMINATORS = ["mode", "type", "provider"] as const;

/** The keys that a block may have, given the variant that its settings choose. */
export type KnownKeys = (path: readonly string[], settings: PlainObject) => readonly string[];

/**
 * Lays a stack's settings over its profile. Of a block that chooses another variant than the profile's (`loki.mode`), the
 * profile's settings stay where the variant has them too.
 */
export function overProfile(
    profile: PlainObject,
    settings: PlainObject,
    knownKeys: KnownKeys,
    path: readonly string[] = [],
    root: PlainObject = settings,
): PlainObject {
    const merged: Record<string, unknown> = { ...profile };
    for (const [key, value] of Object.entries(settings)) {
        const below = merged[key];
        const here = [...path, key];
        if (!isPlainObject(below) || !isPlainObject(value)) {
            merged[key] = value;
            continue;
        }
        const kept = sameVariant(below, value) ? below : pick(below, knownKeys(here, root));
        merged[key] = overProfile(kept, value, knownKeys, here, root);
    }
    return merged;
}

const pick = (object: PlainObject, keys: readonly string[]): PlainObject =>
    Object.fromEntries(Object.entries(object).filter(([key]) => keys.includes(key)));

const sameVariant = (profile: PlainObject, settings: PlainObject): boolean =>
    DISCRIMINATORS.every((key) => !(key in settings) || !(key in profile) || settings[key] === profile[key]);
