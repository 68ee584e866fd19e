import { END, HEALTHY } from "./hour/moments";
import type { Hour } from "./hour";
import { ask, type Sampled } from "./hour/store";
import { filled, lengthOf, windowOf, type Chosen } from "./grafana";
import type { Asked, Shipped, ShippedVariable } from "./shipped";
import type { Figure } from "./figures";
import { readPromql } from "../../scripts/shared/alerting/queries";

/** Asks what dashboards ask, the way Grafana does. */

/** How many values of a variable are tried: a panel need not have data for the first. */
const TRIED_VALUES = 14;

interface LokiAnswer {
    readonly resultType: "streams" | "matrix" | "vector";
    readonly result: readonly { readonly values?: readonly unknown[]; readonly value?: unknown }[];
}

/** Neither "not a number" nor infinity is a figure. */
const interesting = (samples: readonly Sampled[]): number =>
    samples.filter(({ values }) => values.some(([, value]) => Number.isFinite(Number(value)))).length;

/** Shortly before anything goes wrong, in seconds before the end. */
const HEALTH = END - HEALTHY;

/** How many series or streams answer a query, at the end or some seconds before. */
async function countOf(
    hour: Hour,
    asked: Asked,
    chosen: Chosen,
    length: number,
    interval: number,
    before = 0,
): Promise<number> {
    const end = (asked.datasource === "loki" ? hour.linesEnd : END) - before;
    const window = windowOf(asked.timeFrom === undefined ? length : lengthOf(asked.timeFrom), end, interval);
    const query = filled(asked.expr, chosen, window, interval);
    if (asked.datasource === "prometheus") {
        return interesting(asked.instant ? await hour.store.now(query, end) : await hour.store.over(query, window));
    }
    const at: { readonly [name: string]: string } = asked.instant
        ? { time: String(end) }
        : { start: String(end - length), end: String(end + 1), step: String(window.step) };
    const { result } = await ask<LokiAnswer>(hour.loki, `/loki/api/v1/query${asked.instant ? "" : "_range"}`, {
        query,
        ...at,
        limit: "1000",
    });
    return result.filter(({ values, value }) => value !== undefined || (values?.length ?? 0) > 0).length;
}

/** Values that a variable offers, in Grafana's order; all of them is one of them. */
async function valuesOf(
    hour: Hour,
    variable: ShippedVariable,
    chosen: Chosen,
    length: number,
    interval: number,
): Promise<readonly string[]> {
    if (variable.type === "custom") return variable.options;
    if (variable.type !== "query" || variable.datasource !== "prometheus")
        throw new Error(`variable ${variable.name}: ${variable.type} of ${variable.datasource} isn't known here`);
    const window = windowOf(length, END, interval);
    const query = filled(variable.query, chosen, window, interval);
    const [, selector, label] = /^label_values\((.+),\s*(\w+)\)$/s.exec(query) ?? [];
    if (selector === undefined || label === undefined)
        throw new Error(`variable ${variable.name}: ${variable.query} isn't known here`);
    return [...(await hour.store.valuesOf(label, selector, window))].sort();
}

export interface Failure {
    readonly dashboard: string;
    readonly where: string;
    readonly query: string;
    readonly why: string;
}

export interface Result {
    readonly title: string;
    readonly panels: number;
    readonly queries: number;
    readonly answered: number;
    /** Empty while all is well, and says so. */
    readonly inIncident: number;
    /** Answered, but only for other values than those that are chosen at first. */
    readonly elsewhere: readonly string[];
    readonly failures: readonly Failure[];
}

