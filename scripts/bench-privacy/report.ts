/** Figures of ways of scrubbing, side by side. */
import { SIGNALS, type Signal, type Traffic } from "../bench/load";
import type { Outcome } from "../bench/measurement";
import { median } from "../shared/system/median";
import { table } from "../shared/terminal/text";
import type { Quality } from "./quality";
import { NOTHING } from "./ways";

interface Cost {
    readonly traffic: Traffic;
    readonly outcomes: readonly Outcome[];
}
type Measured = Quality & { readonly bytes: number };

export interface Report {
    readonly rows: readonly {
        readonly name: string;
        readonly costs: readonly {
            readonly traffic: Traffic;
            readonly signal: Signal;
            /** Processor time of an item, in microseconds. */
            readonly microseconds: number;
            /** Against the same gateway without scrubbing, and the chart's default: 0.5 carries half as much. */
            readonly ofBare: number;
            readonly ofDefault: number;
        }[];
        readonly quality: Measured | undefined;
    }[];
}

export function reportOf(costs: readonly Cost[], qualities: readonly Measured[]): Report {
    const names = costs[0]?.outcomes.map(({ name }) => name) ?? [];
    const cost = ({ outcomes }: Cost, name: string, signal: Signal): number =>
        median(
            (outcomes.find((outcome) => outcome.name === name)?.measured[signal] ?? []).map(
                ({ cpuSeconds, items }) => (cpuSeconds / items) * 1e6,
            ),
        );
    return {
        rows: names.map((name) => ({
            name,
            quality: qualities.find((quality) => quality.name === name),
            costs: costs.flatMap((measured) =>
                SIGNALS.map((signal) => {
                    const microseconds = cost(measured, name, signal);
                    return {
                        traffic: measured.traffic,
                        signal,
                        microseconds,
                        ofBare: cost(measured, NOTHING.name, signal) / microseconds,
                        ofDefault: cost(measured, names[0] ?? "", signal) / microseconds,
                    };
                }),
            ),
        })),
    };
}

const WHAT: Readonly<Record<Signal, string>> = { traces: "span", logs: "line" };
const bareStart = ({ rows }: Report): number =>
    rows.find(({ name }) => name === NOTHING.name)?.quality?.startSeconds ?? 0;

export function reportText(report: Report): string {
    const columns = report.rows[0]?.costs.map(({ traffic, signal }) => `${traffic} ${WHAT[signal]}`) ?? [];
    const costs = table([
        ["processor time of prod's gateway, µs", ...columns],
        ...report.rows.map(({ name, costs: all }) => [name, ...all.map(({ microseconds }) => microseconds.toFixed(1))]),
    ]);
    const ratios = table([
        ["records per core, against no scrubbing", ...columns],
        ...report.rows.map(({ name, costs: all }) => [name, ...all.map(({ ofBare }) => ofBare.toFixed(2))]),
    ]);
    const defaults = table([
        ["records per core, against the chart's default", ...columns],
        ...report.rows.map(({ name, costs: all }) => [name, ...all.map(({ ofDefault }) => ofDefault.toFixed(2))]),
    ]);
    const qualities = table([
        ["way", "leaks", "of places", "false hits", "of harmless", "kB", "start adds s"],
        ...report.rows.flatMap(({ name, quality }) =>
            quality === undefined
                ? []
                : [
                      [
                          name,
                          `${quality.leaks}`,
                          `${quality.places}`,
                          `${quality.falseHits}`,
                          `${quality.harmless}`,
                          (quality.bytes / 1000).toFixed(0),
                          (quality.startSeconds - bareStart(report)).toFixed(2),
                      ],
                  ],
        ),
    ]);
    return [costs, ratios, defaults, qualities].join("\n\n");
}
