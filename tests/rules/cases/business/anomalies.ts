import type { AlertProof, RecordingProof, Series, Values } from "../../harness/proofs";

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
