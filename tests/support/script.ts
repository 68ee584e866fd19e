import { spawn, type ChildProcess } from "node:child_process";
import { join } from "node:path";
import { PROJECT } from "./plan";
import { atEnd } from "../../scripts/shared/loopback/programs";

export interface ScriptRun {
    readonly code: number;
    readonly stdout: string;
    readonly stderr: string;
}

/** A command under way. */
export interface RunningScript {
    readonly process: ChildProcess;
    readonly stdout: () => string;
    readonly stderr: () => string;
    readonly ended: Promise<ScriptRun>;
}

/** Starts a command of package.json the way npm does: its file in scripts/, in a process of its own; also in a checkout. */
export function startScript(
    name: string,
    args: readonly string[],
    env: NodeJS.ProcessEnv,
    cwd: string = PROJECT,
): RunningScript {
    const child = spawn(process.execPath, ["--import", "tsx", join("scripts", `${name}.ts`), ...args], {
        cwd,
        env,
        stdio: ["ignore", "pipe", "pipe"],
    });
    atEnd(() => {
        child.kill("SIGKILL");
    });
    let stdout = "";
    let stderr = "";
    child.stdout.on("data", (chunk: Buffer) => (stdout += chunk.toString()));
    child.stderr.on("data", (chunk: Buffer) => (stderr += chunk.toString()));
    const ended = new Promise<ScriptRun>((resolve, reject) => {
        child.on("error", reject);
        child.on("close", (code) => {
            resolve({ code: code ?? 1, stdout, stderr });
        });
    });
    return { process: child, stdout: () => stdout, stderr: () => stderr, ended };
}

/** The same to its end. */
export const script = (
    name: string,
    args: readonly string[] = [],
    env: NodeJS.ProcessEnv = process.env,
    cwd?: string,
): Promise<ScriptRun> => startScript(name, args, env, cwd).ended;
