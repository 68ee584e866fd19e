/** The check of types before a deployment: Pulumi itself runs the program without it, so that a preview is quick. */
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { PROJECT } from "../../model/stack/project";
import { run } from "../shared/system/command";
import { UsageError } from "../shared/terminal/usage-error";

const PROGRAM = ["index.ts", "config", "model", "checks", "rules", "dashboards", "components", "demo"] as const;
const PINS = ["package-lock.json", "tsconfig.json"] as const;
/** Digest of the sources that were found right last. */
const STAMP = join(PROJECT, "node_modules", ".cache", "go-coffee-observability", "types");

function sources(): readonly string[] {
    const below = PROGRAM.flatMap((place) =>
        place.endsWith(".ts")
            ? [place]
            : readdirSync(join(PROJECT, place), { recursive: true, encoding: "utf8" })
                  .filter((file) => file.endsWith(".ts"))
                  .map((file) => join(place, file)),
    );
    return [...below.sort(), ...PINS.filter((file) => existsSync(join(PROJECT, file)))];
}

function digest(): string {
    const hash = createHash("sha256");
    for (const file of sources()) hash.update(`${file}\n`).update(readFileSync(join(PROJECT, file)));
    return hash.digest("hex");
}

/**
 * Checks the types of the program, once for each change of it. Where only what runs is installed (`npm ci --omit=dev`),
 * there is no compiler: CI has checked what is deployed from there.
 *
 * @throws UsageError with what the compiler says.
 */
export async function checkTypes(say: (line: string) => void): Promise<void> {
    const compiler = join(PROJECT, "node_modules", "typescript", "bin", "tsc");
    if (!existsSync(compiler)) return;
    const now = digest();
    if (existsSync(STAMP) && readFileSync(STAMP, "utf8") === now) return;
    say("The program has changed: checking its types");
    const { code, stdout } = await run(process.execPath, [compiler, "--noEmit"], undefined, { cwd: PROJECT });
    if (code !== 0) throw new UsageError(`The program has errors; nothing was deployed.\n${stdout.trim()}`);
    mkdirSync(join(STAMP, ".."), { recursive: true });
    writeFileSync(STAMP, now);
}
