/** A loaded stack: its checked configuration, and where each secret is. */
import type * as pulumi from "@pulumi/pulumi";
import type { StackConfig } from "../../config/schema";
import { definitionOf, SECRET_NAMES, type SecretName } from "../../config/secrets";

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

/** What pure functions need to know of a stack: no secret is in it. */
export type Settings = Pick<Stack, "config" | "references">;

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
