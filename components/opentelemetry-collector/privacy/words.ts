/** Patterns of many words that decide at every character how to go on and never go back: the fastest that RE2 has. */

import { escaped } from "../../../model/formats/regex";

interface Trie {
    readonly [character: string]: Trie;
}
const END = "";
const insert = (trie: Trie, word: string): Trie => {
    const first = word.charAt(0);
    return { ...trie, [first]: first === END ? {} : insert(trie[first] ?? {}, word.slice(1)) };
};
const patternOf = (trie: Trie, end: string): string => {
    const branches = Object.keys(trie)
        .sort()
        .map((first) => (first === END ? end : escaped(first) + patternOf(trie[first] ?? {}, end)));
    return branches.length === 1 ? branches.join("") : `(?:${branches.join("|")})`;
};

/** Any of the words, followed by `end`. */
export const patternOfWords = (words: readonly string[], end = ""): string =>
    patternOf(
        words.reduce<Trie>((trie, word) => insert(trie, word), {}),
        end,
    );
