import { median } from "../shared/system/median";
import { table } from "../shared/terminal/text";
import { SIGNALS, type Signal } from "./load";
import type { Outcome } from "./measurement";
import { stepName, type Steps } from "./steps";

/** Figures of a bench: medians of the rounds. */

export interface Figure {
    /** Processor time of one item, in microseconds. */
    readonly microseconds: number;
    /** Items a second that one core carries. */
    readonly perCore: number;
    /** Against the chart's default: 0.5 carries half as much. */
    readonly ratio: number;
    /** Of the rounds, lowest and highest, in microseconds. */
    readonly range: readonly [number, number];
    /** Share of the items that sampling has kept. */
    readonly kept: number;
}

export interface Row {
    readonly name: string;
    readonly figures: { readonly [signal in Signal]: Figure };
    readonly peakMemory: number;
    readonly memoryRatio: number;
}

export interface PartRow {
    readonly part: string;
    /** What it adds to an item, in microseconds. */
    readonly adds: number;
    /** With everything before it. */
    readonly total: number;
    readonly ratio: number;
}

export interface Report {
    readonly rows: readonly Row[];
    readonly parts: { readonly [signal in Signal]: readonly PartRow[] } | undefined;
}

const costs = (outcome: Outcome, signal: Signal): readonly number[] =>
    outcome.measured[signal].map(({ cpuSeconds, items }) => (cpuSeconds / items) * 1e6);

function figureOf(outcome: Outcome, first: Outcome, signal: Signal): Figure {
    const all = costs(outcome, signal);
    const microseconds = median(all);
    return {
        microseconds,
        perCore: 1e6 / microseconds,
        ratio: median(costs(first, signal)) / microseconds,
        range: [Math.min(...all), Math.max(...all)],
        kept: median(outcome.measured[signal].map(({ kept }) => kept)),
    };
}

/** @param steps of the last of the named candidates; the first one is what all are compared with. */
export function reportOf(outcomes: readonly Outcome[], names: readonly string[], steps: Steps | undefined): Report {
    const named = (name: string): Outcome => {
        const found = outcomes.find((outcome) => outcome.name === name);
        if (found === undefined) throw new Error(`${name} was not measured`);
        return found;
    };
    const first = named(names[0] ?? "");
    const whole = named(names.at(-1) ?? "");
    const rows = names.map(named).map((outcome) => ({
        name: outcome.name,
        figures: { traces: figureOf(outcome, first, "traces"), logs: figureOf(outcome, first, "logs") },
        peakMemory: outcome.peakMemory,
        memoryRatio: outcome.peakMemory / first.peakMemory,
    }));
    const partRows = (signal: Signal, parts: readonly string[]): readonly PartRow[] => {
        const totals = [...parts.map((_, step) => named(stepName(step))), whole].map((outcome) =>
            costs(outcome, signal),
        );
        return [BARE, ...parts].map((part, index) => {
            const [all, before] = [totals[index] ?? [], totals[index - 1]];
            return {
                part,
                // Round by round: what disturbs one round disturbs both.
                adds: median(all.map((cost, round) => cost - (before?.[round] ?? 0))),
                total: median(all),
                ratio: median(costs(first, signal)) / median(all),
            };
        });
    };
    return {
        rows,
        parts:
            steps === undefined
                ? undefined
                : { traces: partRows("traces", steps.parts.traces), logs: partRows("logs", steps.parts.logs) },
    };
}

/** What no configuration goes without. */
const BARE = "receiver, memory_limiter, batch, exporter";
const ITEM = { traces: "span", logs: "line" } as const;
const thousands = (value: number): string => `${(value / 1000).toFixed(1)}k`;
const mebibytes = (bytes: number): string => `${Math.round(bytes / 2 ** 20)} MiB`;
const fixed = (value: number): string => value.toFixed(2);

/** The report as tables, for people. */
export function reportText({ rows, parts }: Report): string {
    const main = table([
        [
            "",
            ...SIGNALS.flatMap((signal) => [`${ITEM[signal]}s/s/core`, "ratio", "µs (range)"]),
            "peak memory",
            "ratio",
        ],
        ...rows.map(({ name, figures, peakMemory, memoryRatio }) => [
            name,
            ...SIGNALS.flatMap((signal) => {
                const { perCore, ratio, microseconds, range } = figures[signal];
                return [
                    thousands(perCore),
                    fixed(ratio),
                    `${microseconds.toFixed(1)} (${range.map((bound) => bound.toFixed(1)).join("-")})`,
                ];
            }),
            mebibytes(peakMemory),
            fixed(memoryRatio),
        ]),
    ]);
    const kept = rows
        .filter(({ figures }) => figures.traces.kept < 1)
        .map(
            ({ name, figures }) => `${name}: sampling has kept ${Math.round(figures.traces.kept * 100)} % of the spans`,
        );
    const tables =
        parts === undefined
            ? []
            : SIGNALS.map((signal) =>
                  table([
                      [`${ITEM[signal]}s of ${rows.at(-1)?.name ?? ""}`, "adds µs", "total µs", "ratio"],
                      ...parts[signal].map(({ part, adds, total, ratio }) => [
                          part,
                          fixed(adds),
                          fixed(total),
                          fixed(ratio),
                      ]),
                  ]),
              );
    return [main, ...(kept.length > 0 ? [kept.join("\n")] : []), ...tables].join("\n\n");
}
