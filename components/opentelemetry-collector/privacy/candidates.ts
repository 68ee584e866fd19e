import { at, re } from "./marks";
import type { Step } from "./rules";

/**
 * What can't be told by one pattern alone: a fast pattern marks candidates, patterns that start at that mark judge them
 * by what is around them (RE2 has no look-around), and those that remain are replaced.
 */

export const INSIDE = `[^${re.candidate}${re.candidateEnd}]*`;
/** A candidate in a pattern; its text is one group, or two where it has a rest. */
export const candidate = (text = INSIDE, rest?: string): string =>
    `${re.candidate}(${text})${rest === undefined ? "" : `(${rest})`}${re.candidateEnd}`;

export const mark = (find: string): Step => ({ find, by: `${at.candidate}\${0}${at.candidateEnd}` });

const after = re.candidate;
export const judged = (find: string, by: string): Step => ({ find, by, after });

/** Not a candidate when this precedes it, unless it is announced. */
export const notAfter = (pattern: string, text?: string, words?: readonly string[]): Step => ({
    ...judged(`(${pattern})${candidate(text)}`, "${1}${2}"),
    ...(words === undefined ? {} : { words }),
});
export const notBefore = (pattern: string, text?: string): Step => judged(`${candidate(text)}(${pattern})`, "${1}${2}");
/** Not a candidate when it is this. */
export const not = (text: string): Step => judged(candidate(text), "${1}");

/** Characters before a candidate that look like part of it and aren't: an escape of a URL, a word that announces it. */
export const announced = (pattern: string, words?: readonly string[]): Step => ({
    ...judged(`(${pattern})${re.candidate}`, `\${1}${at.announced}${at.candidate}`),
    ...(words === undefined ? {} : { words }),
});

/** Candidates inside of candidates. */
export const nested: readonly Step[] = [1, 2].map(() =>
    judged(
        `(${re.candidate}${INSIDE})${re.candidate}(${INSIDE})${re.candidateEnd}(${INSIDE}${re.candidateEnd})`,
        "${1}${2}${3}",
    ),
);

/** Replaces the candidates that remain, or those of one shape, and forgets the others. */
export const replaced = (by: string, text?: string): readonly Step[] => [
    judged(candidate(text), by),
    ...(text === undefined ? [] : [judged(candidate(), "${1}")]),
    { find: re.announced, by: "", after: re.announced },
];
