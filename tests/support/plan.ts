import type { PlainObject } from "../../config/merge";
import type * as Graph from "../../scripts/shared/planning/graph";
import { readStackFile, withConfig, type PulumiConfig } from "../../scripts/shared/planning/stack-file";
import { PLANNER, type Answer, type Planned, type Question } from "./planner/question";

export type Stack = "dev" | "prod";

export const PROJECT = `${__dirname}/../..`;

/** Configuration of a stack file with settings laid over it. */
export const configuration = (
    stack: Stack,
    over: PlainObject = {},
    secrets: { readonly [key: string]: string } = {},
): PulumiConfig => withConfig(readStackFile(PROJECT, stack), over, secrets);

/** Plans the whole program; files that ask for the same share one plan, each with a copy of its own. */
export async function plan(
    stack: Stack,
    given: PulumiConfig = configuration(stack),
    options: Omit<Question, "stack" | "given"> = {},
): Promise<Planned> {
    const question: Question = { stack, given, ...options };
    const response = await fetch(String(process.env[PLANNER]), { method: "POST", body: JSON.stringify(question) });
    const text = await response.text();
    if (!response.ok) throw new Error(`The planning process failed: ${text}`);
    // Not response.json(): its objects have prototypes of jest's own, which are others than those of a test file.
    const answer = JSON.parse(text) as Answer;
    if ("refused" in answer) throw new Error(answer.refused);
    return answer.planned;
}

export type Resource = Planned["plan"]["resources"][number];
export type Release = Graph.PlannedRelease;
