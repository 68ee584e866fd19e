import { createHash } from "node:crypto";
import { accessSync, constants, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { isAbsolute, join, resolve } from "node:path";
import { buildArguments } from "./go";
import { moduleOf, toolModule, TOOLS_FOLDER, type ModuleName, type Tool } from "./modules";

/** Where built programs are. A change of what a module pins gives it another folder, so that branches don't mix. */

type Environment = NodeJS.ProcessEnv;

/** TOOLS_CACHE, or go-coffee-observability/tools in the user's cache. */
export function cacheFolder(env: Environment = process.env): string {
    if (env.TOOLS_CACHE !== undefined && env.TOOLS_CACHE !== "") return resolve(env.TOOLS_CACHE);
    const { XDG_CACHE_HOME: cache = "" } = env;
    return join(isAbsolute(cache) ? cache : join(homedir(), ".cache"), "go-coffee-observability", "tools");
}

/** TOOLS_BIN: a folder of programs, each of which is taken in place of the one in the cache; the others are built. */
export const givenPrograms = ({ TOOLS_BIN: folder = "" }: Environment = process.env): string | undefined =>
    folder === "" ? undefined : resolve(folder);

function digest(name: ModuleName): string {
    const hash = createHash("sha256");
    hash.update([process.platform, process.arch, ...buildArguments(name)].join(" "));
    for (const file of ["go.mod", "go.sum", ...(toolModule(name).pinnedBy ?? [])]) {
        hash.update(`\n${file}\n`).update(readFileSync(join(TOOLS_FOLDER, name, file)));
    }
    return hash.digest("hex").slice(0, 16);
}

/** The folder of a module's programs in the cache. */
export const moduleFolder = (name: ModuleName, env: Environment = process.env): string =>
    join(cacheFolder(env), `${name}-${digest(name)}`);

/** A program that TOOLS_BIN has. */
export function givenProgram(tool: Tool, env: Environment = process.env): string | undefined {
    const folder = givenPrograms(env);
    const file = folder === undefined ? undefined : join(folder, tool);
    return file !== undefined && isExecutable(file) ? file : undefined;
}

/** Where a program is, or will be once it is built. */
export const programFile = (tool: Tool, env: Environment = process.env): string =>
    givenProgram(tool, env) ?? join(moduleFolder(moduleOf(tool), env), tool);

export function isExecutable(file: string): boolean {
    try {
        accessSync(file, constants.X_OK);
        return true;
    } catch {
        return false;
    }
}
