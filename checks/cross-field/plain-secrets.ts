/** Secrets in plain text where settings are printed: inside `overrides` and receivers, and in URLs. */

import type { Check } from "./contract";
import type { StackConfig } from "../../config/schema";
import { isPlainObject } from "../../config/merge";
import { HIDDEN, pathOf, remove, set, type Problem } from "../../config/problems";

type Path = readonly (string | number)[];

/** Keys and variables that hold a secret itself, and not the name of one. */
const SECRET_KEY =
    /(^|[a-z_.-])(password|passwd|passphrase|secret|token|api[-_]?key|access[-_]?key|secret[-_]?key|private[-_]?key|routing[-_]?key)$/i;
/** Names of Secrets and of keys in them end like these. */
const REFERENCE = /^existing|(name|ref|file|path)$/i;
/** What is taken from elsewhere: variables, files, templates. */
const TAKEN = /^(\$\{?[\w:]+\}?|\$__\w+\{.*\}|\{\{.*\}\}|\/\S*)$/;
/** What is a secret wherever it stands. */
const SECRET_VALUE =
    /-----BEGIN [A-Z ]*PRIVATE KEY-----|\bxox[abp]-[\w-]{10,}|\bAKIA[A-Z0-9]{16}\b|\bgh[pousr]_\w{20,}|\beyJ[\w-]{10,}\.[\w-]{10,}\.|\bBearer [\w.~+/-]{16,}|hooks\.slack\.com\/services\/\w/;
const USER_IN_URL = /^(\w+:\/\/)[^\s/@]*:[^\s/@]*@/;

/** A URL without who calls it. */
export const withoutUser = (url: string): string => url.replace(USER_IN_URL, "$1");

/** Whatever is a secret and can be read by whoever reads the plan. */
export const plainSecretProblems: Check = (config) => [
    ...strings(config, []).flatMap(([path, text]) => (USER_IN_URL.test(text) ? [userInUrl(path, text)] : [])),
    ...passedThrough(config).flatMap(([below, values]) =>
        strings(values, below).flatMap(([path, text, variable]) =>
            isSecret(path, text, variable) && !USER_IN_URL.test(text) ? [inPassed(path)] : [],
        ),
    ),
];

/** What is given to others as it is. */
const passedThrough = ({ overrides, notifications, grafana }: StackConfig): readonly (readonly [Path, unknown])[] => [
    ...Object.entries(overrides).map(([element, values]) => [["overrides", element], values] as const),
    ...Object.entries(grafana.datasources).map(
        ([name, { settings }]) => [["grafana", "datasources", name, "settings"], settings] as const,
    ),
    ...Object.entries(notifications.receivers).map(
        ([name, { settings }]) => [["notifications", "receivers", name, "settings"], settings] as const,
    ),
];

/** Settings of receivers that have names of their own hold no secret (VictorOps' routing_key is a name); what is in maps may. */
const isKnownSetting = (path: Path): boolean => path[0] === "notifications" && path.length === 5;

function isSecret(path: Path, text: string, variable: string | undefined): boolean {
    if (text === "" || TAKEN.test(text)) return false;
    const key = path.filter((part) => typeof part === "string").at(-1) ?? "";
    const name = key === "value" && variable !== undefined ? variable : key;
    return SECRET_VALUE.test(text) || (SECRET_KEY.test(name) && !REFERENCE.test(name) && !isKnownSetting(path));
}

/** Every text below a value; in a list of variables, with the name of the variable beside it. */
function strings(value: unknown, path: Path, variable?: string): readonly (readonly [Path, string, string?])[] {
    if (typeof value === "string") return [[path, value, variable]];
    if (Array.isArray(value)) return value.flatMap((below: unknown, index) => strings(below, [...path, index]));
    if (!isPlainObject(value)) return [];
    const name = typeof value.name === "string" ? value.name : undefined;
    return Object.entries(value).flatMap(([key, below]) => strings(below, [...path, key], name));
}

const userInUrl = (path: Path, text: string): Problem => ({
    key: pathOf(path),
    value: HIDDEN,
    problem: "holds a user and a password, which the plan would print: a Secret holds them",
    fix: set(pathOf(path), withoutUser(text)),
});

const inPassed = (path: Path): Problem => ({
    key: pathOf(path),
    value: HIDDEN,
    problem:
        "is a secret in plain text, which the plan would print: name a Kubernetes Secret in its place (existingSecret, secretKeyRef, a file)",
    fix: remove(pathOf(path)),
});
