/** OpenTelemetry Transformation Language: https://github.com/open-telemetry/opentelemetry-collector-contrib/tree/main/pkg/ottl */

/**
 * A literal of OTTL, in ASCII and the characters of our marks alone; `$` is doubled, because the collector expands `$` in its
 * configuration.
 */
export const literal = (text: string): string =>
    JSON.stringify(text)
        .replace(
            /[^\x20-\x7e\ue000-\uf8ff]/g,
            (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
        )
        .replaceAll("$", "$$$$");

export const isMatch = (path: string, pattern: string): string => `IsMatch(${path}, ${literal(pattern)})`;

export const set = (path: string, value: string): string => `set(${path}, ${value})`;

export const where = (statement: string, ...conditions: readonly string[]): string =>
    conditions.length === 0 ? statement : `${statement} where ${conditions.join(" and ")}`;

export const any = (conditions: readonly string[]): string =>
    conditions.length === 1 ? conditions.join() : `(${conditions.join(" or ")})`;

export interface Hash {
    /** Text put before what is hashed: an OTTL expression. */
    readonly key: string;
    /** What becomes of the hash; `%s` stands for it. */
    readonly format: string;
}

/** Replaces every match of a pattern (RE2) in a text; `${1}` is a group of it. */
export const replace = (
    path: string,
    pattern: string,
    replacement: string,
    convert?: "ToLowerCase" | "ToUpperCase" | Hash,
): string => {
    const start = `replace_pattern(${path}, ${literal(pattern)}`;
    if (convert === undefined) return `${start}, ${literal(replacement)})`;
    if (typeof convert === "string") return `${start}, ${literal(replacement)}, ${convert})`;
    const keyed = `Concat([${convert.key}, ${literal(replacement)}], "")`;
    return `${start}, ${keyed}, SHA256, ${literal(convert.format)})`;
};