const message = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** Which part of a query finds nothing. */
async function whyNothing(hour: Hour, asked: Asked, chosen: Chosen, length: number, interval: number): Promise<string> {
    if (asked.datasource !== "prometheus") return "no line of the hour matches";
    const window = windowOf(length, END, interval);
    const query = filled(asked.expr, chosen, window, interval);
    const { metrics, matchers } = readPromql(query);
    const reasons: string[] = [];
    for (const metric of metrics) {
        const any = await hour.store.over(`count(${metric})`, window);
        if (any.length === 0) {
            reasons.push(`no series ${metric}`);
            continue;
        }
        for (const { label, value } of matchers.filter((one) => one.metric === metric)) {
            const values = await hour.store.valuesOf(label, metric, window);
            const plain = /^[\w.:/-]+$/.test(value);
            if (values.length === 0 || (plain && !values.includes(value)))
                reasons.push(
                    `no series ${metric} with ${label} ${value} (has: ${values.slice(0, 6).join(", ") || "no such label"})`,
                );
        }
    }
    return reasons.join("; ") || "each of its series is there, but not what is computed of them";
}

/** Tries every query of a dashboard. */
export async function tried(hour: Hour, dashboard: Shipped, interval: number): Promise<Result> {
    const { title, variables, asked, from, panels } = dashboard;
    const length = lengthOf(from);
    const failures: Failure[] = [];
    let first: Chosen = {};
    const offered = new Map<string, readonly string[]>();
    for (const variable of variables) {
        const where = `variable "${variable.name}"`;
        try {
            const values = await valuesOf(hour, variable, first, length, interval);
            if (values.length === 0)
                failures.push({ dashboard: title, where, query: variable.query, why: "offers no value" });
            offered.set(variable.name, values);
            first = { ...first, [variable.name]: variable.all ?? values[0] ?? "" };
        } catch (error) {
            failures.push({ dashboard: title, where, query: variable.query, why: message(error) });
        }
    }
    const single = variables.filter(({ all }) => all === undefined);
    const others: readonly Chosen[] = single.flatMap(({ name }) =>
        (offered.get(name) ?? []).slice(1, TRIED_VALUES).map((value) => ({ ...first, [name]: value })),
    );
    const elsewhere: string[] = [];
    let answered = 0;
    let inIncident = 0;
    for (const one of asked) {
        const failed = (why: string): void => {
            failures.push({ dashboard: title, where: one.where, query: one.expr, why });
        };
        const inHealth = async (chosen: Chosen): Promise<void> => {
            if ((await countOf(hour, one, chosen, length, interval, HEALTH)) > 0) return;
            if (one.maybeNothing) inIncident++;
            else failed("empty as long as all is well, without saying what that means (noValue)");
        };
        try {
            if ((await countOf(hour, one, first, length, interval)) > 0) {
                answered++;
                await inHealth(first);
                continue;
            }
            let found: Chosen | undefined;
            for (const other of single.some(({ name }) => one.expr.includes(name)) ? others : []) {
                if ((await countOf(hour, one, other, length, interval)) === 0) continue;
                found = other;
                break;
            }
            if (found === undefined) failed(await whyNothing(hour, one, first, length, interval));
            else {
                answered++;
                await inHealth(found);
                elsewhere.push(
                    `${one.where} with ${single.map(({ name }) => `${name}=${found[name] ?? ""}`).join(", ")}`,
                );
            }
        } catch (error) {
            failed(message(error));
        }
    }
    return {
        title,
        panels,
        queries: asked.length + variables.length,
        answered: answered + offered.size,
        inIncident,
        elsewhere,
        failures,
    };
}

/** The value that a query of a panel ends with. */
export async function shownBy(hour: Hour, dashboard: Shipped, figure: Figure, interval: number): Promise<number> {
    const { panel, query = 0, chosen = {}, of = {} } = figure;
    const one = dashboard.asked.filter(({ where }) => where.endsWith(`"${panel}"`))[query];
    if (one === undefined) throw new Error(`${dashboard.title} has no ${panel} with a query ${query}`);
    const all = Object.fromEntries(
        dashboard.variables.map(({ name, all: value, options }) => [name, value ?? options[0] ?? ""]),
    );
    const expr = filled(one.expr, { ...all, ...chosen }, windowOf(lengthOf(dashboard.from), END, interval), interval);
    const found = (await hour.store.now(expr, END)).filter(({ metric }) =>
        Object.entries(of).every(([label, value]) => metric[label] === value),
    );
    if (found.length !== 1) throw new Error(`${found.length} series answer ${expr}`);
    return Number(found[0]?.values.at(-1)?.[1]);
}
