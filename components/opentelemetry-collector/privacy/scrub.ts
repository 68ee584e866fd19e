/** Scrubbing of texts: the stages that a text goes through. */

import { countEvent, COUNTED, EVENT_SHARE, EVENTS, forgetCount, ORIGINAL, SHARES, TEXT } from "./collect";
import { digits } from "./direct";
import { markValues, replaceValues } from "./fields";
import { decode, encode } from "./json";
import { KNOWN_PREFIX } from "./known";
import { at, re } from "./marks";
import { isMatch, literal, replace, set, where } from "./ottl";
import { fieldKinds, lookStages } from "./policy";
import { attribute, cache, keyOf, type Part, type Parts } from "./records";
import { NUMBERS, ruleStatements, statements, type Texts } from "./rules";
import type { Group, Scrubbing } from "./scrubbing";

const TEXTS: Texts = { text: cache("t"), lower: cache("l"), numbers: cache("d") };

/** Statements over the records that have a text, or one with something in it; the text is theirs for as long. */
const stage = ({ record }: Parts, work: readonly string[], having?: string): Group => ({
    context: record.context,
    conditions: [having === undefined ? `${attribute(TEXT)} != nil` : isMatch(attribute(TEXT), having)],
    statements: [set(TEXTS.text, attribute(TEXT)), ...work, set(attribute(TEXT), TEXTS.text)],
});

/** What is found by the names of fields, then what is found by its looks. */
export function stages(parts: Parts, { policy, marks }: Scrubbing): readonly Group[] {
    const { text, lower, numbers } = TEXTS;
    const kinds = fieldKinds(policy, marks);
    return [
        stage(parts, [
            ...encode(text),
            ...statements(markValues(kinds, [...policy.hashedFields, ...policy.droppedFields]), TEXTS),
        ]),
        stage(parts, statements(replaceValues(kinds, marks), TEXTS), re.value),
        ...lookStages(policy, marks).map(({ rules, having }) =>
            stage(
                parts,
                [
                    set(lower, `ToLowerCase(${text})`),
                    where(set(numbers, "true"), isMatch(lower, NUMBERS)),
                    ...rules.flatMap((rule, index) => ruleStatements(rule, TEXTS, cache(`${index}`))),
                ],
                having,
            ),
        ),
    ];
}

/** What is hashed may hold something that is to be hashed by itself, such as a name inside of a header. */
const PLAIN = `[^${re.hash}${re.hashEnd}]`;

/** Hashes what is marked for it: SHA-256 of the key and the value, 16 digits of it. */
const hash = (key: string): readonly string[] => {
    const { text } = TEXTS;
    const format = `${at.hashed}%s`;
    return [
        where(set(cache("h"), `SHA256("${key}")`), isMatch(text, re.hash)),
        where(
            replace(text, `${re.hash}((?:${PLAIN}|${re.hash}${PLAIN}*${re.hashEnd})*)${re.hashEnd}`, "${1}", {
                key: cache("h"),
                format,
            }),
            isMatch(text, re.hash),
        ),
        where(replace(text, `${re.hashed}([0-9a-f]{16})[0-9a-f]{48}`, "${1}"), isMatch(text, re.hashed)),
    ];
};

/** Keeps the attributes alone that infrastructure sets. */
const onlyKnown = (attributes = "attributes"): string => `keep_matching_keys(${attributes}, ${literal(KNOWN_PREFIX)})`;

/** Writes back a share of what has been worked on: into attributes, and into the texts beside them. */
function writeBack(attributes: string, share: string, fields: readonly (readonly [path: string, key: string])[]) {
    const { keys } = STATE;
    return [
        ...fields.flatMap(([path, key]) => [
            where(set(path, `${share}[${literal(key)}]`), `${share}[${literal(key)}] != nil`),
            where(`delete_key(${share}, ${literal(key)})`, `${share}[${literal(key)}] != nil`),
        ]),
        where(onlyKnown(attributes), `${share} != nil`, `${keys} != nil`),
        where(`merge_maps(${attributes}, ${share}, "update")`, `${share} != nil`, `${keys} == nil`),
        where(`merge_maps(${attributes}, ${share}, "upsert")`, `${share} != nil`, `${keys} != nil`),
    ];
}
const STATE = { changed: cache("x"), keys: cache("k"), parsed: cache("p") } as const;
const KEYS = `${at.own}keys`;
/** Label that keeps series apart that differ in what is gone alone: without it they would become one. */
const SERIES = "privacy.series";

