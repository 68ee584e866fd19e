/** `npm run tools`: the real programs that configurations are tried with. */

import { argumentsOf, interruption, main } from "./shared/terminal/arguments";
import { UsageError } from "./shared/terminal/usage-error";
import { buildMissing } from "./tools/build";
import { cacheFolder, givenProgram, givenPrograms, isExecutable, programFile } from "./shared/tools/cache";
import { moduleOf, TOOLS, type Tool } from "./shared/tools/modules";

const USAGE = `
npm run tools -- [--tool NAME ...] [--path]

Builds the real programs that configurations and rules are tried with, those that are missing, from the Go modules below
tools/. Needs Go, and the Go module proxy for what isn't in Go's own cache.

  --tool NAME   this one alone, and what its module builds with it; may be repeated:
                ${TOOLS.join(", ")}
  --path        prints where the programs are, a line each, and builds nothing; exit code 1 when one is missing

  TOOLS_CACHE   where built programs are kept (default: go-coffee-observability/tools in the user's cache)
  TOOLS_BIN     a folder of programs, each of which is taken instead of the one that would be built
`;

const isTool = (name: string): name is Tool => (TOOLS as readonly string[]).includes(name);

function chosen(names: readonly string[] | undefined): readonly Tool[] {
    return (names ?? TOOLS).map((name) => {
        if (!isTool(name)) throw new UsageError(`There is no program "${name}". There are: ${TOOLS.join(", ")}.`);
        return name;
    });
}

main(async () => {
    const options = argumentsOf(USAGE, {
        tool: { type: "string", multiple: true },
        path: { type: "boolean", default: false },
    });
    const { env } = process;
    const tools = chosen(options.tool);
    const built = tools.filter((tool) => givenProgram(tool, env) === undefined);
    if (options.path) for (const tool of tools) console.log(programFile(tool, env));
    else {
        const modules = [...new Set(built.map(moduleOf))];
        await buildMissing(modules, { env, signal: interruption(), say: console.log });
    }
    const missing = tools.filter((tool) => !isExecutable(programFile(tool, env)));
    if (missing.length > 0) throw new UsageError(`missing: ${missing.join(", ")}`);
    if (options.path) return;
    const given = tools.length - built.length;
    console.log(
        `${built.length} programs in ${cacheFolder(env)}${given === 0 ? "" : `, ${given} in ${givenPrograms(env) ?? ""}`}`,
    );
});
