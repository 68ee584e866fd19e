/** Whether settings make a stack: from what a user says to a checked configuration, or to everything that is wrong. */

import { crossFieldProblems } from "./cross-field";
import type { ConfiguredSecrets } from "./cross-field/contract";
import { isPlainObject, type PlainObject } from "../config/merge";
import { parse } from "../config/parse";
import { placeholderProblems } from "../config/placeholders";
import type { Problem } from "../config/problems";
import type { StackConfig } from "../config/schema";

export type Checked =
    { readonly ok: true; readonly config: StackConfig } | { readonly ok: false; readonly problems: readonly Problem[] };

/**
 * Every check there is, all problems at once: shape and units, then what several settings must agree on.
 *
 * @param deploying whether something is about to be deployed: placeholders only plan.
 */
export function check(settings: PlainObject, configured: ConfiguredSecrets, deploying: boolean): Checked {
    const parsed = parse(settings);
    // What has the wrong shape is taken out, so that the rest can be checked against each other in the same run.
    const rest = parsed.ok
        ? parsed
        : parse(
              without(
                  settings,
                  parsed.problems.map(({ key }) => key),
              ),
          );
    const problems = [
        ...(parsed.ok ? [] : parsed.problems),
        ...(rest.ok ? crossFieldProblems(rest.config, configured) : []),
        ...(deploying ? placeholderProblems(settings) : []),
    ];
    const known = new Map(problems.map((problem) => [`${problem.key} ${problem.problem}`, problem]));
    if (parsed.ok && known.size === 0) return parsed;
    return { ok: false, problems: [...known.values()] };
}

/** Settings without the keys of some paths. */
function without(settings: PlainObject, keys: readonly string[], path = ""): PlainObject {
    return Object.fromEntries(
        Object.entries(settings).flatMap(([key, value]) => {
            const here = path === "" ? key : `${path}.${key}`;
            // An element of a list can't be taken out alone without moving the others.
            if (keys.some((wrong) => wrong === here || wrong.startsWith(`${here}[`))) return [];
            return [[key, isPlainObject(value) ? without(value, keys, here) : value]];
        }),
    );
}
