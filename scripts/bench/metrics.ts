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

/** The most memory that a process has held, in bytes. */
export function peakMemory(pid: number): number {
    const [, kilobytes] = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8")) ?? [];
    return Number(kilobytes) * 1024;
}
