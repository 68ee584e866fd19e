/** Panels of states: what is wrong now, when it began, and Grafana's own list of alerts. */

import {
    BigValueColorMode,
    BigValueGraphMode,
    BigValueTextMode,
    BigValueJustifyMode,
    ReduceDataOptionsBuilder,
    VisibilityMode,
    VizOrientation,
} from "@grafana/grafana-foundation-sdk/common";
import { PanelBuilder as AnyBuilder } from "@grafana/grafana-foundation-sdk/dashboard";
import { PanelBuilder as StatBuilder } from "@grafana/grafana-foundation-sdk/stat";
import { PanelBuilder as TimelineBuilder } from "@grafana/grafana-foundation-sdk/statetimeline";
import { SOURCES } from "./sources";
import { said, unknown, type States } from "./meanings";
import { dressed, thresholdsOf, type PanelOptions } from "./panel";
import { now, overTime } from "./queries";

const LINE = { width: 24, height: 3 } as const;
const LIST = { width: 12, height: 9 } as const;
const TIMELINE = { width: 12, height: 9 } as const;

interface StateOptions extends PanelOptions {
    readonly query: string;
    readonly legend: string;
    /** What a value means. */
    readonly states: States;
}

/** What is in which state now, side by side. */
export const stateLine = (options: StateOptions & { readonly unknown: string }): StatBuilder =>
    dressed(new StatBuilder(), SOURCES.prometheus, options, LINE, options.unknown)
        .withTarget(now(options))
        .mappings([unknown(options.unknown), said(options.states)])
        .unit("string")
        .thresholds(thresholdsOf(undefined))
        .graphMode(BigValueGraphMode.None)
        .colorMode(BigValueColorMode.Background)
        .textMode(BigValueTextMode.ValueAndName)
        .justifyMode(BigValueJustifyMode.Center)
        .orientation(VizOrientation.Vertical)
        .reduceOptions(new ReduceDataOptionsBuilder().calcs(["last"]));

/**
 * Alerts that fire or are about to, of Prometheus and of Loki, as their rules stand: the builder library doesn't have this panel.
 * https://grafana.com/docs/grafana/latest/panels-visualizations/visualizations/alert-list/
 */
export const alertList = (
    options: PanelOptions & { /** Matchers of alerts, in braces. */ readonly labels: string },
): AnyBuilder =>
    dressed(new AnyBuilder().type("alertlist"), SOURCES.prometheus, options, LIST, "No alert fires").options({
        viewMode: "list",
        groupMode: "custom",
        groupBy: ["severity", "service"],
        maxItems: 50,
        // By importance.
        sortOrder: 3,
        dashboardAlerts: false,
        alertName: "",
        alertInstanceLabelFilter: options.labels,
        datasource: null,
        folder: null,
        showInactiveAlerts: false,
        stateFilter: { firing: true, pending: true, recovering: false, noData: false, normal: false, error: true },
    });

/** States over time, a bar for each series. The query always has one: without any, the panel misses a time. */
export const timeline = (options: StateOptions): TimelineBuilder =>
    dressed(new TimelineBuilder(), SOURCES.prometheus, options, TIMELINE)
        .withTarget(overTime(options))
        .mappings([said(options.states)])
        .unit("string")
        .thresholds(thresholdsOf(undefined))
        .showValue(VisibilityMode.Auto)
        .mergeValues(true)
        .rowHeight(0.8)
        .fillOpacity(70);
