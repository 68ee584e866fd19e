/** The plan of a stack, from its stack file. */

import { createRequire } from "node:module";
import { loadStack } from "../../../checks/load";
import type { Stack } from "../../../model/stack/stack";
import { PROJECT } from "../../../model/stack/project";
import { runProgram, type Plan } from "./engine";
import { readStackFile, withConfig, type PulumiConfig } from "./stack-file";

export interface PlannedStack {
    readonly plan: Plan;
    readonly config: Stack["config"];
}

/** Evaluates the program, anew each time: it registers its resources when it is loaded. */
async function program(): Promise<Plan["outputs"]> {
    await Promise.resolve();
    const load = createRequire(__filename);
    const entry = load.resolve("../../../index");
    Reflect.deleteProperty(load.cache, entry);
    return load(entry) as Plan["outputs"];
}

/** Plans a stack from its stack file, or from a given configuration. */
export async function planStack(
    stack: string,
    given: PulumiConfig = readStackFile(PROJECT, stack),
    options: Parameters<typeof runProgram>[3] = {},
): Promise<PlannedStack> {
    const plan = await runProgram(stack, given, program, options);
    return { plan, config: loadStack().config };
}

/** Plans a stack from its stack file, with charts from another place than it says where one is given. */
export function planWithMirror(stack: string, mirror: string | undefined): Promise<PlannedStack> {
    const stackFile = readStackFile(PROJECT, stack);
    return planStack(stack, mirror === undefined ? stackFile : withConfig(stackFile, { chartMirror: mirror }));
}
