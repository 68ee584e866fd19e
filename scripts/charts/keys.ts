import { isPlainObject, type PlainObject } from "../../config/merge";

/**
 * Keys of our values that a chart doesn't know: Helm accepts them silently.
 *
 * @param ours the values that the stack gives.
 * @param chart the chart's own values.yaml; a subchart's values stand under its name.
 * @param allowed paths that the chart reads although its values.yaml doesn't show them.
 */
export function unknownKeys(
    ours: PlainObject,
    chart: PlainObject,
    allowed: readonly string[] = [],
    path = "",
): readonly string[] {
    return Object.entries(ours).flatMap(([key, value]) => {
        const here = path === "" ? key : `${path}.${key}`;
        if (allowed.includes(here)) return [];
        if (!(key in chart)) return [here];
        const known = chart[key];
        // An empty map or nothing at all in the chart takes whatever is given.
        if (!isPlainObject(value) || !isPlainObject(known) || Object.keys(known).length === 0) return [];
        return unknownKeys(value, known, allowed, here);
    });
}
