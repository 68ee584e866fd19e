/** Panels of alerts: those that fire, and when they did. */

import { VisibilityMode } from "@grafana/grafana-foundation-sdk/common";
import { MappingType, PanelBuilder as AnyBuilder, type ValueMapping } from "@grafana/grafana-foundation-sdk/dashboard";
import { PanelBuilder as TimelineBuilder } from "@grafana/grafana-foundation-sdk/statetimeline";
import { DATASOURCES } from "../../model/grafana/datasources";
import { dressed, type PanelOptions } from "./panel";
import { overTime } from "./queries";

const LIST = { width: 12, height: 9 } as const;
const TIMELINE = { width: 12, height: 9 } as const;

/**
 * Alerts that fire or are about to, of Prometheus and of Loki, as their rules stand: the builder library doesn't have this panel.
 * https://grafana.com/docs/grafana/latest/panels-visualizations/visualizations/alert-list/
 */
export const alertList = (
    options: PanelOptions & { /** Matchers of alerts, in braces. */ readonly labels: string },
): AnyBuilder =>
    dressed(new AnyBuilder().type("alertlist"), DATASOURCES.prometheus, options, LIST, "No alert fires").options({
        viewMode: "list",
        groupMode: "default",
        groupBy: [],
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

interface State {
    readonly text: string;
    readonly color: string;
}

/** States over time, a bar for each series. */
export const timeline = (
    options: PanelOptions & {
        readonly query: string;
        readonly legend: string;
        /** What a value means. */
        readonly states: { readonly [value: string]: State };
        readonly whenNone?: string;
    },
): TimelineBuilder =>
    dressed(new TimelineBuilder(), DATASOURCES.prometheus, options, TIMELINE, options.whenNone)
        .withTarget(overTime(options))
        .mappings([mapping(options.states)])
        .unit("string")
        .showValue(VisibilityMode.Auto)
        .mergeValues(true)
        .rowHeight(0.8)
        .fillOpacity(70);

const mapping = (states: { readonly [value: string]: State }): ValueMapping => ({
    type: MappingType.ValueToText,
    options: Object.fromEntries(
        Object.entries(states).map(([value, { text, color }], index) => [value, { text, color, index }]),
    ),
});
