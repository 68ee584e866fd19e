import { spawn } from "node:child_process";
import { UsageError } from "../terminal/usage-error";
import { goVersion, MODULE_NAMES, toolModule, toolVersion, type ModuleName } from "./modules";

/** Go as the builds need it: what is committed decides, whatever GOFLAGS or a workspace of the user say. */

const ENVIRONMENT = { CGO_ENABLED: "0", GOWORK: "off" } as const;
const FLAGS = ["-mod=readonly", "-trimpath", "-buildvcs=false"] as const;

/** Arguments of `go build` for a module; debugging symbols are left out. */
export function buildArguments(name: ModuleName): readonly string[] {
    const variables = toolModule(name).versionVariables?.(toolVersion(name)) ?? {};
    const version = Object.entries(variables).map(([variable, value]) => `-X ${variable}=${value}`);
    const { tags } = toolModule(name);
    const tagged = tags === undefined ? [] : [`-tags=${tags.join(",")}`];
    return ["build", ...FLAGS, ...tagged, `-ldflags=${["-s -w", ...version].join(" ")}`];
}

const LAST_LINES = 40;

const newestGo = (): string =>
    MODULE_NAMES.map(goVersion).reduce((one, other) =>
        one.localeCompare(other, "en", { numeric: true }) < 0 ? other : one,
    );

const NO_GO = `Go is not on the PATH. The real programs are built from source, with Go ${newestGo()} or newer: https://go.dev/dl/`;

/** What a failed command says, without the names of the modules that it fetched. */
const complaint = (output: string): string =>
    output
        .split("\n")
        .filter((line) => line.trim() !== "" && !line.startsWith("go: downloading "))
        .slice(-LAST_LINES)
        .join("\n");

const startFailure = (command: string, error: NodeJS.ErrnoException): Error =>
    command === "go" && error.code === "ENOENT" ? new UsageError(NO_GO) : error;

/** A build under way. */
export interface Workplace {
    /** Takes everything that the build writes; whoever began it clears it away. */
    readonly folder: string;
    /** Ends it. */
    readonly signal: AbortSignal;
}

/**
 * Runs a command of a build to its end; what it printed.
 *
 * @throws UsageError with what it printed, when it fails or was interrupted.
 */
export const runStep = (
    command: string,
    args: readonly string[],
    cwd: string,
    { folder, signal }: Workplace,
): Promise<string> =>
    new Promise((resolve, reject) => {
        // A group of its own: Go doesn't end its compilers and linkers when it is ended.
        const child = spawn(command, args, {
            cwd,
            env: { ...process.env, ...ENVIRONMENT, GOTMPDIR: folder },
            stdio: ["ignore", "pipe", "pipe"],
            detached: true,
        });
        const { pid } = child;
        const end = (): void => {
            const isRunning = child.exitCode === null && child.signalCode === null;
            if (pid !== undefined && isRunning) process.kill(-pid, "SIGKILL");
        };
        let [printed, output] = ["", ""];
        child.stdout.on("data", (chunk: Buffer) => {
            printed += chunk.toString();
            output += chunk.toString();
        });
        child.stderr.on("data", (chunk: Buffer) => {
            output += chunk.toString();
        });
        signal.addEventListener("abort", end);
        child.on("error", (error) => {
            reject(startFailure(command, error));
        });
        child.on("close", (code) => {
            signal.removeEventListener("abort", end);
            if (signal.aborted) reject(new UsageError("interrupted"));
            else if (code === 0) resolve(printed);
            else reject(new UsageError(complaint(output) || `${command} ended without a word`));
        });
        if (signal.aborted) end();
    });

/** Runs `go` in a folder; what it printed. */
export const go = (args: readonly string[], cwd: string, workplace: Workplace): Promise<string> =>
    runStep("go", args, cwd, workplace);
