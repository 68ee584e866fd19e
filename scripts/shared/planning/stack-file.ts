import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { messageOf, UsageError } from "../terminal/usage-error";
import { isPlainObject, type PlainObject } from "../../../config/merge";
import { keysTwice, parsePulumiYaml, pulumiText } from "./pulumi-yaml";

/** What the Pulumi CLI would hand to the program: texts by key, and which of them are secret. */
export interface PulumiConfig {
    readonly project: string;
    readonly values: { readonly [key: string]: string };
    readonly secretKeys: readonly string[];
}

/** Shown in place of an encrypted value: the plan needs no passphrase. */
export const SECRET = "[secret]";

function yamlFile(file: string): PlainObject {
    const text = readFileSync(file, "utf8");
    try {
        const content = parsePulumiYaml(text);
        return isPlainObject(content) ? content : {};
    } catch (error) {
        const twice = keysTwice(text).map(
            (key) => `${key.replace(/^config(\.|\["([^"]*)"\])/, "$2")} is there twice. `,
        );
        throw new UsageError(`${file} can't be read: ${twice.join("")}${messageOf(error)}`);
    }
}

/** Names of the stacks that a folder has files of. */
export const stacksIn = (folder: string): readonly string[] =>
    readdirSync(folder)
        .flatMap((name) => /^Pulumi\.(.+)\.yaml$/.exec(name)?.[1] ?? [])
        .sort();

/**
 * Reads Pulumi.yaml and Pulumi.<stack>.yaml of a folder the way the CLI does.
 *
 * @param stacks where the stack file is, when it is elsewhere (examples/).
 */
export function readStackFile(folder: string, stack: string, stacks = folder): PulumiConfig {
    const file = join(stacks, `Pulumi.${stack}.yaml`);
    if (!existsSync(file)) {
        const known = stacksIn(folder).join(", ");
        throw new UsageError(`There is no stack "${stack}": ${file} does not exist. Stacks here: ${known}.`);
    }
    const { name: project, config: declared } = yamlFile(join(folder, "Pulumi.yaml"));
    if (typeof project !== "string") throw new UsageError("Pulumi.yaml names no project.");
    const { config } = yamlFile(file);
    const entries = Object.entries({ ...withProject(project, defaults(declared)), ...withProject(project, config) });
    return {
        project,
        values: Object.fromEntries(entries.map(([key, value]) => [key, textIn(file, key, value)])),
        secretKeys: entries.filter(([, value]) => holdsSecret(value)).map(([key]) => key),
    };
}

/** Keys without a namespace are the project's. */
const withProject = (project: string, config: unknown): PlainObject =>
    Object.fromEntries(
        Object.entries(isPlainObject(config) ? config : {}).map(([key, value]) => [
            key.includes(":") ? key : `${project}:${key}`,
            value,
        ]),
    );

/** Defaults of Pulumi.yaml's own `config` block. */
function defaults(declared: unknown): PlainObject {
    if (!isPlainObject(declared)) return {};
    return Object.fromEntries(
        Object.entries(declared).flatMap(([key, declaration]) => {
            if (!isPlainObject(declaration)) return [];
            const value = declaration.default ?? declaration.value;
            return value === undefined ? [] : [[key, value]];
        }),
    );
}

const isEncrypted = (value: unknown): value is { readonly secure: string } =>
    isPlainObject(value) && Object.keys(value).length === 1 && typeof value.secure === "string";

const holdsSecret = (value: unknown): boolean =>
    isEncrypted(value) || (typeof value === "object" && value !== null && Object.values(value).some(holdsSecret));

const masked = (value: unknown): unknown => {
    if (isEncrypted(value)) return SECRET;
    if (Array.isArray(value)) return value.map(masked);
    if (!isPlainObject(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([key, below]) => [key, masked(below)]));
};

function textIn(file: string, key: string, value: unknown): string {
    try {
        return textOf(value);
    } catch (error) {
        throw new UsageError(`${file}: ${key}: ${error instanceof Error ? error.message : String(error)}`);
    }
}

const textOf = (value: unknown): string => pulumiText(masked(value));

/** Lays values over a stack's, for tests and for `--config`: `secrets` are marked as such. */
export function withConfig(
    base: PulumiConfig,
    over: PlainObject,
    secrets: { readonly [key: string]: string } = {},
): PulumiConfig {
    const key = (name: string): string => `${base.project}:${name}`;
    const plain = Object.entries(over).map(([name, value]): [string, string] => [key(name), textOf(value)]);
    const secret = Object.entries(secrets).map(([name, value]): [string, string] => [key(name), value]);
    return {
        ...base,
        values: { ...base.values, ...Object.fromEntries([...plain, ...secret]) },
        secretKeys: [...base.secretKeys, ...Object.keys(secrets).map(key)],
    };
}
