/** What Grafana fills into queries: https://grafana.com/docs/grafana/latest/visualizations/dashboards/variables/add-template-variables/ */

/** Pixels of a wide panel: as many points a series may have. */
const POINTS = 1000;
/** What Prometheus refuses to go beyond. */
const LEAST_STEP = 15;

export interface Window {
    /** Seconds since 1970. */
    readonly from: number;
    readonly to: number;
    readonly step: number;
}

const UNITS: { readonly [unit: string]: number } = { s: 1, m: 60, h: 3600, d: 86_400, w: 604_800 };
/** Seconds of `now-6h`, `28d`. */
export function lengthOf(range: string): number {
    const [, count = "", unit = ""] = /^(?:now-)?(\d+)([smhdw])$/.exec(range) ?? [];
    const seconds = Number(count) * (UNITS[unit] ?? NaN);
    if (!Number.isFinite(seconds) || seconds <= 0) throw new Error(`no time range: ${range}`);
    return seconds;
}

/** The window that a panel looks at, with Grafana's distance of points; both ends are on a step. */
export function windowOf(length: number, end: number, interval: number): Window {
    const step = Math.max(interval, LEAST_STEP, 15 * Math.ceil(length / POINTS / 15));
    return { from: Math.floor((end - length) / step) * step, to: Math.floor(end / step) * step, step };
}

export interface Chosen {
    readonly [variable: string]: string;
}

/** A query as it is sent. `interval` is what targets are scraped by, from the datasource. */
export function filled(query: string, chosen: Chosen, { from, to, step }: Window, interval: number): string {
    const range = to - from;
    const own: Chosen = {
        // max($__interval + scrape interval, 4 * scrape interval)
        __rate_interval: `${Math.max(step + interval, 4 * interval)}s`,
        __interval: `${step}s`,
        __interval_ms: String(step * 1000),
        // Loki's data source: as long as the step.
        __auto: `${step}s`,
        __range: `${range}s`,
        __range_s: String(range),
        __range_ms: String(range * 1000),
    };
    return query.replaceAll(
        /\$\{(\w+)(?::\w+)?\}|\[\[(\w+)\]\]|\$(\w+)/g,
        (whole, braced?: string, bracketed?: string, plain?: string) => {
            const name = braced ?? bracketed ?? plain ?? "";
            // What stands for a group of a regular expression is left alone.
            if (/^\d+$/.test(name)) return whole;
            const value = own[name] ?? chosen[name];
            if (value === undefined) throw new Error(`no variable ${name} in ${query}`);
            return value;
        },
    );
}
