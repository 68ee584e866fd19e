import { callers } from "./addresses";
import { ADDRESS_NAMES, HARMLESS, knownPatterns } from "./known";
import { at } from "./marks";
import { any, isMatch, literal, set, where } from "./ottl";
import { fieldStages, lookStages } from "./policy";
import { attribute, cache, keyOf, type Part } from "./records";
import { hinted, NUMBERS } from "./rules";
import type { Group, Scrubbing } from "./scrubbing";
import { NOTES, suspicious } from "./survey";

/** Attribute with the text of a record that is worked on, for as long as it is. */
export const TEXT = `${at.own}text`;
/** Attribute that says that a stage has work to do. */
export const stageFlag = (stage: string): string => `${at.own}${stage}`;
/** The stage that all names of fields lead to. */
export const VALUES = "values";

export const has = (part: Part, key: string): string => `${attribute(part, key)} != nil`;

/** Over every record: the addresses of callers. */
export const addresses = (part: Part, { policy, key }: Scrubbing): Group => ({
    context: part.context,
    conditions: ADDRESS_NAMES.map((name) => has(part, name)),
    statements: callers(policy.ipAddresses, policy.keepInternalAddresses, (name) => attribute(part, name), key),
});

/** What stands between a name and its value inside of a value, as JSON has it. */
const ASSIGNMENTS = ["=", ": ", '\\\\":', "':", "\\{", "map\\[", "%3d", "--", "<", "u003c"];

/**
 * Over what the survey found: makes a text of everything that isn't known, and tells what may be in it. Most records
 * that come here have nothing, and no text is made of them.
 */
export function collect(part: Part, { policy, marks }: Scrubbing): Group {
    const [unknown, named, lower, numbers] = (["u", "n", "l", "d"] as const).map((name) => cache(name)) as [
        string,
        string,
        string,
        string,
    ];
    const names = cache("k");
    const isIn = (text: string, hints: readonly string[]): string => any(hints.map((hint) => isMatch(text, hint)));
    const flag = (stage: string): string => attribute(part, stageFlag(stage));
    const fields = fieldStages(policy, marks);
    const looks = lookStages(policy, marks, "");
    return {
        context: part.context,
        conditions: suspicious(part),
        statements: [
            set(unknown, part.attributes),
            `delete_matching_keys(${unknown}, ${literal(NOTES)})`,
            ...knownPatterns(policy.keptFields).map((known) => `delete_matching_keys(${unknown}, ${literal(known)})`),
            set(named, unknown),
            `delete_matching_keys(${named}, ${literal(HARMLESS)})`,
            set(names, `ToLowerCase(String(Keys(${named})))`),
            ...part.fields.map((field) => where(set(`${unknown}[${keyOf(field)}]`, field), `${field} != nil`)),
            set(lower, `ToLowerCase(String(Values(${unknown})))`),
            where(set(numbers, "true"), `(${isMatch(lower, NUMBERS)} or ${isMatch(names, NUMBERS)})`),
            // Names in keys, and in values that assign something.
            where(set(names, `Concat([${names}, ${lower}], " ")`), isIn(lower, ASSIGNMENTS)),
            ...fields.map(({ name, stems }) => where(set(flag(name), "true"), `Len(${names}) > 2`, isIn(names, stems))),
            where(set(flag(VALUES), "true"), any(fields.map(({ name }) => `${flag(name)} != nil`))),
            // A key can be somebody's address too.
            set(lower, `Concat([${lower}, ${names}], " ")`),
            ...looks.map(({ name, rules }) =>
                where(
                    set(flag(name), "true"),
                    any([...new Set(rules.map(({ hints }) => `(${hinted(hints, { lower, numbers })})`))]),
                ),
            ),
            where(
                set(attribute(part, TEXT), `String(${unknown})`),
                any([VALUES, ...looks.map(({ name }) => name)].map((name) => `${flag(name)} != nil`)),
            ),
        ],
    };
}

/** Takes the survey's notes out again. */
export const forget = (part: Part): Group => ({
    context: part.context,
    statements: [`delete_matching_keys(${part.attributes}, ${literal(NOTES)})`],
});
