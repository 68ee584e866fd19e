/** Figures of a shop, as people write them. */

import { UsageError } from "../shared/terminal/usage-error";
import type { Shop } from "../../model/scale/load";

const UNITS: Readonly<Record<string, number>> = {
    MB: 1e6,
    GB: 1e9,
    TB: 1e12,
    Mi: 2 ** 20,
    Gi: 2 ** 30,
    Ti: 2 ** 40,
};

/** `2TB/day`, `200GB`. */
export function bytesOfDay(text: string): number {
    const [, amount = "", unit = ""] = /^([\d.]+)\s*(MB|GB|TB|Mi|Gi|Ti)(?:\/day)?$/.exec(text) ?? [];
    const factor = UNITS[unit];
    if (factor === undefined || !(Number(amount) > 0)) {
        throw new UsageError(`--logs ${text}: must be raw bytes a day, such as 2TB/day or 200GB/day`);
    }
    return Number(amount) * factor;
}

/** `50000/s`, `50000`. */
export function ofSecond(text: string): number {
    const [, amount = ""] = /^(\d+)(?:\/s)?$/.exec(text) ?? [];
    if (!(Number(amount) > 0)) throw new UsageError(`--spans ${text}: must be spans a second, such as 50000/s`);
    return Number(amount);
}

/** A count of at least one. */
export function count(option: string, text: string): number {
    if (!/^[1-9]\d*$/.test(text)) throw new UsageError(`--${option} ${text}: must be a whole number, 1 or more`);
    return Number(text);
}

export const shopOf = (given: {
    readonly services: string;
    readonly nodes: string;
    readonly logs: string;
    readonly spans: string;
}): Shop => ({
    services: count("services", given.services),
    nodes: count("nodes", given.nodes),
    logBytes: bytesOfDay(given.logs),
    spans: ofSecond(given.spans),
});
