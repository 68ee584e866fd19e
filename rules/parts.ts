/** Rules in parts that fit into one object each. */

import type { RuleGroup } from "./types";

/**
 * The operator refuses a PrometheusRule of more than 524,288 bytes, as it has to fit into a ConfigMap. Room is left for how it
 * writes the same as YAML.
 */
export const MOST_BYTES = 400_000;

const bytesOf = (value: unknown): number => Buffer.byteLength(JSON.stringify(value));

/** Cuts a list into pieces that are no larger than allowed; an item that is larger by itself is a piece of its own. */
function cut<T>(items: readonly T[], most: number): readonly (readonly T[])[] {
    const pieces: T[][] = [];
    let room = 0;
    for (const item of items) {
        const bytes = bytesOf(item) + 1;
        if (bytes > room) {
            pieces.push([]);
            room = most;
        }
        pieces.at(-1)?.push(item);
        room -= bytes;
    }
    return pieces;
}

/**
 * Groups that are too large are cut between two rules. Rules of one group are evaluated one after the other, those of two are
 * not: what reads a series that another part records reads it one evaluation later.
 */
const smaller = (group: RuleGroup): readonly RuleGroup[] =>
    cut(group.rules, MOST_BYTES).map((rules, index) => ({
        ...group,
        name: index === 0 ? group.name : `${group.name}.${index + 1}`,
        rules,
    }));

/** Groups, in as few parts as they fit into, in their order. */
export const inParts = (groups: readonly RuleGroup[]): readonly (readonly RuleGroup[])[] =>
    cut(groups.flatMap(smaller), MOST_BYTES);
