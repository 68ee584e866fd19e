import type { Check } from ".";
import { remove, setSecret, set } from "../problems";
import { definitionOf, SECRET_NAMES, type SecretName } from "../secrets";

/** Secrets that other settings call for, and secrets given twice. */
export const secretProblems: Check = (config, configured) => {
    const given = (name: SecretName): boolean => configured.has(name) || config.existingSecrets[name] !== undefined;
    const missing = (name: SecretName, key: string, value: string) =>
        given(name) ? [] : [{ key, value, problem: `needs the secret ${name}`, fix: setSecret(name) }];

    const twice = SECRET_NAMES.filter((name) => configured.has(name) && config.existingSecrets[name] !== undefined).map(
        (name) => ({
            key: `existingSecrets.${name}`,
            value: config.existingSecrets[name],
            problem: `the secret ${name} is set in config too; which one counts?`,
            fix: `${remove(name)}   (or ${remove(`existingSecrets.${name}`)})`,
        }),
    );
    // A Secret that we create would overwrite the existing one of the same name.
    const created = new Set([...configured].map((name) => definitionOf(name).secret));
    const collisions = SECRET_NAMES.flatMap((name) => {
        const existing = config.existingSecrets[name];
        if (existing === undefined || configured.has(name) || !created.has(existing.name)) return [];
        return [
            {
                key: `existingSecrets.${name}.name`,
                value: existing.name,
                problem: `the stack creates a Secret of that name itself, from other secrets in config`,
                fix: set(`existingSecrets.${name}.name`, `${existing.name}-external`),
            },
        ];
    });
    return [
        ...twice,
        ...collisions,
        ...(config.objectStorage?.identity.type === "secret"
            ? (["objectStorageAccessKeyId", "objectStorageSecretAccessKey"] as const).flatMap((name) =>
                  missing(name, "objectStorage.identity.type", "secret"),
              )
            : []),
        ...(config.elasticsearch.mode === "external"
            ? missing("elasticsearchPassword", "elasticsearch.mode", "external")
            : []),
    ];
};
