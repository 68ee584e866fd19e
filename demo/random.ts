/** Chance that comes out the same for the same seed, whoever asks: each pod plays the same platform by itself. */

/** The next number from 0 to below 1. */
export type Random = () => number;

/** FNV-1a, 32 bits: http://www.isthe.com/chongo/tech/comp/fnv/ */
function hash(text: string): number {
    let sum = 0x811c9dc5;
    for (let index = 0; index < text.length; index++) sum = Math.imul(sum ^ text.charCodeAt(index), 0x01000193);
    return sum >>> 0;
}

/** Mulberry32: one state of 32 bits, good enough for traffic, and for nothing that is secret. */
export function random(...seeds: readonly (string | number)[]): Random {
    let state = hash(seeds.join("/"));
    return () => {
        state = (state + 0x6d2b79f5) | 0;
        let mixed = Math.imul(state ^ (state >>> 15), state | 1);
        mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
        return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
    };
}

/** One of some things, each as likely as its weight says. */
export function oneOf<T>(weighted: readonly (readonly [T, number])[], next: Random): T {
    const [first] = weighted;
    if (first === undefined) throw new Error("nothing to choose from");
    let left = next() * weighted.reduce((sum, [, weight]) => sum + weight, 0);
    for (const [thing, weight] of weighted) if ((left -= weight) < 0) return thing;
    return first[0];
}

/** Hexadecimal digits. */
export const hex = (digits: number, next: Random): string =>
    Array.from({ length: digits }, () => Math.floor(next() * 16).toString(16)).join("");

/** A whole number of events for a rate: its fraction is the chance of one more. */
export const countOf = (rate: number, next: Random): number => Math.floor(rate) + (next() < rate % 1 ? 1 : 0);

/** How long something takes that takes `median` mostly, and now and then several times as long. */
export const around = (median: number, next: Random): number =>
    median * Math.exp((next() + next() + next() - 1.5) * 0.9);
