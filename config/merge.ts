export type PlainObject = { readonly [key: string]: unknown };

export const isPlainObject = (value: unknown): value is PlainObject =>
    typeof value === "object" && value !== null && !Array.isArray(value);

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

/**
 * Lays a stack's settings over its profile. A block that chooses another variant than the profile's (`loki.mode`) drops
 * the profile's settings of that block, which would be unknown keys there.
 */
export function overProfile(profile: PlainObject, settings: PlainObject): PlainObject {
    const merged: Record<string, unknown> = { ...profile };
    for (const [key, value] of Object.entries(settings)) {
        const below = merged[key];
        const mergeable = isPlainObject(below) && isPlainObject(value) && sameVariant(below, value);
        merged[key] = mergeable ? overProfile(below, value) : value;
    }
    return merged;
}

const sameVariant = (profile: PlainObject, settings: PlainObject): boolean =>
    DISCRIMINATORS.every((key) => !(key in settings) || !(key in profile) || settings[key] === profile[key]);
