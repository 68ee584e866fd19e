import { existsSync, readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { run } from "../shared/system/command";
import { PROJECT } from "../../model/stack/project";
import { stacksIn } from "../shared/planning/stack-file";
import { UsageError } from "../shared/terminal/usage-error";
import { isPlainObject, valueAt } from "../../config/merge";
import { shortOf, withWorktree, type Base } from "./git";
import { inParallel } from "../shared/system/parallel";
import { readSide, type Side } from "../shared/comparison/side";

/** Stacks as a revision plans them, with its own code and its own stack files. */
export type Stacks = ReadonlyMap<string, Side>;

/** @param wanted which stacks; those that the revision doesn't have are left out. */
export const planBase = (
    base: Base,
    wanted: (stack: string) => boolean,
    say: (line: string) => void,
    signal: AbortSignal,
): Promise<Stacks> =>
    withWorktree(base.commit, async (project) => {
        checkPlanCommand(project, base);
        await packagesFor(project, base, say, signal);
        const stacks = stacksIn(project).filter(wanted);
        const sides = await inParallel(
            stacks.map((stack) => async (): Promise<readonly [string, Side]> => {
                say(`planning ${stack} at ${shortOf(base)}`);
                return [stack, await planAt(project, stack, base, signal)];
            }),
            signal,
        );
        return new Map(sides);
    });

function checkPlanCommand(project: string, base: Base): void {
    const file = join(project, "package.json");
    const content: unknown = existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : undefined;
    if (typeof valueAt(content, ["scripts", "start"]) === "string") return;
    throw new UsageError(
        `${shortOf(base)} has no plan command: its package.json ${isPlainObject(content) ? "has no script start" : "is missing"}. Compare with a later revision.`,
    );
}

/** Packages of the working tree where they are the same ones, otherwise those of the revision's lock file. */
async function packagesFor(
    project: string,
    base: Base,
    say: (line: string) => void,
    signal: AbortSignal,
): Promise<void> {
    const lock = (folder: string): string | undefined => {
        const file = join(folder, "package-lock.json");
        return existsSync(file) ? readFileSync(file, "utf8") : undefined;
    };
    const installed = join(PROJECT, "node_modules");
    if (lock(project) === lock(PROJECT) && existsSync(installed)) {
        symlinkSync(installed, join(project, "node_modules"));
        return;
    }
    say(`installing the packages of ${shortOf(base)}: its package-lock.json is another one`);
    const { code, stdout, stderr } = await run(
        "npm",
        ["ci", "--ignore-scripts", "--no-audit", "--no-fund"],
        undefined,
        { cwd: project, signal },
    );
    signal.throwIfAborted();
    if (code !== 0)
        throw new UsageError(`npm ci failed at ${shortOf(base)}:\n${indented(stderr.trim() || stdout.trim())}`);
}

/** Runs the revision's own plan. */
async function planAt(project: string, stack: string, base: Base, signal: AbortSignal): Promise<Side> {
    const out = join(project, "..", `plan-${stack}`);
    const arguments_ = ["start", "--silent", "--", "--stack", stack, "--out", out];
    const { code, stdout, stderr } = await run("npm", arguments_, undefined, { cwd: project, signal });
    signal.throwIfAborted();
    if (code !== 0) {
        throw new UsageError(
            `The plan of the stack ${stack} at ${shortOf(base)} fails:\n${indented(stderr.trim() || stdout.trim())}`,
        );
    }
    const side = readSide(join(out, stack));
    if (side !== undefined) return side;
    throw new UsageError(`npm start at ${shortOf(base)} writes no releases.yaml. Compare with a later revision.`);
}

const indented = (text: string): string => text.replace(/^(?=.)/gm, "    ");
