import * as pulumi from "@pulumi/pulumi";
import { mirrorProblems } from "../model/charts/folder";
import { referencesOf, type SecretSource, type Stack } from "../model/stack/stack";
import { check } from "./check";
import { contentProblems } from "./content";
import { strayProblems } from "./stray";
import { nearest } from "../config/nearest";
import { ConfigurationError, remove, setSecret, type Problem } from "../config/problems";
import { structured } from "../config/structured";
import type { StackConfig } from "../config/schema";
import { definitionOf, SECRET_NAMES, type SecretName } from "../config/secrets";

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
    const encrypted = encryptedKeys(given.name);
    const configured = new Set(entries.map(([key]) => key).filter(isSecretName));
    const settings = Object.fromEntries(
        entries
            // What is encrypted where no secret belongs is never looked into, so that no message can show it.
            .filter(([key]) => !isSecretName(key) && !encrypted.includes(key))
            .map(([key, text]) => [key, structured(text)]),
    );

    const checked = check(settings, configured, !pulumi.runtime.isDryRun(), pulumi.getStack());
    const problems = [
        ...strayProblems(pulumi.runtime.allConfig(), given.name),
        ...misplacedSecrets(encrypted, configured),
        ...(checked.ok ? [] : checked.problems),
        ...mirrorProblems(settings.chartMirror),
        ...(checked.ok ? contentProblems(checked.config) : []),
    ];
    if (!checked.ok || problems.length > 0) throw new ConfigurationError(problems, pulumi.getStack());

    const { config } = checked;
    const secrets = Object.fromEntries(
        SECRET_NAMES.map((name) => [name, sourceOf(name, config, configured, given)]),
    ) as Stack["secrets"];
    return { config, secrets, references: referencesOf(config, secrets) };
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

/** Keys that are encrypted, as far as the language host tells. */
function encryptedKeys(project: string): readonly string[] {
    const told: unknown = JSON.parse(process.env.PULUMI_CONFIG_SECRET_KEYS ?? "[]");
    if (!Array.isArray(told)) return [];
    const prefix = `${project}:`;
    return told.flatMap((key) => (typeof key === "string" && key.startsWith(prefix) ? [key.slice(prefix.length)] : []));
}

/** Secrets in plain text, under a name that isn't known, or inside a structured key, where Pulumi loses their mark. */
function misplacedSecrets(encrypted: readonly string[], configured: ReadonlySet<SecretName>): readonly Problem[] {
    if (process.env.PULUMI_CONFIG_SECRET_KEYS === undefined) return [];
    const plain = [...configured]
        .filter((key) => !encrypted.includes(key))
        .map((key) => ({
            key,
            value: "[plain text]",
            problem: "is a secret and is stored in plain text",
            fix: setSecret(key),
        }));
    const misplaced = encrypted
        .filter((key) => !isSecretName(key))
        .map((key) => {
            const near = nearest(key, SECRET_NAMES);
            const problem =
                near === undefined
                    ? `is no secret of the stack: Pulumi would lose the mark of what is inside. Secrets are ${SECRET_NAMES.join(", ")}`
                    : `is no secret of the stack; did you mean "${near}"?`;
            return {
                key,
                value: "[secret]",
                problem,
                fix: near === undefined ? remove(key) : `${remove(key)} && ${setSecret(near)}`,
            };
        });
    return [...plain, ...misplaced];
}

const isSecretName = (key: string): key is SecretName => SECRET_NAMES.some((name) => name === key);
