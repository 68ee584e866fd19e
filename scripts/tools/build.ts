/** Building of the real programs. */

import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { UsageError } from "../shared/terminal/usage-error";
import { cacheFolder, isExecutable, moduleFolder } from "../shared/tools/cache";
import { buildArguments, go, runStep, type Workplace } from "../shared/tools/go";
import { alone } from "./lock";
import { toolModule, TOOLS_FOLDER, toolVersion, type ModuleName, type ToolModule } from "../shared/tools/modules";

const STILL_BUILDING_MS = 60_000;
const ABANDONED_MS = 24 * 3_600_000;
/** Names of folders that builds work in begin so. */
const ASIDE = ".building-";

export interface BuildOptions {
    readonly env: NodeJS.ProcessEnv;
    readonly signal: AbortSignal;
    readonly say: (line: string) => void;
}

export const isBuilt = (name: ModuleName, env: NodeJS.ProcessEnv): boolean =>
    toolModule(name).programs.every((program) => isExecutable(join(moduleFolder(name, env), program)));

/** The collector's sources, made by its builder from the list of components; go.mod and go.sum are ours. */
async function generateCollector(workplace: Workplace): Promise<void> {
    const { folder } = workplace;
    const pinned = join(TOOLS_FOLDER, "collector");
    const builder = join(folder, "builder");
    await go([...buildArguments("collector"), "-o", builder, "tool"], join(TOOLS_FOLDER, "builder"), workplace);
    const generateOnly = ["--skip-compilation", "--skip-get-modules"];
    await runStep(builder, ["--config", join(pinned, "builder.yaml"), ...generateOnly], folder, workplace);
    for (const file of ["go.mod", "go.sum"]) copyFileSync(join(pinned, file), join(folder, file));
}

/** A main of ours beside what it embeds: files of the module that it is made of. */
async function layOutMain(
    name: ModuleName,
    main: NonNullable<ToolModule["main"]>,
    workplace: Workplace,
): Promise<void> {
    const pinned = join(TOOLS_FOLDER, name);
    const { source } = toolModule(name);
    await go(["mod", "download", source], pinned, workplace);
    const sources = (await go(["list", "-m", "-f", "{{.Dir}}", source], pinned, workplace)).trim();
    const { file, embeds } = main;
    for (const own of ["go.mod", "go.sum", file]) copyFileSync(join(pinned, own), join(workplace.folder, own));
    for (const embedded of embeds.files) {
        copyFileSync(join(sources, embeds.from, embedded), join(workplace.folder, embedded));
    }
}

async function compile(name: ModuleName, workplace: Workplace): Promise<void> {
    const { folder } = workplace;
    const { main } = toolModule(name);
    const bin = join(folder, "bin");
    mkdirSync(bin);
    if (name === "collector") {
        await generateCollector(workplace);
        await go([...buildArguments(name), "-o", join(bin, "otelcol"), "."], folder, workplace);
    } else if (main !== undefined) {
        await layOutMain(name, main, workplace);
        await go(
            [...buildArguments(name), "-o", join(bin, toolModule(name).programs[0] ?? ""), "."],
            folder,
            workplace,
        );
    } else {
        // "tool": every package on a `tool` line of go.mod.
        await go([...buildArguments(name), "-o", bin, "tool"], join(TOOLS_FOLDER, name), workplace);
    }
    for (const [built, program] of Object.entries(toolModule(name).renamed ?? {})) {
        renameSync(join(bin, built), join(bin, program));
    }
    const missing = toolModule(name).programs.filter((program) => !isExecutable(join(bin, program)));
    if (missing.length > 0) throw new UsageError(`tools/${name} has built no ${missing.join(", ")}`);
}

/** Builds a module aside and moves it into its place as a whole: a build that breaks leaves nothing. */
async function build(name: ModuleName, { env, signal, say }: BuildOptions): Promise<void> {
    const started = Date.now();
    const seconds = (): string => `${((Date.now() - started) / 1000).toFixed(0)} s`;
    say(`${name} ${toolVersion(name)}: building ${toolModule(name).programs.join(", ")}`);
    const folder = mkdtempSync(join(cacheFolder(env), `${ASIDE}${name}-`));
    const alive = setInterval(() => {
        say(`${name}: still building after ${seconds()}`);
    }, STILL_BUILDING_MS);
    try {
        await compile(name, { folder, signal });
        if (!isBuilt(name, env)) {
            rmSync(moduleFolder(name, env), { recursive: true, force: true });
            renameSync(join(folder, "bin"), moduleFolder(name, env));
        }
    } catch (error) {
        if (!(error instanceof UsageError)) throw error;
        throw new UsageError(`${name}: not built\n${error.message}`);
    } finally {
        clearInterval(alive);
        rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    }
    say(`${name}: built in ${seconds()}`);
}

/** What a build left that was killed. */
function clearAbandoned(cache: string): void {
    const folders = readdirSync(cache).filter((entry) => entry.startsWith(ASIDE));
    for (const folder of folders.map((entry) => join(cache, entry))) {
        const changed = statSync(folder, { throwIfNoEntry: false })?.mtimeMs ?? 0;
        if (Date.now() - changed > ABANDONED_MS) rmSync(folder, { recursive: true, force: true });
    }
}

/** Builds those that are missing, one after the other: compiling one takes all cores, and linking gigabytes of memory. */
export async function buildMissing(names: readonly ModuleName[], options: BuildOptions): Promise<void> {
    const { env, signal, say } = options;
    if (names.every((name) => isBuilt(name, env))) return;
    const lock = join(cacheFolder(env), "lock");
    const waiting = (): void => {
        say(`another build is running; waiting for it (${lock})`);
    };
    await alone(
        lock,
        async () => {
            clearAbandoned(cacheFolder(env));
            for (const name of names) if (!isBuilt(name, env)) await build(name, options);
        },
        waiting,
        signal,
    );
}
