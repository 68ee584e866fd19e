import * as sdk from "@grafana/grafana-foundation-sdk/units";

/** Units of our figures, as Grafana calls them. */
export const UNITS = {
    number: sdk.Short,
    share: sdk.PercentUnit,
    dollars: sdk.Dollars,
    seconds: sdk.Seconds,
    milliseconds: sdk.Milliseconds,
    bytes: sdk.BytesIEC,
    bytesPerSecond: sdk.BytesPerSecondIEC,
    requestsPerSecond: sdk.RequestsPerSecond,
    perSecond: sdk.CountsPerSecond,
    perMinute: sdk.CountsPerMinute,
    time: sdk.DateTimeFromNow,
    yesNo: sdk.BoolYesNo,
    text: sdk.String,
} as const;

export type Unit = keyof typeof UNITS;

const PREFIXES: { readonly [unit in Unit]?: string } = { dollars: "$" };
const SUFFIXES: { readonly [unit in Unit]?: string } = {
    seconds: " s",
    milliseconds: " ms",
    perMinute: "/min",
    perSecond: "/s",
    requestsPerSecond: " req/s",
};

/** A value for people: 0.999 as "99.9 %", 8 as "$8". */
export const spoken = (value: number, unit: Unit): string =>
    unit === "share"
        ? `${Number((value * 100).toPrecision(6))} %`
        : `${PREFIXES[unit] ?? ""}${value}${SUFFIXES[unit] ?? ""}`;
