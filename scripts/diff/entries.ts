import { objectOf, type ObjectChange } from "../shared/comparison/changes";
import type { Verdict } from "../shared/comparison/destructive/verdict";
import type { FieldChange } from "../shared/comparison/fields";
import type { LineDiffs } from "./lines";
import { titleOf } from "../shared/comparison/applied-objects";
import { isDestructive, type StackDiff } from "../shared/comparison/stack";

/** A changed object as people read it. */
export interface Entry {
    readonly change: ObjectChange["change"];
    /** "StatefulSet go-coffee-monitoring/loki" */
    readonly title: string;
    /** Helm release that it is part of. */
    readonly release?: string;
    /** Its fields with old and new value. */
    readonly lines: readonly string[];
}

/** A stack that is told about; `entries` is empty for one that is new or removed. */
export interface Told {
    readonly diff: StackDiff;
    readonly entries: readonly Entry[];
}

export const MARKS: Readonly<Record<ObjectChange["change"], string>> = { added: "+", removed: "-", changed: "~" };

const LONGEST_VALUE = 160;
const MOST_LINES = 60;
const MOST_FIELDS = 60;

/** Objects of a stack: those first whose change destroys something, then those with something to note. */
export function told(diff: StackDiff, diffs: LineDiffs): Told {
    if (diff.state !== "compared") return { diff, entries: [] };
    const rank = (change: ObjectChange): number => rankOf(titleOf(objectOf(change).id), diff.verdicts);
    const entries = [...diff.changes]
        .sort((a, b) => rank(a) - rank(b))
        .map((change): Entry => {
            const { id, release } = objectOf(change);
            return {
                change: change.change,
                title: titleOf(id),
                ...(release === undefined ? {} : { release }),
                lines: cut(
                    fieldsOf(change).map((field) => linesOf(field, diffs)),
                    MOST_FIELDS,
                    "fields",
                ).flat(),
            };
        });
    return { diff, entries };
}

const rankOf = (title: string, verdicts: readonly Verdict[]): number => {
    const own = verdicts.filter(({ object }) => object === title);
    return own.some(isDestructive) ? 0 : own.length > 0 ? 1 : 2;
};

/** Every field that differs between stacks. */
export const fieldsOfAll = (diffs: readonly StackDiff[]): readonly FieldChange[] =>
    diffs.flatMap((diff) => (diff.state === "compared" ? diff.changes.flatMap(fieldsOf) : []));

const fieldsOf = (change: ObjectChange): readonly FieldChange[] => (change.change === "changed" ? change.fields : []);

function linesOf(field: FieldChange, diffs: LineDiffs): readonly string[] {
    const text = diffs.get(field);
    const { path, before, after } = field;
    if (text !== undefined)
        return [
            `${path}:`,
            ...cut(
                text.map((line) => [shortened(line)]),
                MOST_LINES,
                "lines",
            ).flat(),
        ];
    if (!("before" in field)) return [`+ ${path}: ${shown(after)}`];
    if (!("after" in field)) return [`- ${path}: ${shown(before)}`];
    return [shown(before) === shown(after) ? `~ ${path}: differs` : `~ ${path}: ${shown(before)} → ${shown(after)}`];
}

/** The first of a long list, and how many more there are. */
const cut = (parts: readonly (readonly string[])[], most: number, what: string): readonly (readonly string[])[] =>
    parts.length <= most ? parts : [...parts.slice(0, most), [`… ${parts.length - most} more ${what}`]];

const shown = (value: unknown): string => shortened(JSON.stringify(value));

const shortened = (text: string): string =>
    text.length <= LONGEST_VALUE
        ? text
        : `${text.slice(0, LONGEST_VALUE)}… (${text.length - LONGEST_VALUE} more characters)`;

/** "2 destructive, 1 to note, 3 objects new, 1 removed, 14 changed" */
export function counts({ diff, entries }: Told): string {
    if (diff.state !== "compared") return stateOf(diff);
    if (entries.length === 0) return "no difference";
    const number = (change: Entry["change"]): number => entries.filter((entry) => entry.change === change).length;
    const destructive = diff.verdicts.filter(isDestructive).length;
    return [
        [destructive, "destructive"],
        [diff.verdicts.length - destructive, "to note"],
        [number("added"), "new"],
        [number("removed"), "removed"],
        [number("changed"), "changed"],
    ]
        .filter(([count]) => count !== 0)
        .map(([count, word]) => `${count ?? 0} ${word ?? ""}`)
        .join(", ");
}

export const stateOf = ({ state, releases, objects }: Exclude<StackDiff, { state: "compared" }>): string =>
    state === "new"
        ? `a new stack with ${releases} releases and ${objects} objects of our own`
        : `no longer a stack: its ${releases} releases and ${objects} objects stay until npm run destroy`;
