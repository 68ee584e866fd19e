import type { Outcome } from "./operation";

/** An outcome that must be a success. */
export function succeeded(outcome: Outcome): Outcome {
    if (outcome.error === undefined) return outcome;
    throw new Error(`${outcome.error}\n${outcome.output}`);
}

/** What was done to which resource, without their long names. */
export const touched = ({ steps }: Outcome): readonly string[] =>
    steps.map(({ op, urn }) => `${op} ${urn.split("::").at(-1) ?? ""}`).sort();
