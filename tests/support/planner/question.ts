import type { PlannedStack } from "../../../scripts/shared/planning/planned-stack";
import type { PulumiConfig } from "../../../scripts/shared/planning/stack-file";

/** What a test file asks the planning process, and what it answers. */

export interface Question {
    readonly stack: string;
    readonly given: PulumiConfig;
    readonly dryRun?: boolean;
    /** Text that stands for every generated secret. */
    readonly generated?: string;
    /** Whether to tell each registration as it was sent, secrets and their marks included. */
    readonly watched?: boolean;
    /** Whether to plan again what was planned before. */
    readonly anew?: boolean;
}

export interface Registration {
    readonly type: string;
    readonly inputs: unknown;
}

export interface Planned extends PlannedStack {
    /** In the order in which they were sent; empty unless watched. */
    readonly registrations: readonly Registration[];
}

export type Answer = { readonly planned: Planned } | { readonly refused: string };

/** Names the planning process's address to the processes that run test files. */
export const PLANNER = "PLANNER_URL";
