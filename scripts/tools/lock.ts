import { mkdirSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { UsageError } from "../shared/terminal/usage-error";

/** One holder at a time among the processes of a machine. A holder shows that it lives by touching the file. */

export interface Pace {
    /** How often the holder touches the file, in milliseconds. */
    readonly beat: number;
    /** Age at which the holder is taken for dead, in milliseconds. */
    readonly dead: number;
}

const PACE: Pace = { beat: 2_000, dead: 20_000 };

const isTaken = (error: unknown): boolean => error instanceof Error && "code" in error && error.code === "EEXIST";

function take(file: string): boolean {
    try {
        writeFileSync(file, `${process.pid}\n`, { flag: "wx" });
        return true;
    } catch (error) {
        if (isTaken(error)) return false;
        throw error;
    }
}

function isDead(file: string, { dead }: Pace): boolean {
    const touched = statSync(file, { throwIfNoEntry: false })?.mtimeMs;
    return touched !== undefined && Date.now() - touched > dead;
}

/**
 * Runs something while holding the file. Two that find a dead holder at the same moment may both go on: what they do must
 * bear that.
 */
export async function alone<T>(
    file: string,
    work: () => Promise<T>,
    onWait: () => void,
    signal: AbortSignal,
    pace: Pace = PACE,
): Promise<T> {
    mkdirSync(dirname(file), { recursive: true });
    for (let told = false; !take(file); told = true) {
        if (isDead(file, pace)) {
            rmSync(file, { force: true });
            continue;
        }
        if (!told) onWait();
        await sleep(pace.beat / 2);
        if (signal.aborted) throw new UsageError("interrupted");
    }
    const beat = setInterval(() => {
        const now = new Date();
        // Whoever cleared the cache meanwhile has cleared this too.
        if (statSync(file, { throwIfNoEntry: false }) !== undefined) utimesSync(file, now, now);
    }, pace.beat);
    try {
        return await work();
    } finally {
        clearInterval(beat);
        rmSync(file, { force: true });
    }
}
