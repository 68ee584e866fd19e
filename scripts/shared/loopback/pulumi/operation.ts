/**
 * One operation of the real engine on a program, in a process of its own: it can be killed, and each starts from nothing.
 *
 * There is no language host here: the Automation API runs the program in this process, as an inline program.
 */
import { createRequire } from "node:module";
import { LocalWorkspace, type EngineEvent, type Stack } from "@pulumi/pulumi/automation";
import { cpuSecondsWithChildren } from "../../system/processor-time";

/** What was done to a resource: its URN, and the engine's own word for it. */
export interface Step {
    readonly urn: string;
    readonly type: string;
    readonly op: string;
    /** Properties that differ, as the provider tells them. */
    readonly diffs: readonly string[];
}

export interface Outcome {
    /** What the engine said in the end; absent where it succeeded. */
    readonly error?: string;
    readonly steps: readonly Step[];
    readonly changes: { readonly [op: string]: number };
    readonly output: string;
    readonly seconds: number;
    /** Processor time of the program, the CLI and its plug-ins together. */
    readonly cpuSeconds: number;
}

export type Verb = "preview" | "up" | "refresh" | "destroy";

/** The stack's own program, or one without any resource: what the engine costs by itself. */
export type Program = "stack" | "empty";

const PROGRAMS: Readonly<Record<Program, () => Promise<Record<string, unknown>>>> = {
    stack: async () => {
        await Promise.resolve();
        return createRequire(__filename)("../../../../index") as Record<string, unknown>;
    },
    empty: () => Promise.resolve({}),
};

async function operate(stack: Stack, verb: Verb, refresh: boolean): Promise<Omit<Outcome, "cpuSeconds">> {
    const started = Date.now();
    const steps = new Map<string, Step>();
    let changes: Outcome["changes"] = {};
    let output = "";
    const options = {
        onEvent: ({ resourcePreEvent, summaryEvent }: EngineEvent) => {
            if (resourcePreEvent !== undefined) {
                const { urn, type, op, diffs, detailedDiff } = resourcePreEvent.metadata;
                steps.set(`${urn} ${op}`, { urn, type, op, diffs: diffs ?? Object.keys(detailedDiff ?? {}) });
            }
            if (summaryEvent !== undefined) changes = { ...summaryEvent.resourceChanges };
        },
        onOutput: (text: string) => {
            output += text;
        },
        ...(refresh ? { refresh: true } : {}),
    };
    let error: string | undefined;
    try {
        await stack[verb](options);
    } catch (failure) {
        error = failure instanceof Error ? failure.message : String(failure);
    }
    return {
        ...(error === undefined ? {} : { error }),
        steps: [...steps.values()].filter(({ op }) => op !== "same"),
        changes,
        output,
        seconds: (Date.now() - started) / 1000,
    };
}

const [workDir = "", stackName = "", verb = "", program = "", refresh = ""] = process.argv.slice(2);

void (async () => {
    const stack = await LocalWorkspace.createOrSelectStack(
        { stackName, projectName: "go-coffee-observability", program: PROGRAMS[program as Program] },
        { workDir },
    );
    const done = await operate(stack, verb as Verb, refresh === "--refresh");
    const outcome: Outcome = { ...done, cpuSeconds: cpuSecondsWithChildren() };
    process.stdout.write(`${JSON.stringify(outcome)}\n`);
    process.exit(outcome.error === undefined ? 0 : 1);
})();
