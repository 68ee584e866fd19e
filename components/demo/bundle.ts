/** The demo's program as one file of JavaScript, so that no image has to be built. */
import { join } from "node:path";
import { buildSync } from "esbuild";

const PROGRAM = join(__dirname, "..", "..", "demo", "program.ts");

/** Runs on any Node from 20 on; about 20 kB, where a ConfigMap takes a mebibyte. */
export function bundledProgram(): string {
    const { outputFiles } = buildSync({
        entryPoints: [PROGRAM],
        bundle: true,
        minify: true,
        platform: "node",
        target: "node20",
        format: "cjs",
        write: false,
        logLevel: "silent",
    });
    const [file] = outputFiles;
    if (file === undefined) throw new Error("the demo's program can't be bundled");
    return file.text;
}
