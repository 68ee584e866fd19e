import { PROD, PROD_SECRETS } from "../../scripts/shared/loopback/examples";
import { check } from "../../checks/check";
import { mergeDeep, type PlainObject } from "../../config/merge";
import { ConfigurationError } from "../../config/problems";
import type { SecretName } from "../../config/secrets";

/** A configuration with one thing wrong, and what is said of it. */
export interface Case {
    readonly name: string;
    readonly settings: PlainObject;
    readonly secrets?: readonly SecretName[];
    readonly deploying?: boolean;
    readonly message: string;
}

export const dev = (name: string, settings: PlainObject, message: string, more: Partial<Case> = {}): Case => ({
    name,
    settings: { environment: "dev", ...settings },
    message,
    ...more,
});
export const prod = (name: string, settings: PlainObject, message: string, more: Partial<Case> = {}): Case => ({
    name,
    settings: mergeDeep(PROD, settings),
    secrets: PROD_SECRETS,
    message,
    ...more,
});

/** All that is said of a configuration; nothing when it is right. */
export const messageOf = ({ settings, secrets = [], deploying = false }: Omit<Case, "name" | "message">): string => {
    const checked = check(settings, new Set(secrets), deploying);
    return checked.ok ? "" : new ConfigurationError(checked.problems, "dev").message;
};

/** The whole message of a case with one problem. */
export const only = (message: string): string =>
    `The configuration has 1 problem; nothing was deployed.\n\n${message}\n`;
