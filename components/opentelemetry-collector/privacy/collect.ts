/** Gathers what is suspicious of each part, and hands it to the record that is worked on. */

import { direct } from "./direct";
import { harmlessWords } from "./harmless";
import { knownPatterns } from "./known";
import { at } from "./marks";
import { any, literal, set, where } from "./ottl";
import { attribute, cache, keyOf, type Part, type Parts } from "./records";
import type { Group, Scrubbing } from "./scrubbing";
import { NOTES, NOTES_OF_BODY, suspiciousAttributes, suspiciousField } from "./survey";

/** Attribute with the text of a record that is worked on, for as long as it is. */
export const TEXT = `${at.own}text`;
/** Attribute with what is suspicious of a part, and with that of the events inside of a span. */
const GATHERED = `${at.own}gathered`;
export const EVENTS = `${at.own}events`;

/** Attribute of a point with what is suspicious of it as it was. */
export const ORIGINAL = `${at.own}original`;

/** Where a part's share is in what is worked on: a key that is told from those of applications by its end. */
export const SHARES = {
    record: `a${at.own}`,
    events: `e${at.own}`,
    resource: `r${at.own}`,
    scope: `s${at.own}`,
} as const;
/** Attribute of a span that counts its events while they are passed, and an event's key in their share. */
const COUNT = `${at.own}count`;
const eventKey = `Concat([${attribute(COUNT, "span")}, ${literal(at.own)}], "")`;
export const EVENT_SHARE = `${attribute(EVENTS, "span")}[${eventKey}]`;
/** Counts an event: 1 is the first. */
export const countEvent: readonly string[] = [
    where(set(attribute(COUNT, "span"), "0"), `${attribute(COUNT, "span")} == nil`),
    set(attribute(COUNT, "span"), `${attribute(COUNT, "span")} + 1`),
];
export const forgetCount = `delete_key(attributes, ${literal(COUNT)})`;
export const COUNTED = `${attribute(COUNT)} != nil`;

/** Verbs of methods, which end no postal code. */
const METHODS = ["post"];

const forget = (notes: readonly string[]): readonly string[] =>
    notes.map((note) => `delete_key(attributes, ${literal(note)})`);

/** A part's own texts, as far as there is anything in them to look for. */
export function gatherFields(part: Part, { policy }: Scrubbing): Group {
    const words = harmlessWords([...policy.hashedFields, ...policy.droppedFields], METHODS);
    return {
        context: part.context,
        statements: [
            ...(part.context === "log" ? [bytesAsText] : []),
            ...part.fields.map((field) =>
                where(
                    set(`${attribute(GATHERED)}[${literal(keyOf(field))}]`, field),
                    suspiciousField(part, field, words),
                ),
            ),
            ...(part.context === "log" ? forget(NOTES_OF_BODY) : []),
        ],
    };
}

/** A part's attributes, if there is anything in them to look for: the same statements for every part. */
export function gatherAttributes(part: Part, scrubbing: Scrubbing): Group {
    const { policy } = scrubbing;
    const words = harmlessWords([...policy.hashedFields, ...policy.droppedFields], METHODS);
    const [found, unknown, fields] = [cache("s"), cache("u"), cache("f")];
    return {
        context: part.context,
        statements: [
            ...direct(scrubbing),
            where(set(fields, attribute(GATHERED)), `${attribute(GATHERED)} != nil`),
            where(`delete_key(attributes, ${literal(GATHERED)})`, `${fields} != nil`),
            where(set(found, "true"), any(suspiciousAttributes(words).map((condition) => `(${condition})`))),
            ...forget(NOTES),
            where(set(unknown, "attributes"), `${found} != nil`),
            ...knownPatterns(policy.keptFields).map((known) =>
                where(`delete_matching_keys(${unknown}, ${literal(known)})`, `${found} != nil`),
            ),
            where(set(attribute(GATHERED), unknown), `${found} != nil`, `Len(${unknown}) > 0`),
            where(set(attribute(GATHERED), fields), `${fields} != nil`, `${attribute(GATHERED)} == nil`),
            where(`merge_maps(${attribute(GATHERED)}, ${fields}, "insert")`, `${fields} != nil`, `${found} != nil`),
        ],
    };
}

/** Takes what is gathered of an event to its span. */
export const handOver = (part: Part): Group => ({
    context: part.context,
    statements: [
        ...countEvent,
        where(set(`${attribute(EVENTS, "span")}[${literal(at.own)}]`, "true"), `${attribute(GATHERED)} != nil`),
        where(set(EVENT_SHARE, attribute(GATHERED)), `${attribute(GATHERED)} != nil`),
        where(`delete_key(attributes, ${literal(GATHERED)})`, `${attribute(GATHERED)} != nil`),
    ],
});

/** A body of bytes is read as text: nobody else finds what is in it. */
const bytesAsText = where(
    set("body", 'Decode(body, "utf-8")'),
    "body != nil",
    ...["IsString", "IsMap", "IsList", "IsInt", "IsDouble", "IsBool"].map((is) => `not ${is}(body)`),
);

const gathered = (owner?: string): string => attribute(GATHERED, owner);

/** Makes one text of what is suspicious of a record and of what is around and inside of it. */
export const take = ({ record, inside }: Parts): Group => {
    const shares: readonly (readonly [share: string, from: string, owner: string])[] = [
        [SHARES.record, gathered(), "attributes"],
        ...(inside.length > 0 ? [[SHARES.events, attribute(EVENTS), "attributes"] as const] : []),
        [SHARES.resource, gathered("resource"), "resource.attributes"],
        [SHARES.scope, gathered("scope"), "scope.attributes"],
    ];
    return {
        context: record.context,
        conditions: shares.map(([, from]) => `${from} != nil`),
        statements: [
            ...(record.context === "datapoint"
                ? [where(set(attribute(ORIGINAL), `String(${gathered()})`), `${gathered()} != nil`)]
                : []),
            ...shares.map(([share, from]) => where(set(cache("u", share), from), `${from} != nil`)),
            ...shares.map(
                ([, from, owner]) => `delete_key(${owner}, ${literal(from === attribute(EVENTS) ? EVENTS : GATHERED)})`,
            ),
            set(attribute(TEXT), `String(${cache("u")})`),
        ],
    };
};
