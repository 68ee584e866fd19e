/** Whether settings make a stack: from what a user says to a checked configuration, or to everything that is wrong. */

import { crossFieldProblems } from "./cross-field";
import type { ConfiguredSecrets } from "./cross-field/contract";
import type { PlainObject } from "../config/merge";
import { parse } from "../config/parse";
import { placeholderProblems } from "../config/placeholders";
import type { Problem } from "../config/problems";
import type { StackConfig } from "../config/schema";

export type Checked =
    { readonly ok: true; readonly config: StackConfig } | { readonly ok: false; readonly problems: readonly Problem[] };

/**
 * Every check there is, all problems at once: shape and units, then what several settings must agree on.
 *
 * @param stack its name: what is guessed of its environment.
 * @param deploying whether something is about to be deployed: placeholders only plan.
 */
export function check(
    settings: PlainObject,
    configured: ConfiguredSecrets,
    deploying: boolean,
    stack = "dev",
): Checked {
    const parsed = parse(settings, stack);
    // What has the right shape is checked against each other in the same run.
    const rest = parsed.ok ? parsed.config : parsed.rest;
    const problems = [
        ...(parsed.ok ? [] : parsed.problems),
        ...(rest === undefined ? [] : crossFieldProblems(rest, configured)),
        ...(deploying ? placeholderProblems(settings) : []),
    ];
    const known = new Map(problems.map((problem) => [`${problem.key} ${problem.problem}`, problem]));
    if (parsed.ok && known.size === 0) return parsed;
    return { ok: false, problems: [...known.values()] };
}
