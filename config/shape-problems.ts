/** What is wrong with the shape of a value, in our words, and the lines that mend it. */

import type { z } from "zod";
import { ask, findableOf } from "./findable";
import { isPlainObject, valueAt, type PlainObject } from "./merge";
import { nearest } from "./nearest";
import { HIDDEN, move, pathOf, or, remove, set, setSecret, word, type Problem } from "./problems";
import { meantName, meantNumber } from "./quantities";
import type { StackConfig } from "./schema";
import { choicesOf, knownKeys, mayBeAbsent, nodeAt, plainAt } from "./schema/keys";
import { SECRET_NAMES } from "./secrets";

type Issue = z.core.$ZodIssue;
type Path = readonly PropertyKey[];

/** What is known where something is wrong. */
export interface Surroundings {
    /** The settings, over their profile. */
    readonly settings: PlainObject;
    /** What the stack file itself says. */
    readonly given: PlainObject;
    /** The configuration without what is wrong: its defaults are the profile's. */
    readonly rest: StackConfig | undefined;
    readonly stack: string;
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

/** What is wrong, in place of the library's own English. */
export function inOurWords(issue: z.core.$ZodRawIssue): string | undefined {
    switch (issue.code) {
        case "invalid_type":
            return `must be ${TYPE_NAMES[issue.expected] ?? issue.expected}`;
        case "too_small":
            return issue.origin === "string"
                ? Number(issue.minimum) === 1
                    ? "must not be empty"
                    : `must have at least ${issue.minimum} characters`
                : issue.origin === "array"
                  ? "must have at least one entry"
                  : `must be ${issue.minimum} or more`;
        case "too_big":
            return `must be ${issue.maximum} or less`;
        default:
            return undefined;
    }
}

/** The problems of one issue of the schema. */
export function shapeProblems(issue: Issue, around: Surroundings): readonly Problem[] {
    const { path } = issue;
    const key = pathOf(path);
    const value = valueAt(around.settings, path);
    switch (issue.code) {
        case "unrecognized_keys":
            return issue.keys.map((unknown) => unknownKey(path, unknown, around));
        case "invalid_value":
            return [oneOf(path, value, issue.values.map(String), around)];
        case "invalid_union":
            return [oneOf(path, value, ("options" in issue ? (issue.options ?? []) : []).map(String), around)];
        case "invalid_key":
            return [wrongName(path, value, issue.issues[0]?.message ?? issue.message, around)];
        case "custom": {
            const suggestion: unknown = issue.params?.suggestion;
            return typeof suggestion === "string"
                ? [
                      {
                          key,
                          value,
                          problem: `${issue.message}; did you mean "${suggestion}"?`,
                          fix: set(key, suggestion),
                      },
                  ]
                : [{ key, value, problem: issue.message, fix: otherwise(path, around, issue.params?.example) }];
        }
        default:
            return [
                {
                    key,
                    value,
                    problem: issue.message,
                    fix: meant(issue, path, value, around) ?? otherwise(path, around),
                },
            ];
    }
}

/** Numbers that may have been meant: a share above 1 is a percentage, and what is out of bounds goes to the bound. */
function numbers(value: unknown, issue: Issue): readonly number[] {
    const number = meantNumber(value);
    if (number === undefined) return [];
    const percentage = number >= 2 && number <= 100 ? (meantNumber(`${number}%`) ?? number) : number;
    const bound =
        issue.code === "too_small" ? issue.minimum : issue.code === "too_big" ? issue.maximum : Math.ceil(number);
    return [number, percentage, Math.ceil(number), Number(bound)];
}

const TRUTHS: readonly (readonly [boolean, RegExp])[] = [
    [true, /^(yes|on|y|enabled|true)$/i],
    [false, /^(no|off|n|disabled|false)$/i],
];

/** What a value was most likely meant to be, of what the key takes. */
function meant(issue: Issue, path: Path, value: unknown, { settings }: Surroundings): string | undefined {
    const key = pathOf(path);
    const node = nodeAt(path, settings);
    if (node === undefined) return undefined;
    const scalar = typeof value === "string" || typeof value === "number";
    if (issue.code === "invalid_type" && issue.expected === "array" && scalar && node.takes([value])) {
        return [remove(key), set(`${key}[0]`, value)].join(" && ");
    }
    const truths = TRUTHS.flatMap(([truth, words]) => (words.test(String(value)) ? [truth] : []));
    const candidate = [...truths, ...numbers(value, issue)].find((one) => node.takes(one));
    return candidate === undefined ? undefined : set(key, candidate);
}

/** Without a guess: the default, nothing at all, or a question. */
function otherwise(path: Path, { settings, rest }: Surroundings, example?: unknown): string {
    const key = pathOf(path);
    const value = valueAt(settings, path);
    const standard: unknown = valueAt(rest, path);
    if (["string", "number", "boolean"].includes(typeof standard)) return set(key, standard);
    const node = nodeAt(path, settings);
    const needless = node === undefined || node.within === "map" || (node.within === "keys" && mayBeAbsent(node));
    if (needless) {
        return findableOf(key) === undefined || isPlainObject(value) ? remove(key) : `${ask(key)}${or(remove(key))}`;
    }
    const lines = requiredLines(path, settings, typeof example === "string" ? example : undefined);
    const taken = isPlainObject(value) || value === undefined || lines.every((line) => line.includes(` ${word(key)} `));
    return [...(taken ? [] : [remove(key)]), ...lines].join("\n");
}

/** Lines that give a key what it can't be without: what only people know is asked for. */
export function requiredLines(path: Path, settings: PlainObject, example?: string): readonly string[] {
    const key = pathOf(path);
    const def = plainAt(path, settings);
    const given = valueAt(settings, path);
    if (Array.isArray(def.options)) {
        const [first = ""] = choicesOf(def);
        const chosen = overlaid(settings, [...path, String(def.discriminator)], first);
        return requiredLines(path, chosen);
    }
    if (isPlainObject(def.shape)) {
        return Object.keys(def.shape).flatMap((part) => {
            const below = [...path, part];
            const node = nodeAt(below, settings);
            const there = isPlainObject(given) && valueAt(given, [part]) !== undefined;
            const literal = choicesOf(plainAt(below, settings));
            if (literal.length === 1) return [set(pathOf(below), literal[0])];
            return there || node === undefined || mayBeAbsent(node) ? [] : requiredLines(below, settings);
        });
    }
    if (def.type === "array") return requiredLines([...path, 0], settings);
    const [choice] = choicesOf(def);
    return [choice === undefined ? ask(key, example) : set(key, choice)];
}

const overlaid = (root: PlainObject, [part, ...below]: Path, value: unknown): PlainObject => {
    const name = String(part);
    const under = root[name];
    return { ...root, [name]: below.length === 0 ? value : overlaid(isPlainObject(under) ? under : {}, below, value) };
};

function oneOf(path: Path, value: unknown, allowed: readonly string[], around: Surroundings): Problem {
    const key = pathOf(path);
    const problem = `must be ${allowed.length === 1 ? "" : "one of "}${allowed.join(", ")}`;
    const near = typeof value === "string" ? nearest(value, allowed) : undefined;
    if (near !== undefined) return { key, value, problem, fix: set(key, near) };
    if (key === "environment") return { key, value, problem, fix: set(key, environmentOf(around.stack)) };
    const standard: unknown = valueAt(around.rest, path);
    const taken = isPlainObject(value) ? [remove(key)] : [];
    return { key, value, problem, fix: [...taken, set(key, standard ?? allowed[0])].join(" && ") };
}

/** What a stack of such a name is: `production` and `eu-prod` are prod. */
const environmentOf = (stack: string): string =>
    /(^|[^a-z])(prd|prod|production|live)([^a-z]|$)/i.test(stack) ? "prod" : "dev";

/** A name in a map that isn't one. */
function wrongName(path: Path, value: unknown, problem: string, { settings }: Surroundings): Problem {
    const key = pathOf(path);
    const above = path.slice(0, -1);
    const name = meantName(String(path.at(-1)));
    const taken = name === undefined || valueAt(settings, [...above, name]) !== undefined;
    return taken
        ? { key, value, problem, fix: remove(key) }
        : { key, value, problem: `${problem}; did you mean "${name}"?`, fix: move(path, [...above, name], value) };
}

/** So many keys can be told without hiding what is wrong. */
const FEW = 40;

function unknownKey(path: Path, unknown: string, { settings, given }: Surroundings): Problem {
    const here = [...path, unknown];
    const key = pathOf(here);
    const value = valueAt(settings, here);
    const known = knownKeys(path, settings);
    const near = nearest(unknown, known);
    if (near !== undefined) {
        const problem = `is not a known key; did you mean "${near}"?`;
        const there = valueAt(given, [...path, near]);
        // What is said rightly beside it stays; blocks are laid over each other.
        const block = isPlainObject(plainAt([...path, near], settings).shape);
        const taken = (there !== undefined || block) && !(isPlainObject(value) && (there === undefined || block));
        return { key, value, problem, fix: taken ? remove(key) : move(here, [...path, near], value) };
    }
    const secret = path.length === 0 ? nearest(unknown, SECRET_NAMES) : undefined;
    if (secret !== undefined) {
        const problem = `is not a known key; did you mean the secret "${secret}"?`;
        return { key, value: HIDDEN, problem, fix: `${remove(key)} && ${setSecret(secret)}` };
    }
    const there = known.length > 0 && known.length <= FEW ? `; there are ${known.join(", ")}` : "";
    return { key, value, problem: `is not a known key${there}`, fix: remove(key) };
}
