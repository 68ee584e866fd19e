/** Panels of one figure. */

import {
    BigValueColorMode,
    BigValueGraphMode,
    BigValueTextMode,
    ReduceDataOptionsBuilder,
} from "@grafana/grafana-foundation-sdk/common";
import { PanelBuilder as StatBuilder } from "@grafana/grafana-foundation-sdk/stat";
import { SOURCES } from "./sources";
import { dressed, thresholdsOf, type Aim, type PanelOptions } from "./panel";
import { logqlNow, now, overTime } from "./queries";
import { said, unknown } from "./meanings";
import { spoken, UNITS, type Unit } from "./units";

/** Colours of series of a figure that aren't those of the aim, by name. */
type Colours = { readonly [series: string]: string };

export interface FigureOptions extends PanelOptions {
    /** PromQL; a recorded series when it is compared with last week. */
    readonly query: string;
    readonly unit: Unit;
    readonly decimals?: number;
    readonly aim?: Aim;
    /** Draws below it how it came there, over the time range: of a query with one series. */
    readonly history?: boolean;
    /** Shows beside it what it was a week ago. */
    readonly lastWeek?: boolean;
    /** What is shown for each series, such as `{{severity}}`. */
    readonly legend?: string;
    /** Why there is no value, when there is none: it is neither good nor bad. */
    readonly unknown: string;
    /** Series that are less bad than the aim says from where on they are bad: their colour there. */
    readonly milder?: Colours;
    /** What zero is called. */
    readonly whenZero?: string;
}

const SIZE = { width: 6, height: 4 } as const;
/** Only a series can be looked at at another time, not what is computed of several. */
const SERIES = /^[a-zA-Z_:][\w:]*(\{[^{}]*\})?$/;

const stat = (options: FigureOptions): StatBuilder =>
    dressed(new StatBuilder(), SOURCES.prometheus, options, SIZE, options.unknown)
        .mappings([
            unknown(options.unknown),
            ...(options.whenZero === undefined ? [] : [said({ "0": { text: options.whenZero } })]),
        ])
        .unit(UNITS[options.unit])
        .decimals(options.decimals ?? 1)
        .graphMode(options.history === true ? BigValueGraphMode.Area : BigValueGraphMode.None)
        .colorMode(options.aim === undefined ? BigValueColorMode.None : BigValueColorMode.Value)
        // What was earlier and is no more isn't what there is now.
        .reduceOptions(new ReduceDataOptionsBuilder().calcs(["last"]))
        .thresholds(thresholdsOf(options.aim));

const isAimed = (aim: Aim | undefined): aim is Aim => aim !== undefined && aim.unsaid !== true;

/** Nothing is above all of it. */
const targetOf = ({ good, target }: Aim, unit: Unit): string =>
    unit === "share" && target === 1 ? "target 100 %" : `target ${good} ${spoken(target, unit)}`;

/** Over time a series that ends would be shown as it was at last: this one goes on, without a value. */
const untilNow = (query: string): string => `sum(${query}) or absent(${query}) * NaN`;

/** A figure now, against its target and against last week. */
export const figure = (options: FigureOptions): StatBuilder => {
    const { query, unit, aim, lastWeek = false, legend } = options;
    const aimed = isAimed(aim) ? targetOf(aim, unit) : "now";
    const panel = stat(options)
        .textMode(
            legend === undefined && !isAimed(aim) && !lastWeek ? BigValueTextMode.Value : BigValueTextMode.ValueAndName,
        )
        .withTarget(
            options.history === true
                ? overTime({ query: untilNow(query), legend: legend ?? aimed })
                : now({ query, legend: legend ?? aimed }),
        );
    for (const [series, color] of Object.entries(options.milder ?? {}))
        panel.overrideByRegexp(`/^${series}$/`, [
            {
                id: "thresholds",
                value: {
                    mode: "absolute",
                    steps: [
                        { value: null, color: "green" },
                        { value: aim?.target, color },
                    ],
                },
            },
        ]);
    if (!lastWeek) return panel;
    if (!SERIES.test(query))
        throw new Error(`${options.title}: only a recorded series can be compared with last week.`);
    return panel
        .withTarget(now({ query: `${query} offset 1w`, legend: "a week ago" }, 1))
        .overrideByQuery("B", [{ id: "color", value: { mode: "fixed", fixedColor: "text" } }]);
};

/** How many lines there are, or what else LogQL counts. */
export const lineFigure = (options: FigureOptions): StatBuilder =>
    stat(options)
        .datasource({ ...SOURCES.loki })
        .textMode(options.legend === undefined ? BigValueTextMode.Value : BigValueTextMode.ValueAndName)
        .withTarget(logqlNow(options));
