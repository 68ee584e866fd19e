import * as pulumi from "@pulumi/pulumi";
import { crossFieldProblems } from "./checks";
import { isPlainObject } from "./merge";
import { parse } from "./parse";
import { placeholderProblems } from "./placeholders";
import { ConfigurationError, setSecret, type Problem } from "./problems";
import type { StackConfig } from "./schema";
import { definitionOf, SECRET_NAMES, type SecretName } from "./secrets";

/** Where the value of a secret comes from. */
export type SecretSource =
    | { readonly from: "config"; readonly value: pulumi.Output<string> }
    | { readonly from: "existing" }
    | { readonly from: "generated" }
    | { readonly from: "absent" };

/** A key of a Kubernetes Secret: all that charts and pure functions learn of a secret. */
export interface SecretReference {
    readonly name: string;
    readonly key: string;
}

export type SecretReferences = { readonly [name in SecretName]: SecretReference | undefined };

/** Everything that a stack's settings say: read once, checked, typed. */
export interface Stack {
    readonly config: StackConfig;
    readonly secrets: { readonly [name in SecretName]: SecretSource };
    readonly references: SecretReferences;
}

/**
 * Reads and checks the configuration of the current stack: the only reader of Pulumi config.
 *
 * @throws ConfigurationError with every problem at once, before any resource exists.
 */
export function loadStack(): Stack {
    const given = new pulumi.Config();
    const entries = Object.entries(pulumi.runtime.allConfig())
        .filter(([key, value]) => key.startsWith(`${given.name}:`) && value !== "")
        .map(([key, value]) => [key.slice(given.name.length + 1), value] as const);
    const isSecret = (key: string): key is SecretName => SECRET_NAMES.some((name) => name === key);
    const configured = new Set(entries.map(([key]) => key).filter(isSecret));
    const settings = Object.fromEntries(
        entries.filter(([key]) => !isSecret(key)).map(([key, text]) => [key, structured(text)]),
    );

    const problems: Problem[] = [...nestedSecrets(settings), ...unencrypted(configured, given.name)];
    const parsed = parse(settings);
    problems.push(...(parsed.ok ? crossFieldProblems(parsed.config, configured) : parsed.problems));
    if (!pulumi.runtime.isDryRun()) problems.push(...placeholderProblems(settings));
    if (!parsed.ok || problems.length > 0) throw new ConfigurationError(problems);

    const { config } = parsed;
    const secrets = Object.fromEntries(
        SECRET_NAMES.map((name) => [name, sourceOf(name, config, configured, given)]),
    ) as Stack["secrets"];
    return { config, secrets, references: referencesOf(config, secrets) };
}

/** Pulumi hands structured values over as JSON, everything else as text. */
function structured(text: string): unknown {
    if (!/^\s*[[{]/.test(text)) return text;
    return JSON.parse(text);
}

function sourceOf(
    name: SecretName,
    config: StackConfig,
    configured: ReadonlySet<SecretName>,
    given: pulumi.Config,
): SecretSource {
    if (configured.has(name)) return { from: "config", value: given.requireSecret(name) };
    if (config.existingSecrets[name] !== undefined) return { from: "existing" };
    return definitionOf(name).generated ? { from: "generated" } : { from: "absent" };
}

/** The Kubernetes Secret and key of each secret that there is. */
export function referencesOf(
    config: StackConfig,
    sources: { readonly [name in SecretName]: Pick<SecretSource, "from"> },
): SecretReferences {
    return Object.fromEntries(
        SECRET_NAMES.map((name) => {
            const { secret, key } = definitionOf(name);
            const own = sources[name].from === "absent" ? undefined : { name: secret, key };
            return [name, config.existingSecrets[name] ?? own];
        }),
    ) as SecretReferences;
}

/** `secure:` inside a structured key would reach the state in plain text: Pulumi hands it over unmarked. */
function nestedSecrets(settings: unknown, key = ""): readonly Problem[] {
    if (!isPlainObject(settings)) return [];
    return Object.entries(settings).flatMap(([part, value]) => {
        const path = key === "" ? part : `${key}.${part}`;
        if (part === "secure" && typeof value === "string") {
            return [
                {
                    key,
                    problem: "holds a secret inside a structured key",
                    fix: `set one of the flat secret keys: ${setSecret("slackApiUrl")}`,
                },
            ];
        }
        return nestedSecrets(value, path);
    });
}

/** Secrets in the stack file that aren't encrypted, as far as the language host tells. */
function unencrypted(configured: ReadonlySet<SecretName>, project: string): readonly Problem[] {
    const told = process.env.PULUMI_CONFIG_SECRET_KEYS;
    if (told === undefined) return [];
    const encrypted: unknown = JSON.parse(told);
    return [...configured]
        .filter((name) => Array.isArray(encrypted) && !encrypted.includes(`${project}:${name}`))
        .map((name) => ({
            key: name,
            value: "[plain text]",
            problem: "is stored in plain text",
            fix: setSecret(name),
        }));
}
