/** Processor time of processes; Linux tells it in /proc. */
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";

const TICKS = Number(execFileSync("getconf", ["CLK_TCK"], { encoding: "utf8" }));

/** Ticks of user, system, and of both for the children that have ended and were waited for. */
function ticks(pid: number | "self"): readonly number[] {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The name in parentheses may hold anything.
    return stat
        .slice(stat.lastIndexOf(")") + 2)
        .split(" ")
        .slice(11, 15)
        .map(Number);
}

/** Seconds of processor time that a process has had, its own and the kernel's for it. */
export function cpuSeconds(pid: number): number {
    const [user = 0, system = 0] = ticks(pid);
    return (user + system) / TICKS;
}

/** The same for this process with every process that it has started, and those that they have started, once ended. */
export const cpuSecondsWithChildren = (): number => ticks("self").reduce((sum, part) => sum + part, 0) / TICKS;
