import { ThresholdsConfigBuilder, ThresholdsMode, type Threshold } from "@grafana/grafana-foundation-sdk/dashboard";
import { DataqueryBuilder } from "@grafana/grafana-foundation-sdk/prometheus";
import { PanelBuilder as StatBuilder } from "@grafana/grafana-foundation-sdk/stat";
import { PanelBuilder as TimeseriesBuilder } from "@grafana/grafana-foundation-sdk/timeseries";
import { DATASOURCES } from "../types";

/** What every panel says of itself. */
export interface PanelOptions {
    readonly title: string;
    readonly description: string;
    /** PromQL. */
    readonly query: string;
    /** Grafana's name of the unit: https://grafana.com/docs/grafana/latest/panels-visualizations/configure-standard-options/ */
    readonly unit: string;
    /** Legend of a series, such as `{{service}}`. */
    readonly legend?: string;
    readonly width: number;
    readonly height: number;
}

const NO_DATA = "No data in this time range";

const promql = ({ query, legend }: PanelOptions) =>
    new DataqueryBuilder()
        .datasource(DATASOURCES.prometheus)
        .refId("A")
        .expr(query)
        .legendFormat(legend ?? "");

const steps = (target: number): Threshold[] => [
    { value: null, color: "red" },
    { value: target, color: "green" },
];

/** A figure against its target: green from the target on. */
export const figure = (options: PanelOptions & { readonly target: number }) =>
    new StatBuilder()
        .title(options.title)
        .description(options.description)
        .datasource(DATASOURCES.prometheus)
        .withTarget(promql(options))
        .unit(options.unit)
        .noValue(NO_DATA)
        .thresholds(new ThresholdsConfigBuilder().mode(ThresholdsMode.Absolute).steps(steps(options.target)))
        .span(options.width)
        .height(options.height);

/** A figure over time, one line per series. */
export const trend = (options: PanelOptions) =>
    new TimeseriesBuilder()
        .title(options.title)
        .description(options.description)
        .datasource(DATASOURCES.prometheus)
        .withTarget(promql(options))
        .unit(options.unit)
        .noValue(NO_DATA)
        .span(options.width)
        .height(options.height);
