import type { PlainObject } from "../../config/merge";
import type * as Graph from "../../scripts/shared/planning/graph";
import type * as Run from "../../scripts/shared/planning/plan";
import { readStackFile, withConfig, type PulumiConfig } from "../../scripts/shared/planning/stack-file";

export type Stack = "dev" | "prod";

export const PROJECT = `${__dirname}/../..`;

/** Configuration of a stack file with settings laid over it. */
export const configuration = (
    stack: Stack,
    over: PlainObject = {},
    secrets: { readonly [key: string]: string } = {},
): PulumiConfig => withConfig(readStackFile(PROJECT, stack), over, secrets);

/** Plans the whole program, with modules of its own each time: it registers its resources when it is loaded. */
export async function plan(
    stack: Stack,
    given: PulumiConfig = configuration(stack),
    options?: Parameters<typeof Run.planStack>[2],
): Promise<Run.PlannedStack> {
    jest.resetModules();
    const { planStack } = jest.requireActual<typeof Run>("../../scripts/shared/planning/plan");
    return planStack(stack, given, options);
}

export type Resource = Run.PlannedStack["plan"]["resources"][number];
export type Release = Graph.PlannedRelease;