/** Hashes, and writes back what has changed. */
export function finish({ record, inside }: Parts, { key }: Scrubbing): Group {
    const { text } = TEXTS;
    const { changed, keys, parsed } = STATE;
    const share = (name: string): string => `${parsed}[${literal(name)}]`;
    const fields = (part: readonly string[], owner = ""): readonly (readonly [string, string])[] =>
        part.map((field) => [`${owner}${field}`, keyOf(field)]);
    const [record_, resource, scope, events] = [SHARES.record, SHARES.resource, SHARES.scope, SHARES.events].map(share);
    const whole = `${changed} != nil and ${parsed} == nil`;
    return {
        context: record.context,
        conditions: [`${attribute(TEXT)} != nil`],
        statements: [
            set(text, attribute(TEXT)),
            `delete_key(attributes, ${literal(TEXT)})`,
            where(set(changed, "true"), isMatch(text, re.mark)),
            ...hash(key),
            ...decode(text, { changed, keys }),
            where(set(parsed, `ParseJSON(${text})`), `${changed} != nil`),
            // What can't be read again is not let through as it was.
            where(onlyKnown(), whole),
            where(onlyKnown("resource.attributes"), whole),
            where(set(attribute("privacy.unparsed"), text), whole),
            ...record.fields.map((field) => where(set(field, '"[unparsed]"'), whole)),
            ...writeBack("attributes", record_ ?? "", fields(record.fields)),
            ...(record.context === "datapoint"
                ? [
                      where(
                          set(attribute(SERIES), digits(key, attribute(ORIGINAL))),
                          `${changed} != nil`,
                          `${attribute(ORIGINAL)} != nil`,
                      ),
                      `delete_key(attributes, ${literal(ORIGINAL)})`,
                  ]
                : []),
            ...writeBack("resource.attributes", resource ?? "", []),
            ...writeBack("scope.attributes", scope ?? "", fields(["name", "version"], "scope.")),
            ...(inside.length > 0
                ? [
                      where(set(attribute(EVENTS), events ?? ""), `${events} != nil`),
                      where(set(attribute(EVENTS), "true"), whole),
                      where(set(attribute(KEYS), "true"), `${events} != nil`, `${keys} != nil`),
                  ]
                : []),
        ],
    };
}

/** Gives the events inside of a span back what has been worked on with it. */
export function handBack({ record, inside }: Parts): readonly Group[] {
    const events = attribute(EVENTS, "span");
    const ofRecord = (condition: string, statements: readonly string[]): Group => ({
        context: record.context,
        conditions: [condition],
        statements,
    });
    return inside.flatMap((part): readonly Group[] => [
        ofRecord(COUNTED, [forgetCount]),
        {
            context: part.context,
            conditions: [`${events} != nil`],
            statements: [
                ...countEvent,
                where(set(STATE.keys, "true"), `${attribute(KEYS, "span")} != nil`),
                where(set(STATE.parsed, EVENT_SHARE), `IsMap(${events})`),
                where(onlyKnown(), `not IsMap(${events})`),
                where(set("name", '"[unparsed]"'), `not IsMap(${events})`),
                ...writeBack(
                    "attributes",
                    STATE.parsed,
                    part.fields.map((field) => [field, keyOf(field)]),
                ),
            ],
        },
        ofRecord(`${attribute(EVENTS)} != nil`, [
            forgetCount,
            ...[EVENTS, KEYS].map((name) => `delete_key(attributes, ${literal(name)})`),
        ]),
    ]);
}

/** Of exemplars, which no survey sees, only what is known stays. */
export const exemplars = (part: Part): Group => ({
    context: part.context,
    conditions: ["Len(filtered_attributes) > 0"],
    statements: [onlyKnown("filtered_attributes")],
});
