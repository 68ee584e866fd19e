import { isExecutable, programFile } from "./cache";
import type { Tool } from "./modules";

/**
 * Path of a real program that configurations and rules are tried with: from the folder TOOLS_BIN where it is in there, or
 * from the cache that `npm run tools` fills. A test that needs one fails without it: it never skips.
 */
export function tool(name: Tool): string {
    const path = programFile(name);
    if (isExecutable(path)) return path;
    throw new Error(`${name} is not at ${path}: npm run tools -- --tool ${name} builds it`);
}
