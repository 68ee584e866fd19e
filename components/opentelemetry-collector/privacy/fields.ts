import { NAME_PIECES, type FieldNames } from "../../../model/telemetry/personal-data";
import { forgetNames, markAssignments, markKindred, nameSteps, notNamed } from "./names";
import { ANY_KIND, at, kindMark, kindPattern, re, type Marks } from "./marks";
import type { Step } from "./rules";
import { anyValue, BARE, HIDDEN, NO_VALUE, PROSE, QUOTE, SPACE, STOP } from "./text";

/**
 * What is found by the name of its field. Each kind of field has a mark: it is put before the value, taken from what isn't
 * one, and replaced with the value that it stands before.
 */
export interface FieldKind {
    readonly fields: FieldNames;
    /** What stands for a value of any shape; undefined where `shapes` know all. */
    readonly label?: string;
    /** Values of shapes of their own, at `start`; they come first. */
    readonly shapes?: (start: string) => readonly Replacement[];
    /** Names that end with one of the fields' and are none: a pattern. */
    readonly exceptions?: string;
    /** Whether the field is an option of a command line too: `--password hunter2`. */
    readonly option?: true;
}
export type Replacement = Pick<Step, "find" | "by">;

const only = (after: string, steps: readonly Replacement[]): readonly Step[] =>
    steps.map((step) => ({ ...step, after }));

/** Marks the values of the kinds; the first kind that a name is of counts. */
export const markValues = (kinds: readonly FieldKind[], more: readonly string[]): readonly Step[] => [
    ...markAssignments,
    ...markKindred([...NAME_PIECES, ...more]),
    ...kinds.flatMap(({ fields, exceptions, option = false }, index) => [
        ...(exceptions === undefined ? [] : [notNamed(exceptions)]),
        ...nameSteps(fields, at.value + kindMark(index), option),
    ]),
    forgetNames,
];

const SCHEME = `(?i:(?:bearer|basic|negotiate|ntlm|token|apikey|key)${SPACE}+)?`;

/** Replaces the values of all kinds, which are marked. */
export function replaceValues(kinds: readonly FieldKind[], marks: Marks): readonly Step[] {
    const each = kinds.map((kind, index) => ({ ...kind, pattern: kindPattern(index) }));
    const labelled = each.filter(({ label }) => label !== undefined);
    const value = anyValue(`${SCHEME}${BARE}`);
    return [
        { find: `${re.value}${ANY_KIND}(${QUOTE}(?:(?:${NO_VALUE})${STOP}|${HIDDEN}))`, by: "${1}" },
        { find: `${re.value}${ANY_KIND}((?:${PROSE})${STOP})`, by: "${1}" },
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
