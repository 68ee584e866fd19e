/** Ctrl-C while the engine is at work: it ends what it has begun, and what the next run does is told. */

import { runVisibly } from "../shared/system/command";
import { progress } from "../shared/terminal/findings";

/** What is true of a stack whose `verb` was interrupted, and what goes on from there. */
export const afterInterruption = (verb: string, stack: string): string =>
    [
        `\nInterrupted: what was done is in the stack's state, the rest isn't. To go on:`,
        `    npm run ${verb} -- --stack ${stack}`,
        `Where that says that the stack is locked, or that a release is pending (a second Ctrl-C, or a kill):`,
        `    npm run pulumi -- --stack ${stack} -- cancel && npm run recover -- --stack ${stack}`,
    ].join("\n");

/**
 * Runs the engine in the user's terminal and outlives an interruption, as it does: a terminal tells both of Ctrl-C; what
 * tells only this process is passed on.
 */
export async function runInterruptibly(
    command: string,
    args: readonly string[],
    env: NodeJS.ProcessEnv,
    { verb, stack }: { readonly verb: string; readonly stack: string },
): Promise<number> {
    const heard = new Set<NodeJS.Signals>();
    const told = new AbortController();
    const heed = (signal: NodeJS.Signals): void => {
        if (heard.size === 0) progress("\nStopping: the engine ends what it has begun. Once more ends it at once.");
        heard.add(signal);
        if (!process.stdin.isTTY) told.abort(signal);
    };
    const signals = ["SIGINT", "SIGTERM"] as const;
    for (const signal of signals) process.on(signal, heed);
    try {
        return await runVisibly(command, args, env, told.signal);
    } finally {
        for (const signal of signals) process.removeListener(signal, heed);
        if (heard.size > 0) progress(afterInterruption(verb, stack));
    }
}
