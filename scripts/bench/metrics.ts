import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";

/** A sample of a metric in the text that a collector serves. */
interface Sample {
    readonly name: string;
    /** What stands in braces. */
    readonly labels: string;
    readonly value: number;
}

export async function readMetrics(port: number): Promise<readonly Sample[]> {
    const text = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
    return [...text.matchAll(/^(\w+)(?:\{(.*)\})? (\S+)$/gm)].map(([, name = "", labels = "", value]) => ({
        name,
        labels,
        value: Number(value),
    }));
}

/** Sum of a metric over its series, or over those with a label. */
export const total = (samples: readonly Sample[], metric: string, label = ""): number =>
    samples
        .filter(({ name, labels }) => name === metric && labels.includes(label))
        .reduce((sum, { value }) => sum + value, 0);

const TICKS = Number(execFileSync("getconf", ["CLK_TCK"], { encoding: "utf8" }));

/** Seconds of processor time that a process has had, its own and the kernel's for it. */
export function cpuSeconds(pid: number): number {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The name in parentheses may hold anything.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return (Number(fields[11]) + Number(fields[12])) / TICKS;
}

/** The most memory that a process has held, in bytes. */
export function peakMemory(pid: number): number {
    const [, kilobytes] = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8")) ?? [];
    return Number(kilobytes) * 1024;
}
