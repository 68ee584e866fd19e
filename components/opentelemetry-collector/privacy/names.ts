import type { FieldNames } from "../../../model/telemetry/personal-data";
import { at, re } from "./marks";
import type { Step } from "./rules";
import { ASSIGN } from "./text";

/**
 * Patterns that find the names of fields in a text. What assigns something is marked first, once; the names of each kind
 * are then one pattern that starts with a mark, and so is tried at assignments alone.
 */

/** Between the words of a name, if anything: a dash, a dot, a blank. */
const SEPARATOR = ".?";
const LETTER = "0-9A-Za-z_.\\x{a1}-\\x{d7ff}-";
const FIRST = "[A-Za-z\\x{a1}-\\x{d7ff}]";
/** A name, with up to two words before its last one. */
const NAME = `${FIRST}[${LETTER}]*(?: [${LETTER}]+){0,2}`;
const INSIDE = `[^${re.nameEnd}${re.option}]*`;

/** Marks every name that something is assigned to, in any way that ASSIGN knows, or as an option before its value. */
export const markAssignments: readonly Step[] = [
    {
        // In a command line, and in a list of its words.
        find: `([ "'${re.quote}${re.newline}]--?)([A-Za-z0-9_-]+)( +-?|${re.quote}, ?${re.quote}|","|', ?')`,
        by: `\${1}${at.name}${at.option}\${2}${at.nameEnd}\${3}${at.assigned}`,
    },
    { find: `(${NAME})(${ASSIGN})`, by: `${at.name}\${1}${at.nameEnd}\${2}${at.assigned}` },
    // An element that ends assigns nothing.
    {
        find: `</${re.name}([^${re.nameEnd}]*)${re.nameEnd}([^${re.assigned}]*)${re.assigned}`,
        by: "</${1}${2}",
    },
];

/** As many alternatives as a pattern may have: a larger one is matched in a way that is many times slower. */
const ALTERNATIVES = 80;

const chunks = <T>(all: readonly T[], size: number): readonly (readonly T[])[] =>
    Array.from({ length: Math.ceil(all.length / size) }, (_, index) => all.slice(index * size, (index + 1) * size));

/** Pieces of names that are in one of them at least, none in another: a name without any of them is of no kind. */
export const markKindred = (pieces: readonly string[]): readonly Step[] => [
    ...chunks([...pieces].sort(), ALTERNATIVES).map((some): Step => ({
        find: `${re.name}([^${re.nameEnd}]*(?i:${some.map(spelled).join("|")}))`,
        by: `${at.kindred}\${1}`,
        after: re.name,
    })),
    { find: re.name, by: "", after: re.name },
];

const spelled = (name: string): string => name.split("_").join(SEPARATOR);

/** Names in one pattern; those that go on alike from their first word on are there once. */
function alternatives(names: readonly string[]): string {
    const rests = new Map<string, readonly string[]>();
    for (const name of new Set(names)) {
        const [first = "", ...rest] = name.split("_");
        rests.set(first, [...(rests.get(first) ?? []), rest.join("_")]);
    }
    const firsts = new Map<string, readonly string[]>();
    for (const [first, all] of rests) {
        const key = [...all].sort((a, b) => b.length - a.length || (a < b ? -1 : 1)).join(" ");
        firsts.set(key, [...(firsts.get(key) ?? []), first]);
    }
    const group = (all: readonly string[]): string => (all.length === 1 ? all.join("") : `(?:${all.join("|")})`);
    return [...firsts]
        .map(([key, all]) => {
            const rest = key.split(" ");
            const following = rest.filter((one) => one !== "").map((one) => SEPARATOR + spelled(one));
            const optional = rest.includes("") && following.length > 0 ? "?" : "";
            return (
                group(all) + (following.length === 0 ? "" : optional ? `(?:${following.join("|")})?` : group(following))
            );
        })
        .join("|");
}

/** A word that starts with a capital, behind a small letter. */
const humped = (word: string): string =>
    `${word.charAt(0).toUpperCase()}(?i:${word.slice(1).split("_").join(SEPARATOR)})`;

function pattern({ names, words = [], elsewhere = [] }: FieldNames, inside: string): string {
    const whole = alternatives([...new Set([...words, ...elsewhere])]);
    return [
        ...(names.length > 0 ? [`${inside}(?i:${alternatives(names)})`] : []),
        ...(whole === "" ? [] : [`(?:${inside}(?:[^0-9A-Za-z${re.nameEnd}${re.option}]|5[Bb]))?(?i:${whole})`]),
        ...(words.length > 0 ? [`${inside}[0-9a-z](?:${words.map(humped).join("|")})`] : []),
    ].join("|");
}

/** Names of a kind that go into one pattern. */
const NAMES = 30;

/** Puts `mark` before what is assigned to one of the names. */
export const nameSteps = (
    { names, words = [], elsewhere = [] }: FieldNames,
    mark: string,
    option: boolean,
): readonly Step[] =>
    [
        ...chunks(names, NAMES).map((some): FieldNames => ({ names: some })),
        ...chunks([...words, ...elsewhere], NAMES).map((some): FieldNames => ({
            names: [],
            words: some.filter((word) => words.includes(word)),
            elsewhere: some,
        })),
    ].map((some) => ({
        find: `${re.kindred}(${option ? `${re.option}?` : ""}(?:${pattern(some, INSIDE)})${re.nameEnd}[^${re.assigned}]*)${re.assigned}`,
        by: `\${1}${mark}`,
        after: re.kindred,
    }));

/** Names that look like a kind's and are none: nothing is put before what is assigned to them. */
export const notNamed = (names: string): Step => ({
    find: `${re.kindred}(${re.option}?${INSIDE}(?i:${names})${re.nameEnd}[^${re.assigned}]*)${re.assigned}`,
    by: "${1}",
    after: re.kindred,
});

/** Takes the marks of names and assignments out again. */
export const forgetNames: Step = { find: `[${re.kindred}${re.option}${re.nameEnd}${re.assigned}]+`, by: "" };
