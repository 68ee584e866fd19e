import { any, isMatch, replace, set, where } from "./ottl";
import { cache } from "./records";

/** A replacement in a text. */
export interface Step {
    readonly find: string;
    readonly by: string;
    readonly convert?: "ToLowerCase" | "ToUpperCase";
    /** What the text must hold for the step to be tried: a mark that an earlier step has put there. */
    readonly after?: string;
    /** Words of which the text must have one, in lower case, for the step to be tried. */
    readonly words?: readonly string[];
}

/**
 * What a text must hold for something to be tried, in lower case: one of each list. A literal costs next to nothing, a
 * pattern that doesn't start with one costs its time for each character.
 */
export type Hints = readonly (readonly string[])[];

/** One kind of personal data or secrets. */
export interface Rule {
    readonly hints: Hints;
    readonly steps: readonly Step[];
    /** Statements of the rule's own, after its steps. */
    readonly more?: (text: string) => readonly string[];
}

/** Runs and groups of digits as cards, IBANs, telephone numbers and IPv4 addresses have them; looked for once. */
export const NUMBERS =
    '[0-9](?:[0-9]{9}|[0-9]{3}[^0-9A-Za-z"]{1,3}[0-9]{4}|[0-9]{2}[-. ][0-9]{2,3}[-. ][0-9]{4}|(?:[0-9]{0,2}\\.[0-9]{1,3}){3})';
/** Where a record's text is kept while it is worked on, and what is known of it. */
export interface Texts {
    readonly text: string;
    readonly lower: string;
    readonly numbers: string;
}

/** Whether hints are in a text. */
export const hinted = (hints: Hints, { lower, numbers }: Pick<Texts, "lower" | "numbers">): string =>
    hints
        .map((alternatives) =>
            any(alternatives.map((hint) => (hint === NUMBERS ? `${numbers} != nil` : isMatch(lower, hint)))),
        )
        .join(" and ");

/** Consecutive steps that are tried after the same mark. */
function runs(steps: readonly Step[]): readonly (readonly Step[])[] {
    const all: Step[][] = [];
    for (const step of steps) {
        const last = all.at(-1);
        if (last !== undefined && last[0]?.after === step.after && step.after !== undefined) last.push(step);
        else all.push([step]);
    }
    return all;
}

/** The statements of steps that are tried where `conditions` hold; what many steps ask for is looked for once. */
export function statements(
    steps: readonly Step[],
    { text, lower }: Pick<Texts, "text" | "lower">,
    flags: string,
    conditions: readonly string[] = [],
): readonly string[] {
    const lists = [...new Set(steps.flatMap(({ words }) => (words === undefined ? [] : [words])))];
    const flag = (kind: string, index: number): string => cache(`${flags}${kind}${index}`);
    const isThere = (one: string): string => `${one} != nil`;
    return [
        ...lists.map((words, index) =>
            where(set(flag("w", index), "true"), ...conditions, any(words.map((word) => isMatch(lower, word)))),
        ),
        ...runs(steps).flatMap((run, index) => {
            const [{ after } = { after: undefined }] = run;
            const found = flag("m", index);
            const once = run.length > 1 && after !== undefined;
            const guard =
                after === undefined ? conditions : once ? [isThere(found)] : [...conditions, isMatch(text, after)];
            return [
                ...(once ? [where(set(found, "true"), ...conditions, isMatch(text, after))] : []),
                ...run.map(({ find, by, convert, words }) =>
                    where(
                        replace(text, find, by, convert),
                        ...guard,
                        ...(words === undefined ? [] : [isThere(flag("w", lists.indexOf(words)))]),
                    ),
                ),
            ];
        }),
    ];
}

/** The statements of a rule; its hints are looked for once. */
export const ruleStatements = ({ steps, hints, more }: Rule, texts: Texts, flags: string): readonly string[] => {
    const flag = cache(flags);
    return [
        where(`set(${flag}, true)`, hinted(hints, texts)),
        ...statements(steps, texts, flags, [`${flag} != nil`]),
        ...(more?.(texts.text) ?? []).map((statement) => `${statement} and ${flag} != nil`),
    ];
};
