/** Command lines: options, usage, how a command ends. */

import { parseArgs, type ParseArgsConfig } from "node:util";
import { commandsFor, MendableError } from "../../../config/problems";
import { messageOf, UsageError } from "./usage-error";

type Options = NonNullable<ParseArgsConfig["options"]>;

/** Options of a command; `--help` prints its usage and ends. */
export const argumentsOf = <T extends Options>(usage: string, options: T) => parsed(usage, options, 0).values;

/** The same for a command that takes words beside its options, at most so many. */
export function parsed<T extends Options>(usage: string, options: T, words: number) {
    const all = { ...options, help: { type: "boolean", short: "h" } } as const satisfies Options;
    try {
        const { values, positionals } = parseArgs({ options: all, strict: true, allowPositionals: words > 0 });
        if ("help" in values && values.help === true) {
            console.log(usage.trim());
            process.exit(0);
        }
        if (positionals.length > words) throw new Error(`Unexpected: ${positionals.slice(words).join(" ")}`);
        return { values, positionals };
    } catch (error) {
        throw new UsageError(`${messageOf(error)}\n\n${usage.trim()}`);
    }
}

/** Names of an option that may be repeated and may list several: `--only a,b --only c`. */
export const listed = (values: readonly string[]): readonly string[] =>
    values.flatMap((value) => value.split(",").map((name) => name.trim())).filter((name) => name !== "");

/**
 * Milliseconds of an option in seconds.
 *
 * @throws UsageError when it is no number.
 */
export function patience(seconds: string): number {
    const milliseconds = 1000 * Number(seconds);
    if (milliseconds > 0) return milliseconds;
    throw new UsageError(`--timeout ${seconds}: must be a number of seconds, such as 120`);
}

/** The stack that a command was given, for the commands that it prints. */
function stackOfArguments(): string {
    const { values } = parseArgs({ options: { stack: { type: "string", default: "dev" } }, strict: false });
    return typeof values.stack === "string" ? values.stack : "dev";
}

/** Runs a command: a user's mistake is told without a stack trace, and ends with exit code 1. */
export function main(command: () => Promise<void>): void {
    // A reader that has seen enough (`| head`) is no error.
    process.stdout.on("error", (error: NodeJS.ErrnoException) => {
        if (error.code === "EPIPE") process.exit(0);
        throw error;
    });
    command().catch((error: unknown) => {
        const expected = error instanceof UsageError || error instanceof MendableError;
        console.error(expected ? commandsFor(stackOfArguments(), error.message) : error);
        process.exitCode = 1;
    });
}

/** Ends a long command when the terminal or the system asks for it, so that it can clear up behind itself. */
export function interruption(): AbortSignal {
    const controller = new AbortController();
    for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
        process.once(name, () => {
            controller.abort();
        });
    }
    return controller.signal;
}
