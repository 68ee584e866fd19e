/** Panels of figures over time. */

import type { Builder, Dataquery } from "@grafana/grafana-foundation-sdk/cog";
import {
    GraphThresholdsStyleConfigBuilder,
    GraphThresholdsStyleMode,
    LegendDisplayMode,
    LegendPlacement,
    SortOrder,
    StackingConfigBuilder,
    StackingMode,
    TooltipDisplayMode,
    VizLegendOptionsBuilder,
    VizTooltipOptionsBuilder,
    GraphDrawStyle,
    VisibilityMode,
} from "@grafana/grafana-foundation-sdk/common";
import { PanelBuilder as TimeseriesBuilder } from "@grafana/grafana-foundation-sdk/timeseries";
import { FieldColorBuilder, FieldColorModeId } from "@grafana/grafana-foundation-sdk/dashboard";
import { SOURCES } from "./sources";
import { MEANINGS } from "./meanings";
import { asFarAsKnown, dressed, thresholdsOf, type Aim, type PanelOptions } from "./panel";
import { listed, logql, overTime, type Queries, type Query } from "./queries";
import { UNITS, type Unit } from "./units";

export interface TrendOptions extends PanelOptions {
    /** PromQL, or LogQL of `lineTrend`. */
    readonly query: Queries;
    /** Name of each line, such as `{{service}}`, when there is one query. */
    readonly legend?: string;
    readonly unit: Unit;
    /** Target and alert threshold, as dashed lines. */
    readonly aim?: Aim;
    /** Highest value that makes sense, such as 1 for shares. */
    readonly max?: number;
    /** Areas on top of each other, where the sum matters. */
    readonly stacked?: boolean;
    /** Series are called after how something ended: their colours say so. */
    readonly meant?: boolean;
    /** Dots that lead to a trace. */
    readonly exemplars?: boolean;
    /** A time range of its own, such as `30d`. */
    readonly range?: string;
    /** What no series means, where that is good news. */
    readonly whenNone?: string;
}

const SIZE = { width: 12, height: 8 } as const;

const lines = (
    options: TrendOptions,
    datasource: { readonly type: string; readonly uid: string },
    target: (query: Query, index: number) => Builder<Dataquery>,
): TimeseriesBuilder => {
    const { unit, aim, max, stacked = false, range, whenNone } = options;
    const panel = dressed(new TimeseriesBuilder(), datasource, options, SIZE, asFarAsKnown(whenNone))
        .targets(listed(options.query, options.legend).map(target))
        .unit(UNITS[unit])
        .axisSoftMin(0)
        .colorScheme(new FieldColorBuilder().mode(FieldColorModeId.PaletteClassicByName))
        .lineWidth(stacked ? 1 : 2)
        .fillOpacity(stacked ? 30 : 0)
        .showPoints(VisibilityMode.Never)
        .thresholds(thresholdsOf(aim))
        .legend(
            new VizLegendOptionsBuilder()
                .displayMode(LegendDisplayMode.List)
                .placement(LegendPlacement.Bottom)
                .showLegend(true),
        )
        .tooltip(new VizTooltipOptionsBuilder().mode(TooltipDisplayMode.Multi).sort(SortOrder.Descending));
    for (const [pattern, color] of options.meant === true ? MEANINGS : [])
        panel.overrideByRegexp(pattern, [{ id: "color", value: { mode: "fixed", fixedColor: color } }]);
    if (aim !== undefined)
        panel.thresholdsStyle(new GraphThresholdsStyleConfigBuilder().mode(GraphThresholdsStyleMode.Dashed));
    if (max !== undefined) panel.max(max);
    if (stacked) panel.stacking(new StackingConfigBuilder().mode(StackingMode.Normal).group("A"));
    if (range !== undefined) panel.timeFrom(range);
    return panel;
};

/** Figures over time, a line for each series. */
export const trend = (options: TrendOptions): TimeseriesBuilder =>
    lines(options, SOURCES.prometheus, (query, index) => overTime(query, index, options.exemplars ?? false));

/** What is counted in lines, as bars. */
export const lineTrend = (options: TrendOptions): TimeseriesBuilder =>
    lines({ stacked: true, ...options }, SOURCES.loki, logql)
        .drawStyle(GraphDrawStyle.Bars)
        .fillOpacity(60);
