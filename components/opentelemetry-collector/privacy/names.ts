import type { FieldNames } from "../../../model/telemetry/personal-data";
import { at } from "./marks";

/**
 * Patterns that find the names of fields in a text. Each starts with letters in one case, which are searched for at the
 * speed of memory; alternatives in one pattern would be tried at each character.
 */
const SEPARATOR = "[._ -]?";
/** A first word of so few letters isn't cut any more. */
const SHORT = 3;

/** Names that start with the same word have one pattern. */
function byFirstWord(names: readonly string[]): readonly (readonly [first: string, following: string])[] {
    const groups = new Map<string, readonly string[]>();
    for (const name of names) {
        const [first = "", ...rest] = name.split("_");
        groups.set(first, [...(groups.get(first) ?? []), rest.join(SEPARATOR)]);
    }
    return [...groups].map(([first, rests]) => [first, following(rests)]);
}

/** What follows the first word, in any case; the longest first. */
function following(rests: readonly string[]): string {
    const longest = rests.filter((rest) => rest !== "").sort((a, b) => b.length - a.length);
    if (longest.length === 0) return "";
    return `(?i:${SEPARATOR}(?:${longest.join("|")}))${rests.includes("") ? "?" : ""}`;
}

const capitalised = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);
const cases = (word: string): readonly string[] => [word, capitalised(word), word.toUpperCase()];

/** Puts `mark` behind the names, and another before those that count as whole words alone. */
export const nameSteps = (
    { names, words = [] }: FieldNames,
    mark: string,
): readonly { readonly find: string; readonly by: string }[] => [
    ...byFirstWord(names).flatMap(([first, rest]) =>
        // Without its first letter, which may be a capital.
        (first.length > SHORT ? [first.slice(1)] : cases(first)).map((start) => ({
            find: `${start}${rest}\\b`,
            by: `\${0}${mark}`,
        })),
    ),
    ...byFirstWord(words).flatMap(([first, rest]) =>
        cases(first).map((start) => ({ find: `${start}${rest}\\b`, by: `${at.word}\${0}${mark}` })),
    ),
];
