import type { FieldNames } from "../../../model/telemetry/personal-data";
import { nameSteps } from "./names";
import { ANY_KIND, at, kindMark, kindPattern, re, type Marks } from "./marks";
import type { Step } from "./rules";
import { anyValue, ASSIGN, BARE, HIDDEN, NO_VALUE, PROSE, QUOTE, SPACE, STOP } from "./text";

/**
 * What is found by the name of its field. Each kind of field has a mark: it is put behind the names, moved behind what
 * assigns a value, taken from what isn't a value, and replaced with the value that it stands before.
 */
export interface FieldKind {
    readonly fields: FieldNames;
    /** What stands for a value of any shape; undefined where `shapes` know all. */
    readonly label?: string;
    /** Values of shapes of their own, at `start`; they come first. */
    readonly shapes?: (start: string) => readonly Replacement[];
    /** Names that end with one of the fields' and are none: takes their mark away. */
    readonly exceptions?: (mark: string) => readonly Replacement[];
    /** Whether the field is an option of a command line too: `--password hunter2`. */
    readonly option?: true;
}
export type Replacement = Pick<Step, "find" | "by">;

const only = (after: string, steps: readonly Replacement[]): readonly Step[] =>
    steps.map((step) => ({ ...step, after }));

/** Marks the names of the kinds from `first` on. */
export const markNames = (kinds: readonly FieldKind[], first: number): readonly Step[] => [
    ...kinds.flatMap(({ fields }, index) => nameSteps(fields, kindMark(first + index))),
    ...kinds.flatMap(({ exceptions }, index) =>
        only(kindPattern(first + index), exceptions?.(kindPattern(first + index)) ?? []),
    ),
    // Parts of longer words.
    ...only(re.word, [
        { find: `([A-Za-z0-9])${re.word}([a-z][^${ANY_KIND.slice(1, -1)}]*)${ANY_KIND}`, by: "${1}${2}" },
        { find: `([A-Z])${re.word}([A-Z][^${ANY_KIND.slice(1, -1)}]*)${ANY_KIND}`, by: "${1}${2}" },
        { find: re.word, by: "" },
    ]),
];

/** Names in capitals, in small letters for as long as names are looked for. */
export const smallLetters: Step = {
    find: `([A-Z][A-Z0-9_.-]{2,})(${ASSIGN})`,
    by: `${at.capitals}\${1}${at.capitalsEnd}\${2}`,
    convert: "ToLowerCase",
};
const capitalLetters: Step = {
    find: `${re.capitals}([^${re.capitalsEnd}]*)${re.capitalsEnd}`,
    by: "${1}",
    convert: "ToUpperCase",
    after: re.capitals,
};

const SCHEME = `(?i:(?:bearer|basic|negotiate|ntlm|token|apikey|key)${SPACE}+)?`;

/** Replaces the values of all kinds, whose names are marked. */
export function replaceValues(kinds: readonly FieldKind[], marks: Marks): readonly Step[] {
    const each = kinds.map((kind, index) => ({ ...kind, pattern: kindPattern(index) }));
    const options = each.filter(({ option }) => option).map(({ pattern }) => pattern);
    const labelled = each.filter(({ label }) => label !== undefined);
    const value = anyValue(`${SCHEME}${BARE}`);
    return [
        ...only(ANY_KIND, [
            // An element that ends assigns nothing.
            { find: `(</[A-Za-z0-9_:.-]*)${ANY_KIND}+`, by: "${1}" },
            { find: `(${ANY_KIND}+)(${re.capitalsEnd}?${ASSIGN})`, by: `\${2}${at.value}\${1}` },
            {
                find: `([ "'${re.quote}${re.newline}]--?[A-Za-z0-9_-]*)([${options.join("")}])( +)-?`,
                by: `\${1}\${3}${at.value}\${2}`,
            },
            // Names that nothing is assigned to, and further kinds of one name.
            { find: `([^${re.value}])${ANY_KIND}+`, by: "${1}" },
        ]),
        capitalLetters,
        ...only(re.value, [
            { find: `${re.value}${ANY_KIND}(${QUOTE}(?:${NO_VALUE})${STOP})`, by: "${1}" },
            { find: `${re.value}${ANY_KIND}((?:${PROSE})${STOP})`, by: "${1}" },
            { find: `${re.value}${ANY_KIND}(${QUOTE}(?:${HIDDEN}))`, by: "${1}" },
        ]),
        ...each.flatMap(({ shapes, pattern }) => only(re.value + pattern, shapes?.(re.value + pattern) ?? [])),
        ...only(re.value, [
            {
                find: `${re.value}([${labelled.map(({ pattern }) => pattern).join("")}])${value.find}`,
                by: value.by((group) => marks.kind("${1}", group)),
            },
        ]),
        ...labelled.map(({ label = "", pattern }) => ({
            find: re.mark + pattern,
            by: at.mark + marks.label(label),
        })),
        ...only(re.value, [{ find: `${re.value}${ANY_KIND}`, by: "" }]),
    ];
}

/** A value of one shape, in quotes or not, text or number. */
export const shaped = (start: string, shape: string, mark: (group: string) => string): Replacement => ({
    find: `${start}(${re.number}|${QUOTE})(${shape})`,
    by: `\${1}${mark("${2}")}`,
});
