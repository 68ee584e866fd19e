/** Panels of histograms over time. */

import {
    HeatmapColorOptionsBuilder,
    HeatmapColorMode,
    PanelBuilder,
    YAxisConfigBuilder,
} from "@grafana/grafana-foundation-sdk/heatmap";
import { SOURCES } from "./sources";
import { dressed, type PanelOptions } from "./panel";
import { buckets } from "./queries";
import { UNITS, type Unit } from "./units";

const SIZE = { width: 12, height: 8 } as const;

/** How a histogram spreads over time, each dot an exemplar that leads to its trace. */
export const heatmap = (options: PanelOptions & { readonly query: string; readonly unit: Unit }): PanelBuilder =>
    dressed(new PanelBuilder(), SOURCES.prometheus, options, SIZE)
        .withTarget(buckets(options))
        // A cell counts; its row is what is measured.
        .unit(UNITS.number)
        .decimals(0)
        .calculate(false)
        .color(new HeatmapColorOptionsBuilder().mode(HeatmapColorMode.Scheme).scheme("Blues").steps(32))
        .yAxis(new YAxisConfigBuilder().unit(UNITS[options.unit]))
        .exemplarsColor("orange");
