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
    perSecond: "suffix:/s",
    perMinute: "suffix:/min",
    time: sdk.DateTimeFromNow,
    yesNo: sdk.BoolYesNo,
    text: sdk.String,
} as const;

export type Unit = keyof typeof UNITS;

const PREFIXES: { readonly [unit in Unit]?: string } = { dollars: "$" };
const SUFFIXES: { readonly [unit in Unit]?: string } = {
    milliseconds: " ms",
    perMinute: "/min",
    perSecond: "/s",
    requestsPerSecond: " req/s",
};
const SPANS: readonly (readonly [string, number])[] = [
    ["d", 86_400],
    ["h", 3600],
    ["min", 60],
];

/** Seconds as the longest unit that they are a whole number of, from two on: "7 d", "36 h", "90 s". */
function spokenSeconds(value: number): string {
    const [unit, length] = SPANS.find(([, span]) => value >= 2 * span && value % span === 0) ?? ["s", 1];
    return `${value / length} ${unit}`;
}

/** A value for people: 0.999 as "99.9 %", 8 as "$8", 86400 as "24 h". */
export const spoken = (value: number, unit: Unit): string =>
    unit === "seconds"
        ? spokenSeconds(value)
        : unit === "share"
          ? `${Number((value * 100).toPrecision(6))} %`
          : `${PREFIXES[unit] ?? ""}${value}${SUFFIXES[unit] ?? ""}`;
