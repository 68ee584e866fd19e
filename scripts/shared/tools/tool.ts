import { givenPrograms, isExecutable, programFile } from "./cache";
import type { Tool } from "./modules";

/**
 * Path of a real program that configurations and rules are tried with: from the cache that `npm run tools` fills, or from
 * the folder TOOLS_BIN. A test that needs one fails without it: it never skips.
 */
export function tool(name: Tool): string {
    const path = programFile(name);
    if (isExecutable(path)) return path;
    const remedy =
        givenPrograms() === undefined
            ? `npm run tools -- --tool ${name} builds it`
            : "TOOLS_BIN names a folder without it; unset TOOLS_BIN to take what npm run tools builds";
    throw new Error(`${name} is not at ${path}: ${remedy}`);
}
