import type { Check } from "./contract";
import { ask } from "../../config/findable";
import { or, remove, setSecret, set } from "../../config/problems";
import { definitionOf, SECRET_NAMES, type SecretName } from "../../config/secrets";

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
            fix: `${remove(name)}${or(remove(`existingSecrets.${name}`))}`,
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
                fix: `${remove(`existingSecrets.${name}`)} && ${setSecret(name)}${or(ask(`existingSecrets.${name}.name`))}`,
            },
        ];
    });
    // The operator of Elasticsearch reads the key of this name and no other.
    const user = config.existingSecrets.elasticsearchPassword;
    const misnamed =
        config.elasticsearch.mode === "managed" && user !== undefined && user.key !== "password"
            ? [
                  {
                      key: "existingSecrets.elasticsearchPassword.key",
                      value: user.key,
                      problem: "must be password: the ECK operator reads username, password and roles of that Secret",
                      fix: set("existingSecrets.elasticsearchPassword.key", "password"),
                  },
              ]
            : [];
    return [
        ...twice,
        ...misnamed,
        ...collisions,
        ...(config.objectStorage?.identity.type === "secret"
            ? objectStorageSecrets(config.objectStorage.provider).flatMap((name) =>
                  missing(name, "objectStorage.identity.type", "secret"),
              )
            : []),
        ...(config.elasticsearch.mode === "external"
            ? missing("elasticsearchPassword", "elasticsearch.mode", "external")
            : []),
    ];
};

/** S3 has an identifier beside its key; the others carry theirs in configuration or inside the key. */
const objectStorageSecrets = (provider: "s3" | "gcs" | "azure"): readonly SecretName[] =>
    provider === "s3" ? ["objectStorageAccessKeyId", "objectStorageSecretAccessKey"] : ["objectStorageSecretAccessKey"];
