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
            ...statements(markValues(kinds, [...policy.hashedFields, ...policy.droppedFields]), TEXTS, ""),
        ]),
        stage(parts, statements(replaceValues(kinds, marks), TEXTS, ""), re.value),
        ...lookStages(policy, marks).map(({ rules, having }) =>
            stage(
                parts,
                [
                    set(lower, `ToLowerCase(${text})`),
                    where(set(numbers, "true"), isMatch(lower, NUMBERS)),
                    ...rules.flatMap((rule, index) => ruleStatements(rule, TEXTS, `${index}`)),
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
const STATE = { keys: cache("k"), parsed: cache("p") } as const;
/** Attribute that says that a name of an attribute has changed. */
const KEYS = `${at.own}keys`;
/** Label that keeps series apart that differ in what is gone alone: without it they would become one. */
const SERIES = "privacy.series";

/** Attribute of a span or a line that says what kinds were taken out of it, and by its presence that some were. */
export const SCRUBBED = "privacy.scrubbed";
/** Kinds by what their marks start with. */
const SCRUBBED_KINDS: Readonly<Record<string, string>> = {
    address: "\\[(?:address|ip|[0-9]+\\.|[0-9a-f]+:)|ip_|eth",
    bank: "\\[(?:iban|account)",
    card: "\\[card",
    contact: "\\[(?:email|phone)",
    document: "\\[(?:id|birth)",
    id: "id_",
    name: "\\[name",
    secret: "\\[(?:secret|token|jwt|cred|cookie|private|seed|encoded)",
};
const tell: readonly string[] = [
    where(set(cache("y"), '""'), `${cache("x")} != nil`),
    ...Object.entries(SCRUBBED_KINDS).map(([kind, start]) =>
        where(
            set(cache("y"), `Concat([${cache("y")}, "${kind} "], "")`),
            `${cache("x")} != nil`,
            isMatch(TEXTS.text, `${re.mark}(?:${start})`),
        ),
    ),
    where(set(attribute(SCRUBBED), `Trim(${cache("y")})`), `${cache("x")} != nil`, `${cache("y")} != ""`),
];

/** Hashes, and makes the text JSON again; one in which nothing has been found is forgotten. */
export function close({ record }: Parts, { key }: Scrubbing): Group {
    const { text } = TEXTS;
    const { keys } = STATE;
    const changed = cache("x");
    return {
        context: record.context,
        conditions: [`${attribute(TEXT)} != nil`],
        statements: [
            set(text, attribute(TEXT)),
            `delete_key(attributes, ${literal(TEXT)})`,
            where(set(changed, "true"), isMatch(text, re.mark)),
            ...(record.context === "datapoint" ? [] : tell),
            ...hash(key),
            ...decode(text, { changed, keys }),
            where(set(attribute(TEXT), text), `${changed} != nil`),
            where(set(attribute(KEYS), "true"), `${changed} != nil`, `${keys} != nil`),
        ],
    };
}

/** Writes back what has changed. */
export function finish({ record, inside }: Parts, { key }: Scrubbing): Group {
    const { keys, parsed } = STATE;
    const share = (name: string): string => `${parsed}[${literal(name)}]`;
    const fields = (part: readonly string[], owner = ""): readonly (readonly [string, string])[] =>
        part.map((field) => [`${owner}${field}`, keyOf(field)]);
    const events = share(SHARES.events);
    const unread = `${parsed} == nil`;
    return {
        context: record.context,
        conditions: [`${attribute(TEXT)} != nil`],
        statements: [
            set(parsed, `ParseJSON(${attribute(TEXT)})`),
            where(set(keys, "true"), `${attribute(KEYS)} != nil`),
            // What can't be read again is not let through as it was.
            where(onlyKnown(), unread),
            where(onlyKnown("resource.attributes"), unread),
            where(set(attribute("privacy.unparsed"), attribute(TEXT)), unread),
            ...record.fields.map((field) => where(set(field, '"[unparsed]"'), unread)),
            ...[TEXT, KEYS].map((name) => `delete_key(attributes, ${literal(name)})`),
            ...writeBack("attributes", share(SHARES.record), fields(record.fields)),
            ...writeBack("resource.attributes", share(SHARES.resource), []),
            ...writeBack("scope.attributes", share(SHARES.scope), fields(["name", "version"], "scope.")),
            ...(record.context === "datapoint"
                ? [where(set(attribute(SERIES), digits(key, attribute(ORIGINAL))), `${attribute(ORIGINAL)} != nil`)]
                : []),
            ...(inside.length > 0
                ? [
                      where(set(attribute(EVENTS), events), `${events} != nil`),
                      where(set(attribute(EVENTS), "true"), unread),
                      where(set(attribute(KEYS), "true"), `${events} != nil`, `${keys} != nil`),
                  ]
                : []),
        ],
    };
}

/** Forgets what a point was like. */
export const forgetOriginals = ({ record }: Parts): readonly Group[] =>
    record.context === "datapoint"
        ? [
              {
                  context: record.context,
                  conditions: [`${attribute(ORIGINAL)} != nil`],
                  statements: [`delete_key(attributes, ${literal(ORIGINAL)})`],
              },
          ]
        : [];

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
