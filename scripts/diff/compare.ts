/** The stacks of a revision against those of the working tree. */

import { ConfigurationError } from "../../config/problems";
import { PROJECT } from "../../model/stack/project";
import { sideOf, type Side } from "../shared/comparison/side";
import { compareStack, type Charts, type StackDiff } from "../shared/comparison/stack";
import { planStack } from "../shared/planning/planned-stack";
import { stacksIn } from "../shared/planning/stack-file";
import { helm } from "../shared/rendering/render";
import { progress } from "../shared/terminal/findings";
import { UsageError } from "../shared/terminal/usage-error";
import { planBase, type Stacks } from "./base";
import { shortOf, type Base } from "./git";

/** Where charts come from. @throws UsageError without helm, where they come from anywhere. */
export function chartsOf(without: boolean, mirror: string | undefined): Charts {
    if (without) return { from: "nowhere" };
    helm();
    return mirror === undefined ? { from: "releases" } : { from: "mirror", mirror };
}

/** The stacks as the working tree plans them. */
async function planHere(wanted: (stack: string) => boolean): Promise<Stacks> {
    const sides = new Map<string, Side>();
    for (const stack of stacksIn(PROJECT).filter(wanted)) {
        progress(`planning ${stack} in the working tree`);
        try {
            sides.set(stack, sideOf((await planStack(stack)).plan));
        } catch (error) {
            if (!(error instanceof ConfigurationError)) throw error;
            throw new UsageError(
                `The configuration of the stack ${stack} in the working tree is refused:\n\n${error.message}`,
            );
        }
    }
    return sides;
}

/** @throws UsageError for a stack of neither side, and for a configuration that is refused. */
export async function compare(
    base: Base,
    names: readonly string[] | undefined,
    charts: Charts,
    signal: AbortSignal,
): Promise<readonly StackDiff[]> {
    const wanted = (stack: string): boolean => names?.includes(stack) ?? true;
    const after = await planHere(wanted);
    const before = await planBase(base, wanted, progress, signal);
    const stacks = [...new Set([...before.keys(), ...after.keys()])].sort();
    const unknown = names?.find((name) => !stacks.includes(name));
    if (unknown !== undefined) {
        throw new UsageError(`There is no stack "${unknown}", neither in the working tree nor at ${shortOf(base)}.`);
    }
    const diffs: StackDiff[] = [];
    for (const stack of stacks) {
        diffs.push(await compareStack(stack, before.get(stack), after.get(stack), charts, { say: progress, signal }));
    }
    return diffs;
}
