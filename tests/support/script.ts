import { spawn } from "node:child_process";
import { join } from "node:path";
import { PROJECT } from "./plan";

export interface ScriptRun {
    readonly code: number;
    readonly stdout: string;
    readonly stderr: string;
}

/** Runs a command of package.json the way npm does: its file in scripts/, in a process of its own; also in a checkout. */
export const script = (
    name: string,
    args: readonly string[] = [],
    env: NodeJS.ProcessEnv = process.env,
    cwd: string = PROJECT,
): Promise<ScriptRun> =>
    new Promise((resolve, reject) => {
        const child = spawn(process.execPath, ["--import", "tsx", join("scripts", `${name}.ts`), ...args], {
            cwd,
            env,
        });
        let stdout = "";
        let stderr = "";
        child.stdout.on("data", (chunk: Buffer) => (stdout += chunk.toString()));
        child.stderr.on("data", (chunk: Buffer) => (stderr += chunk.toString()));
        child.on("error", reject);
        child.on("close", (code) => {
            resolve({ code: code ?? 1, stdout, stderr });
        });
        child.stdin.end();
    });
