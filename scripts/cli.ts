import { parseArgs, type ParseArgsConfig } from "node:util";
import { ConfigurationError } from "../config/problems";
import { UsageError } from "./plan/stack-file";

type Options = NonNullable<ParseArgsConfig["options"]>;

/** Arguments of a command; `--help` prints its usage and ends. */
export function argumentsOf<T extends Options>(usage: string, options: T) {
    const all = { ...options, help: { type: "boolean", short: "h" } } as const satisfies Options;
    try {
        const { values } = parseArgs({ options: all, strict: true, allowPositionals: false });
        if ("help" in values && values.help === true) {
            console.log(usage.trim());
            process.exit(0);
        }
        return values;
    } catch (error) {
        throw new UsageError(`${error instanceof Error ? error.message : String(error)}\n\n${usage.trim()}`);
    }
}

/** Runs a command: a user's mistake is told without a stack trace, and ends with exit code 1. */
export function main(command: () => Promise<void>): void {
    // A reader that has seen enough (`| head`) is no error.
    process.stdout.on("error", (error: NodeJS.ErrnoException) => {
        if (error.code === "EPIPE") process.exit(0);
        throw error;
    });
    command().catch((error: unknown) => {
        const expected = error instanceof UsageError || error instanceof ConfigurationError;
        console.error(expected ? error.message : error);
        process.exitCode = 1;
    });
}
