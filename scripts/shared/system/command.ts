import { execFile, spawn } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";

/** Result of a command whose output is read. */
export interface Result {
    readonly code: number;
    readonly stdout: string;
    readonly stderr: string;
}

const LARGEST_OUTPUT = 64 * 2 ** 20;

/** Where a command runs (default: here), and what ends it early. */
export interface Surroundings {
    readonly cwd?: string;
    readonly signal?: AbortSignal;
    readonly env?: NodeJS.ProcessEnv;
}

/** Runs a command and collects what it prints. */
export const run = (
    command: string,
    args: readonly string[],
    input?: string,
    surroundings: Surroundings = {},
): Promise<Result> =>
    new Promise((resolve) => {
        const options = { maxBuffer: LARGEST_OUTPUT, env: process.env, ...surroundings };
        const child = execFile(command, [...args], options, (error, stdout, stderr) => {
            const code = error === null ? 0 : typeof error.code === "number" ? error.code : 1;
            resolve({ code, stdout, stderr: stderr === "" && error !== null ? error.message : stderr });
        });
        child.stdin?.end(input);
    });

/** Runs a command in the user's terminal; an abortion interrupts it, as Ctrl-C does. */
export const runVisibly = (
    command: string,
    args: readonly string[],
    env: NodeJS.ProcessEnv,
    interruption?: AbortSignal,
): Promise<number> =>
    new Promise((resolve, reject) => {
        const child = spawn(command, [...args], { stdio: "inherit", env });
        interruption?.addEventListener("abort", () => {
            child.kill("SIGINT");
        });
        child.on("error", reject);
        child.on("close", (code) => {
            resolve(code ?? 1);
        });
    });

/** Where a command is on the user's PATH: npm puts the packages' own programs in front of it, which don't count. */
export function onPath(command: string): string | undefined {
    const folders = (process.env.PATH ?? "").split(delimiter).filter((folder) => !folder.includes("node_modules"));
    return folders
        .map((folder) => join(folder, command))
        .find((file) => {
            try {
                accessSync(file, constants.X_OK);
                return true;
            } catch {
                return false;
            }
        });
}
