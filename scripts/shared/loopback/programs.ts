import { randomInt } from "node:crypto";
import { execFile, spawn, spawnSync, type ChildProcess } from "node:child_process";
import { createWriteStream, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Real programs on loopback, for the length of a test file or a script. */

/** What is done when that has ended, the last first. */
const endings: (() => void | Promise<void>)[] = [];
export const atEnd = (ending: () => void | Promise<void>): void => {
    endings.unshift(ending);
};
/** Ends everything: jest does so after each file (after-file.ts), a script when it is done. */
export async function end(): Promise<void> {
    for (const ending of endings.splice(0)) await ending();
}

/** A folder that is gone at the end. */
export function temporaryFolder(name: string): string {
    const folder = mkdtempSync(join(tmpdir(), `go-coffee-${name}-`));
    atEnd(() => {
        rmSync(folder, { recursive: true, force: true });
    });
    return folder;
}

/** Below the ports that systems give to outgoing connections, which may take one before its program listens. */
const PORT_RANGE = [15_000, 32_000] as const;

const listenOn = (port: number): Promise<Server | undefined> =>
    new Promise((resolve) => {
        const server = createServer();
        server.once("error", () => {
            resolve(undefined);
        });
        server.listen(port, "127.0.0.1", () => {
            resolve(server);
        });
    });

/** Ports of the loopback address that nobody listens on. */
export async function freePorts(count: number): Promise<readonly number[]> {
    const held = new Map<number, Server>();
    while (held.size < count) {
        const port = randomInt(...PORT_RANGE);
        const server = await listenOn(port);
        if (server !== undefined) held.set(port, server);
    }
    await Promise.all([...held.values()].map((server) => new Promise((resolve) => server.close(resolve))));
    return [...held.keys()];
}

export const sleep = (milliseconds: number): Promise<void> =>
    new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Asks again until there is an answer; what it last failed with is said when time is up. */
export async function eventually<T>(
    what: string,
    ask: () => Promise<T | undefined> | T | undefined,
    milliseconds = 60_000,
): Promise<T> {
    const end = Date.now() + milliseconds;
    let last = "";
    while (Date.now() < end) {
        try {
            const answer = await ask();
            if (answer !== undefined) return answer;
        } catch (error) {
            last = String(error);
        }
        await sleep(200);
    }
    throw new Error(`${what}: not within ${milliseconds / 1000} s ${last}`);
}

export interface Program {
    readonly process: ChildProcess;
    readonly log: () => string;
    /** Ends it and waits until it is gone; SIGKILL for a crash. */
    readonly stop: (signal?: NodeJS.Signals) => Promise<void>;
}

/** Starts a program; it is ended with everything else at the latest. */
export function start(
    command: string,
    args: readonly string[],
    options: { readonly logFile: string; readonly env?: { readonly [name: string]: string }; readonly cwd?: string },
): Program {
    const output = createWriteStream(options.logFile, { flags: "a" });
    const child = spawn(command, args, {
        env: { ...process.env, ...options.env },
        cwd: options.cwd,
        stdio: ["ignore", "pipe", "pipe"],
    });
    child.stdout.pipe(output);
    child.stderr.pipe(output);
    const gone = new Promise<void>((resolve) => {
        child.once("exit", () => {
            resolve();
        });
        child.once("error", () => {
            resolve();
        });
    });
    const program: Program = {
        process: child,
        log: () => readFileSync(options.logFile, "utf8"),
        stop: async (signal = "SIGTERM") => {
            child.kill(signal);
            await gone;
        },
    };
    atEnd(() => program.stop("SIGKILL"));
    return program;
}

/** Waits until a started program answers at a URL; its log is shown when it ends before. */
export const answers = (program: Program, url: string, milliseconds = 60_000): Promise<true> =>
    eventually(
        url,
        async () => {
            if (program.process.exitCode !== null) throw new Error(`it ended:\n${program.log().slice(-4000)}`);
            return (await fetch(url)).ok ? true : undefined;
        },
        milliseconds,
    );

export interface Ran {
    readonly code: number;
    readonly output: string;
}

/** Runs a program to its end: what it printed, both streams. */
export function run(command: string, args: readonly string[], input?: string): Ran {
    const { status, stdout, stderr, error } = spawnSync(command, args, {
        encoding: "utf8",
        input,
        maxBuffer: 64 * 2 ** 20,
    });
    if (error !== undefined) throw error;
    return { code: status ?? 1, output: `${stdout}${stderr}` };
}

/** The same without waiting for it. */
export const runBeside = (command: string, args: readonly string[]): Promise<Ran> =>
    new Promise((resolve, reject) => {
        execFile(command, [...args], { encoding: "utf8", maxBuffer: 64 * 2 ** 20 }, (error, stdout, stderr) => {
            if (error !== null && typeof error.code !== "number") reject(new Error(error.message));
            else resolve({ code: error === null ? 0 : Number(error.code), output: `${stdout}${stderr}` });
        });
    });
