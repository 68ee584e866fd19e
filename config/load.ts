import * as pulumi from "@pulumi/pulumi";
import { check } from "./check";
import { ConfigurationError, remove, setSecret, type Problem } from "./problems";
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

/** Defaults in Pulumi.yaml that stand for a key which nobody has set. */
const UNSET: readonly string[] = ["", "{}"];

/**
 * Reads and checks the configuration of the current stack: the only reader of Pulumi config.
 *
 * @throws ConfigurationError with every problem at once, before any resource exists.
 */
export function loadStack(): Stack {
    const given = new pulumi.Config();
    const entries = Object.entries(pulumi.runtime.allConfig())
        .filter(([key, value]) => key.startsWith(`${given.name}:`) && !UNSET.includes(value))
        .map(([key, value]) => [key.slice(given.name.length + 1), value] as const);
    const configured = new Set(entries.map(([key]) => key).filter(isSecretName));
    const settings = Object.fromEntries(
        entries.filter(([key]) => !isSecretName(key)).map(([key, text]) => [key, structured(text)]),
    );

    const checked = check(settings, configured, !pulumi.runtime.isDryRun());
    const problems = [...misplacedSecrets(given.name), ...(checked.ok ? [] : checked.problems)];
    if (!checked.ok || problems.length > 0) throw new ConfigurationError(problems);

    const { config } = checked;
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

/**
 * Secrets where they don't belong, as far as the language host tells which keys are encrypted: one in plain text, or one
 * inside a structured key, whose mark Pulumi loses.
 */
function misplacedSecrets(project: string): readonly Problem[] {
    const told: unknown = JSON.parse(process.env.PULUMI_CONFIG_SECRET_KEYS ?? "null");
    if (!Array.isArray(told)) return [];
    const prefix = `${project}:`;
    const encrypted = told.flatMap((key) =>
        typeof key === "string" && key.startsWith(prefix) ? [key.slice(prefix.length)] : [],
    );
    const plain = Object.keys(pulumi.runtime.allConfig())
        .map((key) => key.slice(prefix.length))
        .filter((key) => isSecretName(key) && !encrypted.includes(key));
    return [
        ...plain.map((key) => ({
            key,
            value: "[plain text]",
            problem: "is a secret and is stored in plain text",
            fix: setSecret(key),
        })),
        ...encrypted
            .filter((key) => !isSecretName(key))
            .map((key) => ({
                key,
                value: "[secret]",
                problem: `is no secret: Pulumi would hand what is inside to the state in plain text. Secrets are ${SECRET_NAMES.join(", ")}`,
                fix: `${remove(key)}, then ${setSecret("slackApiUrl")} and the like`,
            })),
    ];
}

const isSecretName = (key: string): key is SecretName => SECRET_NAMES.some((name) => name === key);
