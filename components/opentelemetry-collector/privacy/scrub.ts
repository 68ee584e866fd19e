/** Scrubbing of texts: the stages that a text goes through. */

import { has, stageFlag, TEXT, VALUES } from "./collect";
import { markNames, replaceValues, smallLetters } from "./fields";
import { decode, encode } from "./json";
import { KNOWN_PREFIX } from "./known";
import { at, re } from "./marks";
import { isMatch, literal, replace, set, where } from "./ottl";
import { fieldStages, lookStages } from "./policy";
import { attribute, cache, keyOf, type Part } from "./records";
import { NUMBERS, ruleStatements, statements, type Step, type Texts } from "./rules";
import type { Group, Scrubbing } from "./scrubbing";

const TEXTS: Texts = { text: cache("t"), lower: cache("l"), numbers: cache("d") };

/** Statements over the records that have `key`, which are done with it then; the text is theirs for as long. */
function stage(part: Part, key: string, work: readonly string[]): Group {
    const { text } = TEXTS;
    const kept = attribute(part, TEXT);
    return {
        context: part.context,
        conditions: [has(part, key)],
        statements: [
            ...(key === TEXT ? [] : [`delete_key(${part.attributes}, ${literal(key)})`]),
            set(text, kept),
            ...work,
            set(kept, text),
        ],
    };
}

/** Makes the text workable. */
export const prepare = (part: Part): Group => stage(part, TEXT, encode(TEXTS.text));

/** What is found by the names of fields, then what is found by its looks. */
export function stages(part: Part, { policy, marks }: Scrubbing): readonly Group[] {
    const { text, lower, numbers } = TEXTS;
    const fields = fieldStages(policy, marks);
    const all = fields.flatMap(({ kinds }) => kinds);
    const steps = (list: readonly Step[]): readonly string[] => statements(list, TEXTS);
    return [
        ...fields.map(({ name, kinds }) =>
            stage(
                part,
                stageFlag(name),
                steps([
                    smallLetters,
                    ...markNames(
                        kinds,
                        all.findIndex((kind) => kind === kinds[0]),
                    ),
                ]),
            ),
        ),
        stage(part, stageFlag(VALUES), steps(replaceValues(all, marks))),
        ...lookStages(policy, marks, cache("c")).map(({ name, rules }) =>
            stage(part, stageFlag(name), [
                set(lower, `ToLowerCase(${text})`),
                where(set(numbers, "true"), isMatch(lower, NUMBERS)),
                ...rules.flatMap((rule, index) => ruleStatements(rule, TEXTS, cache(`${index}`))),
            ]),
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
const onlyKnown = ({ attributes }: Part): string => `keep_matching_keys(${attributes}, ${literal(KNOWN_PREFIX)})`;

/** Hashes, and writes back what has changed. */
export function finish(part: Part, { key }: Scrubbing): Group {
    const { text } = TEXTS;
    const [changed, keys, parsed] = (["x", "k", "p"] as const).map((name) => cache(name)) as [string, string, string];
    const ifChanged = (statement: string, ...conditions: readonly string[]): string =>
        where(statement, `${changed} != nil`, ...conditions);
    return {
        context: part.context,
        conditions: [has(part, TEXT)],
        statements: [
            set(text, attribute(part, TEXT)),
            `delete_key(${part.attributes}, ${literal(TEXT)})`,
            where(set(changed, "true"), isMatch(text, re.mark)),
            ...hash(key),
            ...decode(text, { changed, keys }),
            ifChanged(set(parsed, `ParseJSON(${text})`)),
            // What can't be read again is not let through as it was.
            ifChanged(onlyKnown(part), `(${keys} != nil or ${parsed} == nil)`),
            ifChanged(set(attribute(part, "privacy.unparsed"), text), `${parsed} == nil`),
            ...part.fields.map((field) => ifChanged(set(field, '"[unparsed]"'), `${parsed} == nil`)),
            ...part.fields.flatMap((field) => [
                ifChanged(set(field, `${parsed}[${keyOf(field)}]`), `${parsed} != nil`),
                ifChanged(`delete_key(${parsed}, ${keyOf(field)})`, `${parsed} != nil`),
            ]),
            ifChanged(`merge_maps(${part.attributes}, ${parsed}, "update")`, `${parsed} != nil`, `${keys} == nil`),
            ifChanged(`merge_maps(${part.attributes}, ${parsed}, "upsert")`, `${parsed} != nil`, `${keys} != nil`),
        ],
    };
}

/** Of exemplars, which no survey sees, only what is known stays. */
export const exemplars = (part: Part): Group => ({
    context: part.context,
    conditions: [`Len(${part.attributes}) > 0`],
    statements: [onlyKnown(part)],
});
