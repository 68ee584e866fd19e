import type { HelmValues } from "../../helm/values";
import { ADDRESS_NAMES, AGENT_NAMES, KNOWN_PREFIX, knownNames, HARMLESS_LIST } from "./known";
import { isMatch, literal } from "./ottl";
import type { Part } from "./records";
import { HARMLESS_SHAPES } from "./shapes";

/**
 * A first look at every record, by a processor that is fast because it changes nothing: it counts the attributes whose
 * names are known and, with their names, the others whose values have a harmless shape. Where both together are all
 * attributes, and the names are harmless too, there is nothing more to do.
 */
export const survey = (keptFields: readonly string[]): HelmValues => ({
    allow_all_keys: true,
    redact_all_types: true,
    ignored_keys: [...knownNames(keptFields), ...ADDRESS_NAMES, ...AGENT_NAMES],
    ignored_key_patterns: [KNOWN_PREFIX],
    allowed_values: HARMLESS_SHAPES,
    // Names of attributes come with the counts.
    summary: "debug",
});

const KNOWN = "redaction.ignored.count";
const HARMLESS = "redaction.allowed.count";
const HARMLESS_KEYS = "redaction.allowed.keys";
const BODY = "redaction.body.allowed.count";

/** Names of what the survey notes, to be taken out again. */
export const NOTES = "^redaction\\.(?:body\\.)?(?:allowed|ignored)\\.";

/** Conditions of a record that must be looked at closely, any of them. */
export function suspicious(part: Part): readonly string[] {
    const { attributes } = part;
    const note = (key: string): string => `${attributes}[${literal(key)}]`;
    const [known, harmless] = [note(KNOWN), note(HARMLESS)];
    // A text as body has two notes more.
    const own = part.context === "log" ? 2 : 0;
    const others = (notes: number, counted: string): string => `Len(${attributes}) - ${notes + own} != ${counted}`;
    return [
        ...(part.context === "log" ? ["body != nil and not IsString(body)", `${note(BODY)} == nil`] : []),
        `${known} != nil and ${harmless} != nil and ${others(3, `${known} + ${harmless}`)}`,
        `${known} != nil and ${harmless} == nil and ${others(1, known)}`,
        `${known} == nil and ${harmless} != nil and ${others(2, harmless)}`,
        `${known} == nil and ${harmless} == nil and ${others(0, "0")}`,
        `${harmless} != nil and not ${isMatch(note(HARMLESS_KEYS), HARMLESS_LIST)}`,
        ...ADDRESS_NAMES.map(
            (name) => `${note(name)} != nil and not ${isMatch(note(name), "^(?:ip_[0-9a-f]{16}|\\[ip\\]|[a-z.-]*)$")}`,
        ),
        ...AGENT_NAMES.map((name) => isMatch(note(name), "@")),
        ...(part.context === "span"
            ? [`status.message != ""`, ...HINTS_OF_NAMES.map((hint) => isMatch("name", hint))]
            : []),
        ...(part.context === "spanevent" ? HINTS_OF_NAMES.map((hint) => isMatch("name", hint)) : []),
    ];
}

/** What the name of a span or an event must have to be looked at closely. */
const HINTS_OF_NAMES = [
    "@",
    "%",
    "=",
    "eyJ",
    "0x",
    "[0-9]{3}|[0-9][.:][0-9]",
    "/(?:user|customer|account|member|profile)s?/[^/{:]*[0-9]",
];
