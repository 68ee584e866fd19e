import { isMap, isScalar, isSeq, parseDocument, type Document, type Node, type Scalar } from "yaml";
import type { Json } from "../../../model/formats/json";

/**
 * Makes a generated configuration start on one machine: swaps what only a cluster has and says what it swapped.
 * All else stays byte for byte, order and comments included, since the text itself is edited.
 */

/** What may be swapped, and nothing else. */
export type Kind = "address" | "path" | "certificate" | "discovery" | "component" | "time" | "size";

type Path = readonly (string | number)[];

/** Of a text inside of strings and keys, wherever it occurs. */
export interface TextSwap {
    readonly kind: Kind;
    readonly find: string | RegExp;
    readonly put: string;
}

/** Of the value at one place: replaced, added to its map, or (`to` undefined) taken out with its key. */
export interface PlaceSwap {
    readonly kind: Kind;
    readonly at: Path;
    readonly to: Json | undefined;
}

export type Swap = TextSwap | PlaceSwap;

/** One place that was swapped, as it stood and as it stands. */
export interface Swapped {
    readonly kind: Kind;
    /** Path of the value, such as `server.http_listen_port`. */
    readonly at: string;
    readonly from: string;
    readonly to: string;
    /** Where it stood in the original text. */
    readonly start: number;
}

export interface Startable {
    readonly text: string;
    readonly swapped: readonly Swapped[];
}

/** A configuration (YAML or JSON) with swaps applied; one that finds nothing to swap is refused. */
export function startable(text: string, swaps: readonly Swap[]): Startable {
    const document = parseDocument(text);
    if (document.errors[0] !== undefined) throw document.errors[0];
    const places = swaps.flatMap((swap) => ("at" in swap ? [placed(text, document, swap)] : []));
    const inside = ({ start, from }: Swapped): boolean =>
        places.some((place) => place.start <= start && start + from.length <= place.start + place.from.length);
    const texts = replaced(
        text,
        document,
        swaps.flatMap((swap) => ("find" in swap ? [swap] : [])),
    ).filter((edit) => !inside(edit));
    const swapped = [...places, ...texts].sort((a, b) => a.start - b.start);
    return {
        text: swapped.reduceRight(
            (whole, { start, from, to }) => whole.slice(0, start) + to + whole.slice(start + from.length),
            text,
        ),
        swapped,
    };
}

/** What was swapped, a line each. */
export const swapReport = ({ swapped }: Startable): string =>
    swapped
        .map(({ kind, at, from, to }) => `${kind.padEnd(11)} ${at}: ${from.trim() || "-"} => ${to.trim() || "-"}`)
        .join("\n");

function replaced(text: string, document: Document.Parsed, swaps: readonly TextSwap[]): readonly Swapped[] {
    const used = new Set<TextSwap>();
    const edits = [...strings(document.contents, [])].flatMap(({ at, node }): readonly Swapped[] => {
        let value = node.value;
        const hits = swaps.filter(({ find, put }) => {
            const next = value.replaceAll(typeof find === "string" ? find : new RegExp(find, "g"), put);
            const hit = next !== value;
            value = next;
            return hit;
        });
        for (const hit of hits) used.add(hit);
        const [first] = hits;
        return first === undefined ? [] : [edit(first.kind, at, text, rangeOf(text, node), JSON.stringify(value))];
    });
    const idle = swaps.find((swap) => !used.has(swap));
    if (idle !== undefined) throw new Error(`nothing to swap for ${String(idle.find)}`);
    return edits;
}

/** Every string below a node, keys too. */
function* strings(node: unknown, at: Path): Generator<{ readonly at: Path; readonly node: Scalar<string> }> {
    if (isMap(node)) {
        for (const { key, value } of node.items) {
            const name = isScalar(key) ? String(key.value) : "";
            yield* strings(key, [...at, `${name} (key)`]);
            yield* strings(value, [...at, name]);
        }
    } else if (isSeq(node)) {
        for (const [index, item] of node.items.entries()) yield* strings(item, [...at, index]);
    } else if (isScalar(node) && typeof node.value === "string") yield { at, node: node as Scalar<string> };
}

function placed(text: string, document: Document.Parsed, { kind, at, to }: PlaceSwap): Swapped {
    const parent: unknown = at.length === 1 ? document.contents : document.getIn(at.slice(0, -1), true);
    const name = at.at(-1);
    const pair = isMap(parent) ? parent.items.find(({ key }) => isScalar(key) && key.value === name) : undefined;
    const value = document.getIn(at, true);
    if (value !== undefined && to !== undefined) {
        return edit(kind, at, text, rangeOf(text, value as Node), JSON.stringify(to));
    }
    if (pair !== undefined && isMap(parent) && parent.flow !== true) {
        const [start] = rangeOf(text, pair.key as Node);
        return edit(kind, at, text, [start, rangeOf(text, (pair.value ?? pair.key) as Node)[1]], "");
    }
    const first = isMap(parent) ? (parent.items[0]?.key as Node | undefined) : undefined;
    if (to === undefined || !isMap(parent) || first === undefined)
        throw new Error(`nothing to swap at ${at.join(".")}`);
    // A new key goes before the first one, at its indentation.
    const [start] = rangeOf(text, first);
    const indent = text.slice(text.lastIndexOf("\n", start - 1) + 1, start).replaceAll("-", " ");
    const behind = parent.flow === true ? ", " : `\n${indent}`;
    return edit(kind, at, text, [start, start], `${JSON.stringify(name)}: ${JSON.stringify(to)}${behind}`);
}

const edit = (kind: Kind, at: Path, text: string, [start, end]: readonly [number, number], to: string): Swapped => ({
    kind,
    at: at.join("."),
    from: text.slice(start, end),
    to,
    start,
});

/** Where a value stands in the text, without the white space behind it. */
function rangeOf(text: string, { range }: Node): readonly [number, number] {
    if (range === undefined || range === null) throw new Error("a value without a place in the text");
    return [range[0], range[0] + text.slice(range[0], range[1]).trimEnd().length];
}
