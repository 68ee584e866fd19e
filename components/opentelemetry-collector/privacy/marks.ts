/**
 * While a text is worked on, characters of Unicode's private use area stand for what must not be confused with the text
 * itself. None of them leaves the processor.
 */
const CHARACTERS = {
    /** Around what has been replaced. */
    mark: "\uE001",
    markEnd: "\uE002",
    /** Put into what must stay, so that no pattern matches it. */
    keep: "\uE003",
    /** Around numbers of JSON. */
    number: "\uE005",
    numberEnd: "\uE006",
    /** Around a name that something is assigned to, behind what assigns it, and in the name of an option. */
    name: "\uE007",
    nameEnd: "\uE017",
    assigned: "\uE018",
    option: "\uE019",
    /** Before a name that may be of a kind, and before the mark of a field's value. */
    kindred: "\uE01A",
    value: "\uE008",
    /** Around what is to be hashed, and before a hash. */
    hash: "\uE010",
    hashEnd: "\uE011",
    hashed: "\uE012",
    /** Around what looks like something until its surroundings have been judged. */
    candidate: "\uE014",
    candidateEnd: "\uE015",
    /** Before a candidate that a word or an escaped character announces. */
    announced: "\uE016",
    /** In the sum of a number's digits: a digit that is doubled, one that isn't, and one of the sum. */
    doubled: "\uE01B",
    single: "\uE01C",
    unit: "\uE01D",
    sum: "\uE01E",
    /** Behind an escaped character of a URL, whose digits are no part of a number. */
    apart: "\uE01F",
    /** Escaped characters inside of JSON strings. */
    tab: "\uE009",
    newline: "\uE00A",
    carriageReturn: "\uE00D",
    quote: "\uE022",
    backslash: "\uE05C",
    /** Before the names of what isn't an attribute: a span's name, a log's body, a note of ours. */
    own: "\uE0F0",
} as const;

export const at = CHARACTERS;

/** The same characters in a regular expression, where each stands for itself. */
export const re = CHARACTERS;

/** All of them, for a character class. */
export const PRIVATE = "\uE000-\uE0FF";

const FIRST_KIND = 0xe030;
const KINDS = 32;
/** The mark of a kind of field. */
export const kindMark = (kind: number): string => String.fromCharCode(FIRST_KIND + kind);
export const kindPattern = kindMark;
export const ANY_KIND = `[${kindPattern(0)}-${kindPattern(KINDS - 1)}]`;

/** How what has been found is replaced; groups are those of the pattern that found it. */
export interface Marks {
    /** The kind in brackets: `[email]`. */
    readonly found: (kind: string, group: string) => string;
    /** The same while the kind is still a mark itself. */
    readonly kind: (mark: string, group: string) => string;
    /** What then stands for that mark. */
    readonly label: (kind: string) => string;
    /** What remains of something that has been cut. */
    readonly cut: (rest: string, group: string) => string;
    /** A keyed hash after a prefix that tells the kind: `id_0123456789abcdef`. */
    readonly hashed: (prefix: string, group: string) => string;
}

const around = (text: string): string => at.mark + text + at.markEnd;
const hash = (group: string): string => at.hash + group + at.hashEnd;

export const marks: Marks = {
    found: (kind) => around(`[${kind}]`),
    kind: (mark) => around(mark),
    label: (kind) => `[${kind}]`,
    cut: (rest) => around(rest),
    hashed: (prefix, group) => around(`${prefix}_${hash(group)}`),
};
