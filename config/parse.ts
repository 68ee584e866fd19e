/** From settings to a configuration of the right shape, or to everything that is wrong with it. */

import { distance } from "fastest-levenshtein";
import type { z } from "zod";
import { isPlainObject, overProfile, valueAt, type PlainObject } from "./merge";
import { pathOf, remove, set, type Problem } from "./problems";
import { PROFILE_OF, PROFILES } from "./profiles";
import { schema, type StackConfig } from "./schema";
import { CATALOGUE } from "./schema/services";

export type Parsed =
    { readonly ok: true; readonly config: StackConfig } | { readonly ok: false; readonly problems: readonly Problem[] };

/** Shape and units: the stack's settings over its profile, against the schema; all problems at once. */
export function parse(settings: PlainObject): Parsed {
    const laid = withProfile(settings);
    const result = schema.safeParse(laid);
    if (result.success) return { ok: true, config: withDemo(withoutDisabledServices(result.data)) };
    return { ok: false, problems: result.error.issues.flatMap((issue) => problemsOf(issue, laid)) };
}

function withProfile(settings: PlainObject): PlainObject {
    const environment = settings.environment === "prod" ? "prod" : "dev";
    const wanted = settings.profile ?? PROFILE_OF[environment];
    const profile = wanted === "ha" ? PROFILES.ha : PROFILES.small;
    return overProfile({ ...profile, profile: wanted, services: CATALOGUE }, settings, knownKeys);
}

function withoutDisabledServices(config: StackConfig): StackConfig {
    const services = Object.fromEntries(Object.entries(config.services).filter(([, service]) => service.enabled));
    return { ...config, services };
}

/** The demo is observed like every application: its namespace is one of theirs. */
function withDemo(config: StackConfig): StackConfig {
    const { demo, namespaces } = config;
    if (!demo.enabled || namespaces.applications.some(({ name }) => name === demo.namespace)) return config;
    const applications = [...namespaces.applications, { name: demo.namespace, create: true }];
    return { ...config, namespaces: { ...namespaces, applications } };
}

type Issue = z.core.$ZodIssue;

function problemsOf(issue: Issue, settings: PlainObject): readonly Problem[] {
    const key = pathOf(issue.path);
    const value = valueAt(settings, issue.path);
    switch (issue.code) {
        case "unrecognized_keys":
            return issue.keys.map((unknown) => unknownKey(issue.path, unknown, settings));
        case "invalid_value":
            return [oneOf(key, value, issue.values.map(String))];
        case "invalid_union":
            return [oneOf(pathOf(issue.path), value, ("options" in issue ? (issue.options ?? []) : []).map(String))];
        case "invalid_type":
            return [wrongType(key, value, issue.expected)];
        case "invalid_key":
            return [{ key, value, problem: issue.issues[0]?.message ?? issue.message, fix: remove(key) }];
        case "custom":
            return [
                {
                    key,
                    value,
                    problem: meaning(issue),
                    fix: set(key, issue.params?.suggestion ?? issue.params?.example ?? "VALUE"),
                },
            ];
        default:
            return [{ key, value, problem: lowerFirst(issue.message), fix: set(key, exampleFor(issue)) }];
    }
}

function wrongType(key: string, value: unknown, expected: string): Problem {
    const example = PLACEHOLDERS[expected];
    return {
        key,
        value,
        problem: `must be ${TYPE_NAMES[expected] ?? expected}`,
        // A map has no one value to set; without it, the defaults hold.
        fix: example === undefined ? remove(key) : set(key, example),
    };
}

const TYPE_NAMES: Readonly<Record<string, string>> = {
    boolean: "true or false",
    int: "a whole number",
    number: "a number",
    string: "a text",
    array: "a list",
    object: "a map",
    record: "a map",
};
const PLACEHOLDERS: Readonly<Record<string, string>> = { boolean: "true", int: "1", number: "1", string: "VALUE" };

const lowerFirst = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);

const meaning = (issue: Extract<Issue, { code: "custom" }>): string => {
    const suggestion: unknown = issue.params?.suggestion;
    return typeof suggestion === "string" ? `${issue.message}; did you mean "${suggestion}"?` : issue.message;
};

/** A value that would be accepted in place of one that is out of bounds. */
const exampleFor = (issue: Issue): unknown =>
    issue.code === "too_small" ? issue.minimum : issue.code === "too_big" ? issue.maximum : "VALUE";

function oneOf(key: string, value: unknown, allowed: readonly string[]): Problem {
    const near = nearest(String(value), allowed);
    return {
        key,
        value,
        problem: `must be ${allowed.length === 1 ? "" : "one of "}${allowed.join(", ")}`,
        fix: set(key, near ?? allowed[0] ?? "VALUE"),
    };
}

function unknownKey(path: readonly PropertyKey[], unknown: string, settings: PlainObject): Problem {
    const key = pathOf([...path, unknown]);
    const value = valueAt(settings, [...path, unknown]);
    const near = nearest(unknown, knownKeys(path, settings));
    if (near === undefined) return { key, value, problem: "is not a known key", fix: remove(key) };
    const meant = pathOf([...path, near]);
    return {
        key,
        value,
        problem: `is not a known key; did you mean "${near}"?`,
        fix: [remove(key), ...leaves(meant, value).map(([path, leaf]) => set(path, leaf))].join(" && "),
    };
}

/** Every scalar below a key: `pulumi config set` takes one at a time. */
const leaves = (key: string, value: unknown): readonly (readonly [string, unknown])[] =>
    typeof value === "object" && value !== null
        ? Object.entries(value).flatMap(([part, below]) =>
              leaves(Array.isArray(value) ? `${key}[${part}]` : `${key}.${part}`, below),
          )
        : [[key, value]];

/** The nearest of the known words, unless none is near. */
export function nearest(word: string, known: readonly string[]): string | undefined {
    const ranked = known.map((candidate) => ({
        candidate,
        far: distance(word.toLowerCase(), candidate.toLowerCase()),
    }));
    const [best] = ranked.sort((a, b) => a.far - b.far);
    return best !== undefined && best.far <= Math.max(2, Math.floor(word.length / 3)) ? best.candidate : undefined;
}

/** Keys that the schema knows at a path; of a union, those of the variant in the settings. */
function knownKeys(path: readonly PropertyKey[], settings: PlainObject): readonly string[] {
    let node: unknown = schema;
    for (const [depth, part] of path.entries()) node = child(unwrap(node, settings, path.slice(0, depth)), part);
    const { shape } = defOf(unwrap(node, settings, path));
    return isPlainObject(shape) ? Object.keys(shape) : [];
}

const defOf = (node: unknown): PlainObject => {
    const def: unknown = isPlainObject(node) ? node.def : undefined;
    return isPlainObject(def) ? def : {};
};

const child = (node: unknown, part: PropertyKey): unknown => {
    const def = defOf(node);
    return isPlainObject(def.shape) ? def.shape[String(part)] : (def.element ?? def.valueType);
};

/** The schema behind optional, default and union wrappers. */
function unwrap(node: unknown, settings: PlainObject, path: readonly PropertyKey[]): unknown {
    const def = defOf(node);
    if (def.innerType !== undefined) return unwrap(def.innerType, settings, path);
    if (!Array.isArray(def.options)) return node;
    const chosen = valueAt(settings, [...path, String(def.discriminator)]);
    return def.options.find((option) => {
        const literal = defOf(child(option, String(def.discriminator)));
        return Array.isArray(literal.values) && literal.values.includes(chosen);
    });
}
