/** The real Pulumi engine on a real Kubernetes API: the program as its users deploy it. */
import { spawn } from "node:child_process";
import { chmodSync, copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { parse, stringify } from "yaml";
import { mergeDeep, type PlainObject } from "../../../../config/merge";
import { PROJECT } from "../../../../model/stack/project";
import { run } from "../../system/command";
import { tool } from "../../tools/tool";
import type { TestCluster } from "../cluster";
import { atEnd, temporaryFolder } from "../programs";
import type { Outcome, Program, Verb } from "./operation";

/** A stack file of its own, a backend of files, and the CLI with its plug-ins in front of everything on the PATH. */
export interface Engine {
    readonly stack: string;
    readonly folder: string;
    readonly env: NodeJS.ProcessEnv;
    /** Lays settings over the stack's own; undefined takes a key out. */
    readonly configure: (over: PlainObject) => void;
    readonly operate: (verb: Verb, options?: OperateOptions) => Promise<Outcome>;
    /** The Pulumi CLI itself. */
    readonly pulumi: (...args: readonly string[]) => Promise<string>;
    /** The whole state, as text. */
    readonly state: () => Promise<string>;
    /** Puts another one in its place. */
    readonly import: (state: string) => Promise<void>;
}

export interface OperateOptions {
    readonly refresh?: boolean;
    /** The stack's own where nothing is said. */
    readonly program?: Program;
    readonly env?: NodeJS.ProcessEnv;
    /** Is handed what ends the operation at once, with everything that it started. */
    readonly started?: (kill: () => void) => void;
}

const PROJECT_NAME = "go-coffee-observability";
const PASSPHRASE = "made-up-passphrase";
const STAND_IN = join(__dirname, "plugin-random.mjs");

/** An executable that runs the stand-in; PULUMI_HOME and the user's PATH come first. */
function standInPlugin(folder: string): string {
    const file = join(folder, "pulumi-resource-random");
    writeFileSync(
        file,
        `#!/bin/sh\nNODE_PATH=${join(PROJECT, "node_modules")} exec ${process.execPath} ${STAND_IN} "$@"\n`,
    );
    chmodSync(file, 0o755);
    return folder;
}

/** Secrets that look made up, for a stack that demands them. */
export type CanarySecrets = { readonly [name: string]: string };

export async function startEngine(
    cluster: TestCluster,
    stack: string,
    settings: PlainObject,
    secrets: CanarySecrets = {},
): Promise<Engine> {
    const folder = temporaryFolder(`engine-${stack}`);
    const [backend, home, plugins] = ["state", "home", "plugins"].map((name) => join(folder, name)) as [
        string,
        string,
        string,
    ];
    for (const made of [backend, home, plugins]) mkdirSync(made);
    standInPlugin(plugins);
    const env = {
        ...cluster.env,
        PULUMI_BACKEND_URL: `file://${backend}`,
        PULUMI_HOME: home,
        PULUMI_CONFIG_PASSPHRASE: PASSPHRASE,
        PULUMI_SKIP_UPDATE_CHECK: "true",
        PATH: [dirname(tool("pulumi")), dirname(tool("pulumi-resource-kubernetes")), cluster.env.PATH, plugins].join(
            delimiter,
        ),
    };
    const file = join(folder, `Pulumi.${stack}.yaml`);
    copyFileSync(join(PROJECT, "Pulumi.yaml"), join(folder, "Pulumi.yaml"));
    writeFileSync(file, stringify({ config: prefixed(settings) }));
    const pulumi = async (...args: readonly string[]): Promise<string> => {
        const { code, stdout, stderr } = await run("pulumi", [...args, "--cwd", folder], undefined, { env });
        if (code !== 0) throw new Error(`pulumi ${args.join(" ")}\n${stderr}`);
        return stdout;
    };
    await pulumi("stack", "init", stack);
    for (const [name, value] of Object.entries(secrets)) {
        await pulumi("config", "set", "--secret", "--stack", stack, name, value);
    }
    return {
        stack,
        folder,
        env,
        pulumi,
        configure: (over) => {
            const now = parse(readFileSync(file, "utf8")) as PlainObject;
            writeFileSync(file, stringify(withoutUndefined(mergeDeep(now, { config: prefixed(over) }))));
        },
        operate: (verb, options = {}) =>
            operation(
                [folder, stack, verb, options.program ?? "stack", options.refresh === true ? "--refresh" : ""],
                { ...env, ...options.env },
                options,
            ),
        state: () => pulumi("stack", "export", "--stack", stack),
        import: async (state) => {
            const exported = join(folder, "imported.json");
            writeFileSync(exported, state);
            await pulumi("stack", "import", "--stack", stack, "--file", exported);
        },
    };
}

const prefixed = (settings: PlainObject): PlainObject =>
    Object.fromEntries(Object.entries(settings).map(([key, value]) => [`${PROJECT_NAME}:${key}`, value]));

function withoutUndefined(value: unknown): unknown {
    if (Array.isArray(value)) return value.map(withoutUndefined);
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(
        Object.entries(value).flatMap(([key, below]) => (below === undefined ? [] : [[key, withoutUndefined(below)]])),
    );
}

function operation(args: readonly string[], env: NodeJS.ProcessEnv, { started }: OperateOptions): Promise<Outcome> {
    return new Promise((resolve, reject) => {
        // A group of its own, so that a kill takes the CLI and its plug-ins with it.
        const child = spawn(process.execPath, ["--import", "tsx", join(__dirname, "operation.ts"), ...args], {
            cwd: PROJECT,
            env,
            stdio: ["ignore", "pipe", "pipe"],
            detached: true,
        });
        const { pid } = child;
        const kill = (): void => {
            if (pid !== undefined && child.exitCode === null && child.signalCode === null)
                process.kill(-pid, "SIGKILL");
        };
        atEnd(kill);
        started?.(kill);
        let [stdout, stderr] = ["", ""];
        child.stdout.on("data", (chunk: Buffer) => (stdout += chunk.toString()));
        child.stderr.on("data", (chunk: Buffer) => (stderr += chunk.toString()));
        child.on("error", reject);
        child.on("close", (_code, signal) => {
            const last = stdout.trim().split("\n").at(-1) ?? "";
            if (signal !== null)
                resolve({
                    error: `killed by ${signal}`,
                    steps: [],
                    changes: {},
                    output: stderr,
                    seconds: 0,
                    cpuSeconds: 0,
                });
            else if (last.startsWith("{")) resolve(JSON.parse(last) as Outcome);
            else reject(new Error(`the operation told no outcome:\n${stdout}\n${stderr}`));
        });
    });
}
