/** Panels of bars: how much is left of something, side by side. */

import {
    BarGaugeDisplayMode,
    BarGaugeNamePlacement,
    BarGaugeSizing,
    ReduceDataOptionsBuilder,
    VizOrientation,
} from "@grafana/grafana-foundation-sdk/common";
import { PanelBuilder } from "@grafana/grafana-foundation-sdk/bargauge";
import { SOURCES } from "./sources";
import { unknown } from "./meanings";
import { dressed, thresholdsOf, type Aim, type PanelOptions } from "./panel";
import { now } from "./queries";
import { UNITS, type Unit } from "./units";

const SIZE = { width: 12, height: 8 } as const;

interface BarOptions extends PanelOptions {
    /** PromQL, sorted: the worst is on top. */
    readonly query: string;
    readonly legend: string;
    readonly unit: Unit;
    readonly aim: Aim;
    /** Between what bars are drawn; a value beyond is written as it is. */
    readonly min: number;
    readonly max: number;
    /** Why there is none, when there is none. */
    readonly unknown: string;
}

export const bars = (options: BarOptions): PanelBuilder =>
    dressed(new PanelBuilder(), SOURCES.prometheus, options, SIZE, options.unknown)
        .withTarget(now(options))
        .unit(UNITS[options.unit])
        .decimals(0)
        .min(options.min)
        .max(options.max)
        .mappings([unknown(options.unknown)])
        .thresholds(thresholdsOf(options.aim))
        .displayMode(BarGaugeDisplayMode.Basic)
        .orientation(VizOrientation.Horizontal)
        .namePlacement(BarGaugeNamePlacement.Left)
        .sizing(BarGaugeSizing.Auto)
        .showUnfilled(true)
        .reduceOptions(new ReduceDataOptionsBuilder().calcs(["last"]));
