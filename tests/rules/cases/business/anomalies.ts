import type { AlertProof, NearMiss, RecordingProof, Series, Values } from "../../harness/proofs";

/** An hour between samples: what is usual is asked of past weeks. */
const every = "1h";
const WEEK = 168;

interface Figure {
    readonly name: "Orders" | "Revenue";
    readonly metric: string;
    readonly unit: string;
}
const FIGURES: readonly Figure[] = [
    { name: "Orders", metric: "orders_per_minute", unit: "orders" },
    { name: "Revenue", metric: "revenue_usd_per_minute", unit: "US dollars" },
];

const hourly = ({ metric }: Figure, values: string): Series => ({ [`business:${metric}:rate1h`]: values });
/** One figure for each of four weeks, and one for the fifth. */
const weeks = (figure: Figure, ...values: readonly number[]): Series =>
    hourly(figure, values.map((value) => `${value}x${WEEK - 1}`).join(" "));

/** Each hour of UTC has a figure of its own, the same each day: 100 at midnight, ten more each hour. */
const shopDays = (figure: Figure, hours: number): Series =>
    hourly(figure, Array.from({ length: hours }, (_, hour) => String(100 + 10 * (hour % 24))).join(" "));

/**
 * A shop whose customers keep to its clock, for six weeks: few at night, many at noon, in steps from hour to hour; clocks in
 * Berlin are set after four of them.
 */
function aroundTheChange(figure: Figure, start: string): NearMiss {
    const from = Date.parse(start);
    const format = new Intl.DateTimeFormat("en-US", { timeZone: "Europe/Berlin", hour: "numeric", hourCycle: "h23" });
    const sold = (hour: number): number => (hour < 6 || hour > 21 ? 2 : 10 * (8 - Math.abs(hour - 13)) ** 2);
    const values = Array.from({ length: 6 * WEEK }, (_, hour) => sold(Number(format.format(from + hour * 3_600_000))));
    return {
        given: `clocks are set, four weeks after ${start}`,
        series: hourly(figure, values.join(" ")),
        every,
        start,
        settings: { business: { timezone: "Europe/Berlin" } },
        from: `${4 * WEEK - 24}h`,
        for: `${6 * WEEK - 2}h`,
    };
}

const usual = (figure: Figure): RecordingProof => {
    const after4w = (given: string, series: Series, value: number | undefined, more: Partial<Values> = {}): Values => ({
        given,
        series,
        every,
        at: "672h",
        values: value === undefined ? {} : { "{}": value },
        ...more,
    });
    return {
        record: `business:${figure.metric}:usual4w`,
        counters: false,
        values: [
            after4w("the middle of 100, 30, 20 and 10", weeks(figure, 100, 30, 20, 10, 50), 25),
            after4w("one week alone", hourly(figure, `_x${3 * WEEK} 12x${2 * WEEK}`), 12),
            after4w("nothing is known of the past", hourly(figure, `_x${4 * WEEK} 12x9`), undefined),
            // From Monday, 2 March 2026 in Berlin: at 672 h it is summer time since a day, and an hour more was sold then.
            after4w("clocks were set forward yesterday", shopDays(figure, 700), 110, {
                start: "2026-03-02T00:00:00Z",
                settings: { business: { timezone: "Europe/Berlin" } },
            }),
            after4w("clocks were set back yesterday", shopDays(figure, 700), 330, {
                start: "2026-09-28T00:00:00Z",
                settings: { business: { timezone: "Europe/Berlin" } },
            }),
            // 672 hours after it starts on a Monday, the Monday before is a holiday.
            after4w("a holiday isn't asked", weeks(figure, 100, 30, 20, 10, 50), 30, {
                start: "2026-03-02T00:00:00Z",
                settings: { business: { holidays: ["2026-03-23"] } },
            }),
        ],
    };
};

const anomaly = (figure: Figure): AlertProof => {
    const { name, unit } = figure;
    const fired = (share: string) =>
        ({
            labels: { severity: "warning", team: "business" },
            summary: `${name}: far from what is usual at this hour`,
            description: `${name} of the last hour: ${share} of the usual ${unit} a minute, the median of this hour in the last four weeks.`,
        }) as const;
    return {
        alert: `BusinessAnomaly${name}`,
        fires: [
            {
                given: "a quarter of what was usual for four weeks",
                series: hourly(figure, "40x672 10x5 40x9"),
                every,
                at: "674h",
                alerts: [fired("25%")],
                until: "679h",
            },
            {
                given: "five times as much as the week before, and nothing older",
                series: hourly(figure, "40x168 200x5 40x9"),
                every,
                at: "170h",
                alerts: [fired("500%")],
                until: "175h",
            },
        ],
        silent: [
            // The two are judged alike: one change of the clocks each.
            aroundTheChange(figure, name === "Orders" ? "2026-03-01T00:00:00Z" : "2026-09-27T00:00:00Z"),
            { given: "a little more than half", series: hourly(figure, "40x672 21x9"), every, for: "680h" },
            { given: "a little less than three times", series: hourly(figure, "40x672 119x9"), every, for: "680h" },
            {
                given: "one odd week of four",
                series: weeks(figure, 400, 40, 40, 40, 40),
                every,
                from: "672h",
                for: "800h",
            },
            { given: "hardly anything is usual", series: hourly(figure, "0.9x672 9x9"), every, for: "680h" },
            { given: "the first week", series: hourly(figure, "40x80 2x80"), every, for: "160h" },
            {
                given: "a holiday",
                series: hourly(figure, "40x672 1x23 40x9"),
                every,
                start: "2026-11-27T00:00:00Z",
                settings: { business: { holidays: ["2026-12-25"] } },
                for: "700h",
            },
        ],
    };
};

export const anomalies: readonly (AlertProof | RecordingProof)[] = FIGURES.flatMap((figure) => [
    usual(figure),
    anomaly(figure),
]);
