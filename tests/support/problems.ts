import { PROD, PROD_SECRETS } from "../../scripts/shared/loopback/examples";
import { check } from "../../checks/check";
import { commandsFor } from "../../config/problems";
import { commandsOf, pasted, refusal } from "./pasted";
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

/** Lines of a case's problems that leave what they are to mend, and those that are no commands of ours. */
export function useless({ settings, secrets = [], deploying = false }: Case): readonly string[] {
    const problemsOf = (given: PlainObject, held: readonly string[]) => {
        const checked = check(given, new Set(held as readonly SecretName[]), deploying);
        return checked.ok ? [] : checked.problems;
    };
    return problemsOf(settings, secrets).flatMap(({ key, problem, fix }) =>
        commandsFor("dev", fix)
            .split("   # or: ")
            .flatMap((line) => {
                const refused = commandsOf(line).flatMap((command) => refusal(command) ?? []);
                const after = pasted({ settings, secrets }, line);
                const left =
                    after !== undefined &&
                    problemsOf(after.settings, after.secrets).some((one) => one.key === key && one.problem === problem);
                return [...refused, ...(left ? ["is still wrong"] : [])].map((why) => `${line}: ${why}`);
            }),
    );
}

/** The whole message of a case with one problem. */
export const only = (message: string): string =>
    `The configuration has 1 problem; nothing was deployed.\n\n${message}\n`;
