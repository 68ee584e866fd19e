/**
 * Quantities are strings with a unit, the way Prometheus and Kubernetes write them, and are parsed here alone.
 */

const SECONDS = { ms: 0.001, s: 1, m: 60, h: 3_600, d: 86_400, w: 604_800 } as const;
export const SECONDS_PER_DAY = SECONDS.d;
const BYTES = { Mi: 2 ** 20, Gi: 2 ** 30, Ti: 2 ** 40 } as const;

/** A span of time, such as `744h` or `30d` (Prometheus' units, one unit only). */
export type Duration = `${number}${keyof typeof SECONDS}`;
/** An amount of memory or storage, such as `200Gi` (binary units, as Kubernetes writes them). */
export type Bytes = `${number}${keyof typeof BYTES}`;
/** An amount of CPU, such as `250m` (thousandths) or `2` (cores). */
export type Cpu = `${number}m` | `${number}`;

const DURATION = /^([1-9]\d*)(ms|s|m|h|d|w)$/;
const BINARY = /^([1-9]\d*(?:\.\d+)?)(Mi|Gi|Ti)$/;
const CPU = /^[1-9]\d*m$|^\d+(?:\.\d+)?$/;

export const isDuration = (text: string): text is Duration => DURATION.test(text);
export const isBytes = (text: string): text is Bytes => BINARY.test(text);
export const isCpu = (text: string): text is Cpu => CPU.test(text);

/** Seconds in a duration. */
export function seconds(duration: Duration): number {
    const [, amount = "0", unit = "s"] = DURATION.exec(duration) ?? [];
    return Number(amount) * SECONDS[unit as keyof typeof SECONDS];
}

/** Days in a duration, fractions included. */
export const days = (duration: Duration): number => seconds(duration) / SECONDS.d;

/** Whole hours, as most readers want their retention: `31d` is `744h`. A check refuses what isn't whole hours. */
export const hours = (duration: Duration): Duration => `${Math.round(seconds(duration) / SECONDS.h)}h`;

/** Bytes in an amount of memory or storage. */
export function bytes(amount: Bytes): number {
    const [, number = "0", unit = "Mi"] = BINARY.exec(amount) ?? [];
    return Number(number) * BYTES[unit as keyof typeof BYTES];
}

/** Thousandths of a core. */
export function millicores(cpu: Cpu): number {
    return cpu.endsWith("m") ? Number(cpu.slice(0, -1)) : Number(cpu) * 1000;
}

/** Whole mebibytes, for programs that take memory limits without Kubernetes' fractions. */
export const mebibytes = (count: number): Bytes => `${Math.floor(count / BYTES.Mi)}Mi`;

/** For people: the largest unit that leaves a short number. */
export function readableBytes(count: number): string {
    const unit = count >= BYTES.Ti ? "Ti" : count >= BYTES.Gi ? "Gi" : "Mi";
    return `${Number((count / BYTES[unit]).toFixed(1))}${unit}`;
}

const SPELLED_OUT: Readonly<Record<string, keyof typeof SECONDS>> = {
    millisecond: "ms",
    second: "s",
    sec: "s",
    minute: "m",
    min: "m",
    hour: "h",
    day: "d",
    week: "w",
};

/** What the writer of a wrong duration most likely meant: `30 days` is `30d`. */
export function meantDuration(text: string): Duration | undefined {
    const [, amount, word = ""] = /^\s*(\d+)\s*([a-z]+?)s?\s*$/i.exec(text) ?? [];
    const unit = SPELLED_OUT[word.toLowerCase()] ?? word.toLowerCase();
    const meant = `${amount}${unit}`;
    return isDuration(meant) ? meant : undefined;
}

/** What the writer of a wrong amount most likely meant: `200GB` is `200Gi`. */
export function meantBytes(text: string): Bytes | undefined {
    const [, amount, prefix = ""] = /^\s*(\d+(?:\.\d+)?)\s*([MGT])i?B?\s*$/i.exec(text) ?? [];
    const meant = `${amount}${prefix.toUpperCase()}i`;
    return isBytes(meant) ? meant : undefined;
}

const NUMBERS = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];

/** What the writer of a wrong number most likely meant: "three" is 3, "10%" is 0.1, "3 replicas" is 3. */
export function meantNumber(value: unknown): number | undefined {
    if (typeof value === "number") return value;
    if (typeof value !== "string") return undefined;
    const text = value.trim().toLowerCase();
    const spelled = NUMBERS.indexOf(text);
    if (spelled >= 0) return spelled;
    const [, amount, percent] = /^(\d+(?:\.\d+)?)\s*(%)?(?:\s*[a-z]+)?$/.exec(text) ?? [];
    if (amount === undefined) return undefined;
    return percent === undefined ? Number(amount) : Number((Number(amount) / 100).toPrecision(12));
}

/** What the writer of a wrong Kubernetes name most likely meant: `My_Team` is `my-team`. */
export function meantName(text: string): string | undefined {
    const name = text
        .toLowerCase()
        .replaceAll(/[^a-z0-9]+/g, "-")
        .slice(0, 63)
        .replaceAll(/^-+|-+$/g, "");
    return name === "" ? undefined : name;
}
