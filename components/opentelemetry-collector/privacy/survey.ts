import type { HelmValues } from "../../helm/values";
import { HUMP, INSIDE_OF_WORDS, LIKE_A_PHRASE, MANY_DIGITS, SHORT_RUNS } from "./harmless";
import { ADDRESS_NAMES, AGENT_NAMES, ID_NAMES, KNOWN_PREFIX, knownNames } from "./known";
import { isMatch } from "./ottl";
import { attribute, type Part } from "./records";
import { HARMLESS_SHAPES } from "./shapes";

/**
 * A first look at every record, by a processor that is fast because it changes nothing: it counts the attributes whose
 * names are known and, with their names, the others whose values have a harmless shape. Where both together are all
 * attributes, and the names are harmless too, nothing more is done with them.
 */
export const survey = (keptFields: readonly string[]): HelmValues => ({
    allow_all_keys: true,
    redact_all_types: true,
    ignored_keys: [...knownNames(keptFields), ...ADDRESS_NAMES, ...AGENT_NAMES, ...ID_NAMES],
    ignored_key_patterns: [KNOWN_PREFIX],
    allowed_values: HARMLESS_SHAPES,
    // Names of attributes come with the counts.
    summary: "debug",
});

const KNOWN = "redaction.ignored.count";
const HARMLESS = "redaction.allowed.count";
const HARMLESS_KEYS = "redaction.allowed.keys";
const BODY = "redaction.body.allowed.count";

/** What the survey notes of attributes and of a body, to be taken out again. */
export const NOTES: readonly string[] = [KNOWN, HARMLESS, HARMLESS_KEYS];
export const NOTES_OF_BODY: readonly string[] = [BODY, "redaction.body.allowed.keys"];

/** Whether a text that isn't short and simple may have something, any of these. */
const isSuspicious = (text: string, words: string): readonly string[] => [
    // The pattern wants something behind the last word.
    `not ${isMatch(`Concat([${text}, " "], "")`, words)}`,
    isMatch(text, MANY_DIGITS),
    ...INSIDE_OF_WORDS.map((piece) => isMatch(text, piece)),
    `not ${isMatch(text, SHORT_RUNS)}`,
    isMatch(text, HUMP),
    isMatch(text, LIKE_A_PHRASE),
];

/** What texts beside the attributes look like that have nothing. */
const HARMLESS_FIELDS: Readonly<Record<string, string>> = {
    severity_text: "^(?:[a-zA-Z]{0,11}[0-9]?|level\\([0-9-]{1,4}\\))$",
    // A version and the names of a library, of an event, of a method with its route, of a state.
    version: "^v?[0-9]{1,4}(?:\\.[0-9]{1,4}){0,2}(?:[-+.][a-z]{1,10}[.-]?[0-9]{0,4})?$",
    event_name: "^[A-Za-z][A-Za-z_.-]{0,63}$",
    "status.message": "^(?:[A-Z]?[a-z]{1,14}(?:[ ,.-]|$)){1,10}$",
    trace_state: "^(?:[a-z][a-z0-9_-]{0,15}=[A-Za-z0-9:;_-]{0,12},?){1,4}$",
};
const HARMLESS_NAME = {
    scope: "^@?[A-Za-z][A-Za-z0-9_]{0,24}(?:[./:-][A-Za-z][A-Za-z0-9_]{0,24}){0,9}$",
    span: "^(?:[A-Za-z_./{}*() -]|v[0-9]|:[a-z])*$",
} as const;

/** Conditions of a text that isn't an attribute and must be looked at closely. */
export function suspiciousField({ context }: Part, field: string, words: string): string {
    if (field === "body")
        return `body != nil and (not IsString(body) or ${attribute(BODY)} == nil and (${isSuspicious(field, words).join(" or ")}))`;
    const harmless = HARMLESS_FIELDS[field] ?? HARMLESS_NAME[context === "scope" ? "scope" : "span"];
    return `${field} != "" and not ${isMatch(field, harmless)}`;
}

/** Conditions of attributes that must be looked at closely, any of them. */
export function suspiciousAttributes(words: string): readonly string[] {
    const [known, harmless, keys] = [KNOWN, HARMLESS, HARMLESS_KEYS].map((key) => attribute(key)) as [
        string,
        string,
        string,
    ];
    const all = (notes: number): string => `Len(attributes) - ${notes}`;
    const count = (notes: number, counted: string): string => `${all(notes)} != ${counted}`;
    return [
        `${known} != nil and ${harmless} != nil and ${count(3, `${known} + ${harmless}`)}`,
        `${known} != nil and ${harmless} == nil and ${count(1, known)}`,
        `${known} == nil and ${harmless} != nil and ${count(2, harmless)}`,
        `${known} == nil and ${harmless} == nil and ${count(0, "0")}`,
        `${harmless} != nil and (not ${isMatch(`Concat([${keys}, " "], "")`, words)} or ${[HUMP, ...INSIDE_OF_WORDS].map((piece) => isMatch(keys, piece)).join(" or ")})`,
        ...ADDRESS_NAMES.map(
            (name) =>
                `${attribute(name)} != nil and not ${isMatch(attribute(name), "^(?:ip_[0-9a-f]{16}|\\[ip\\]|[0-9.:a-f]*/[0-9]{2}|[a-z.-]*)$")}`,
        ),
        ...AGENT_NAMES.map((name) => `${attribute(name)} != nil and ${isMatch(attribute(name), "@")}`),
    ];
}
