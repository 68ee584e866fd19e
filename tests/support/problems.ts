import { PROD, PROD_SECRETS } from "../../scripts/shared/loopback/examples";
import { check } from "../../checks/check";
import { commandsFor, waysOf, type Problem } from "../../config/problems";
import { commandsOf, pasted, refusal, type Configured } from "./pasted";
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
export const messageOf = ({ settings, secrets = [], deploying = false, stack = "dev" }: Given): string => {
    const checked = check(settings, new Set(secrets), deploying, stack);
    return checked.ok ? "" : new ConfigurationError(checked.problems, "dev").message;
};

type Given = Omit<Case, "name" | "message"> & { readonly stack?: string };

const problemsOf = ({ settings, secrets = [], deploying = false }: Given) => {
    const checked = check(settings, new Set(secrets), deploying);
    return checked.ok ? [] : checked.problems;
};

/** What a way to mend leaves: each of its lines pasted. */
function mended(given: Given, way: string): { readonly refused: readonly string[]; readonly after: Given } {
    let after: Configured = { settings: given.settings, secrets: given.secrets ?? [] };
    const refused: string[] = [];
    for (const line of commandsFor("dev", way).split("\n")) {
        refused.push(...commandsOf(line).flatMap((command) => refusal(command) ?? []));
        const now = pasted(after, line);
        if (now === undefined) refused.push("is no line of npm run config");
        else after = now;
    }
    return { refused, after: { ...given, ...after, secrets: after.secrets as readonly SecretName[] } };
}

/** What is said of a configuration, and what becomes of it when the lines are pasted. */
export interface Verdict {
    readonly problems: readonly Problem[];
    /** Ways to mend that leave what they are to mend, and those that are no commands of ours. */
    readonly useless: readonly string[];
    /** What is wrong once the first way of each problem has been pasted, and those that were told then. */
    readonly left: readonly string[];
}

export function verdictOn(given: Given): Verdict {
    const problems = problemsOf(given);
    const tried = problems.flatMap(({ key, problem, fix }) =>
        waysOf(fix).map((way) => {
            const { refused, after } = mended(given, way);
            const found = problemsOf(after);
            const left = found.some((one) => one.key === key && one.problem === problem);
            const reasons = [...refused, ...(left ? ["is still wrong"] : [])].map((why) => `${way}: ${why}`);
            return { after, found, reasons };
        }),
    );
    const [first] = tried;
    const once = problems.length === 1 && first !== undefined ? first : pastedAll(given, problems);
    const twice = once.found.length === 0 ? once : pastedAll(once.after, once.found);
    return {
        problems,
        useless: tried.flatMap(({ reasons }) => reasons),
        left: twice.found
            .filter(({ fix }) => !ASKS.test(waysOf(fix)[0] ?? ""))
            .map(({ key, problem, fix }) => `${key}: ${problem}: ${fix}`),
    };
}

/** The first way of each problem, one after the other. */
function pastedAll(given: Given, problems: readonly Problem[]) {
    const after = problems.reduce((now, { fix }) => mended(now, waysOf(fix)[0] ?? "").after, given);
    return { after, found: problemsOf(after) };
}

export const useless = (given: Given): readonly string[] => verdictOn(given).useless;

/** A line that asks for what only people know. */
const ASKS = / set --secret \w+$| # asks for it/;

/** The whole message of a case with one problem. */
export const only = (message: string): string =>
    `The configuration has 1 problem; nothing was deployed.\n\n${message}\n`;
