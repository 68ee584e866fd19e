import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { toYaml } from "../../model/formats/yaml";
import { runBeside, temporaryFolder } from "../../scripts/shared/loopback/programs";
import { inParallel } from "../../scripts/shared/system/parallel";
import { tool } from "../../scripts/shared/tools/tool";
import { PROJECT } from "../support/plan";
import { named, then } from "./harness/series";
import { closureOf, rulesUnder } from "./harness/rules";

/** How soon the same histories page by our rules, and by those that sloth and pyrra make of the same objective. */

/** Scraped and evaluated alike by all three, in seconds. */
const EVERY = 15;
const HOUR = 3600 / EVERY;

interface History {
    readonly history: string;
    /** Requests of each scrape: good and failing ones, before, meanwhile and after. */
    readonly good: readonly [number, number, number];
    readonly bad: number;
    /** How many scrapes it lasts. */
    readonly lasts: number;
}

const HISTORIES: readonly History[] = [
    { history: "every request fails", good: [150, 0, 150], bad: 150, lasts: HOUR },
    { history: "three of four fail", good: [150, 37, 150], bad: 113, lasts: HOUR },
    { history: "one in four fails", good: [150, 113, 150], bad: 37, lasts: HOUR },
    { history: "one in ten fails", good: [150, 135, 150], bad: 15, lasts: HOUR },
    { history: "one in fifty fails", good: [150, 147, 150], bad: 3, lasts: HOUR },
    { history: "every request fails for 30 s, and then none", good: [150, 0, 150], bad: 150, lasts: 2 },
    { history: "at night, six requests fail within 15 s, and then none", good: [0.1, 0.1, 0.1], bad: 6, lasts: 1 },
];

const service = "api-gateway";
const requests = (code: string): string => named("http_requests_total", { service, code });

/** An hour of what is usual, then the history, then what is usual. */
const seriesOf = ({ good, bad, lasts }: History) => [
    { series: requests("200"), values: then([good[0], HOUR], [good[1], lasts], [good[2], HOUR]) },
    { series: requests("500"), values: then([0, HOUR], [bad, lasts], [0, HOUR]) },
];

const OBJECTIVE = 0.999;
const ratio = (window: string): string =>
    `sum(rate(http_requests_total{code=~"5.."}[${window}])) / sum(rate(http_requests_total[${window}]))`;
const burning = (long: string, short: string, factor: number): string => {
    const threshold = (factor * (1 - OBJECTIVE)).toPrecision(6);
    return `(${ratio(long)} > ${threshold} and ${ratio(short)} > ${threshold})`;
};

/** As they are documented, for an objective over 28 days: what pages. */
const RULES = {
    ours: ["AvailabilityLost", "AvailabilityBurnRateFast", "ErrorShareHigh"].flatMap((alert) =>
        closureOf(alert, rulesUnder()),
    ),
    // 2 % of the budget within an hour, or 5 % within six; at once.
    sloth: [{ alert: "Sloth", expr: `${burning("1h", "5m", 13.44)} or ${burning("6h", "30m", 5.6)}` }],
    // Factors 14 and 7; for 2 and 15 minutes.
    pyrra: [
        { alert: "PyrraFast", expr: burning("1h", "5m", 14), for: "2m" },
        { alert: "PyrraSlower", expr: burning("6h", "30m", 7), for: "15m" },
    ],
} as const;

const folder = temporaryFolder("histories");
/** Answers the moment of the first alert that fires, as a mistake that promtool tells. */
const FIRST = 'min_over_time(timestamp(sum(ALERTS{alertstate="firing"}))[3h:15s])';

/** Seconds from the beginning of a history to the first page. */
async function secondsToPage(whose: keyof typeof RULES, history: History): Promise<string> {
    const name = `${whose}-${HISTORIES.indexOf(history)}`;
    const file = join(folder, `${name}.yaml`);
    const rules = [...new Set<object>(RULES[whose])];
    writeFileSync(join(folder, `${name}-rules.yaml`), toYaml({ groups: [{ name: whose, rules }] }));
    const tests = [
        {
            interval: `${EVERY}s`,
            input_series: seriesOf(history),
            promql_expr_test: [{ expr: FIRST, eval_time: "120m", exp_samples: [{ labels: "{}", value: -1 }] }],
        },
    ];
    const given = { rule_files: [`${name}-rules.yaml`], evaluation_interval: `${EVERY}s`, tests };
    writeFileSync(file, toYaml(given));
    const { output } = await runBeside(tool("promtool"), ["test", "rules", file]);
    if (output.includes("got: nil")) return "never";
    const [, first] = /got: \{\} ([\d.E+]+)/.exec(output) ?? [];
    if (first === undefined) throw new Error(output);
    // The last sample before it is at the hour.
    return `${Number(first) - HOUR * EVERY} s`;
}

/** Rows of a table in Markdown, however wide its columns are. */
const cells = (text: string): string => text.replaceAll(/ *\| */g, "|");

test("docs/alerting.md has how soon histories page", async () => {
    const whose = Object.keys(RULES) as (keyof typeof RULES)[];
    const asked = HISTORIES.flatMap((history) => whose.map((one) => () => secondsToPage(one, history)));
    const answers = await inParallel(asked);
    const rows = HISTORIES.map(({ history }, index) => [
        history,
        ...answers.slice(index * whose.length, (index + 1) * whose.length),
    ]);
    const page = readFileSync(join(PROJECT, "docs", "alerting.md"), "utf8");
    expect(cells(page)).toContain(rows.map((row) => `|${row.join("|")}|`).join("\n"));
    const ours = rows.map(([, seconds = ""]) => seconds);
    // A total failure of a service with traffic is told within two minutes, 10 s of which are Alertmanager's.
    expect(Number(ours[0]?.replace(" s", ""))).toBeLessThanOrEqual(110);
    // What is over within 30 s wakes nobody.
    expect(ours.slice(-2)).toEqual(["never", "never"]);
});
