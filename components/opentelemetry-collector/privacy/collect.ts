/** Gathers what is suspicious of each part, and hands it to the record that is worked on. */

import { direct } from "./direct";
import { harmlessWords } from "./harmless";
import { knownPatterns } from "./known";
import { at } from "./marks";
import { any, literal, set, where } from "./ottl";
import { attribute, cache, EVENT, keyOf, type Part, type Parts } from "./records";
import type { Group, Scrubbing } from "./scrubbing";
import { NOTES, notesOf, suspiciousAttributes, suspiciousField } from "./survey";

/** Attribute with the text of a record that is worked on, for as long as it is. */
export const TEXT = `${at.own}text`;
/** Attribute with what is suspicious of a part, and with that of the events inside of a span. */
const GATHERED = `${at.own}gathered`;
export const EVENTS = `${at.own}events`;

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

/** A part's own attributes and texts, if there is anything in them to look for. */
export function gather(part: Part, scrubbing: Scrubbing): Group {
    const { policy } = scrubbing;
    const words = harmlessWords([...policy.hashedFields, ...policy.droppedFields], METHODS);
    const [found, unknown] = [cache("s"), cache("u")];
    const isEvent = part.context === EVENT.context;
    // An event's place is with its span.
    const place = isEvent ? EVENT_SHARE : attribute(GATHERED);
    const isFound = any([found, ...part.fields.map((field) => cache(keyOf(field)))].map((one) => `${one} != nil`));
    return {
        context: part.context,
        statements: [
            ...(isEvent ? countEvent : []),
            ...(part.context === "resource" || part.context === "scope" ? [] : direct(scrubbing)),
            ...(part.context === "log" ? [bytesAsText] : []),
            where(set(found, "true"), any(suspiciousAttributes(part, words).map((condition) => `(${condition})`))),
            ...part.fields.map((field) => where(set(cache(keyOf(field)), "true"), suspiciousField(part, field, words))),
            ...(isEvent ? [where(set(`${attribute(EVENTS, "span")}[${literal(at.own)}]`, "true"), isFound)] : []),
            ...notesOf(part).map((note) => `delete_key(attributes, ${literal(note)})`),
            where(set(unknown, "attributes"), `${found} != nil`),
            ...(isEvent || part.context === "scope" ? [] : knownPatterns(policy.keptFields)).map((known) =>
                where(`delete_matching_keys(${unknown}, ${literal(known)})`, `${found} != nil`),
            ),
            where(set(place, unknown), `${found} != nil`, `Len(${unknown}) > 0`),
            ...part.fields.map((field) =>
                where(set(`${place}[${literal(keyOf(field))}]`, field), `${cache(keyOf(field))} != nil`),
            ),
        ],
    };
}

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
            ...shares.map(([share, from]) => where(set(cache("u", share), from), `${from} != nil`)),
            ...shares.map(
                ([, from, owner]) => `delete_key(${owner}, ${literal(from === attribute(EVENTS) ? EVENTS : GATHERED)})`,
            ),
            set(attribute(TEXT), `String(${cache("u")})`),
        ],
    };
};
export { NOTES };
