import { OF_ELASTICSEARCH } from "../support/metrics";
import { METRICS, seriesOf } from "../../model/telemetry/metrics";
import { seconds } from "../../config/quantities";
import { dashboards } from "../../dashboards";
import { temporaryFolder } from "../../scripts/shared/loopback/programs";
import { dev } from "../../scripts/shared/loopback/examples";
import { shownBy, tried, type Failure } from "./answers";
import { figures } from "./figures";
import { fillHour, PROVENANCE, type Hour } from "./hour";
import { linesOf } from "./hour/lines";
import { END, FIRST, HEALTHY, WEEK } from "./hour/moments";
import { alarmsOn, linesOf as newestOf, seenOn } from "./rendered/pages";
import { faultsOf, NEUTRAL } from "./rendered/rules";
import { dashboardsOf } from "../support/dashboards";
import { shipped, type Shipped } from "./shipped";
import { withProgram } from "../support/foreign";

withProgram("loki", "an hour of the platform in the dashboards", () => {
    const settings = dev();
    const { config } = settings;
    const folder = temporaryFolder("dashboards");
    const interval = seconds(config.prometheus.scrapeInterval);
    const all = dashboards(config).map(shipped);

    /** What has no data, for whoever has to mend it. */
    const listed = (failures: readonly Failure[]): string =>
        failures
            .map(
                ({ dashboard, where, query, why }) =>
                    `${dashboard}: ${where}\n    ${query.replaceAll(/\s+/g, " ")}\n    ${why}`,
            )
            .join("\n");

    let hour: Hour;
    beforeAll(async () => {
        hour = await fillHour(settings, folder);
    }, 300_000);

    /** What was tried, beside what passed: printed at the end. */
    const report: string[] = [];
    afterAll(() => {
        process.stderr.write(`${report.join("\n")}\n`);
    });

    test("the hour is there: lines as they were sent, and what they mean", () => {
        expect(hour.lines).toBe(linesOf(config));
        expect(all.map(({ uid }) => uid)).toEqual([...new Set(all.map(({ uid }) => uid))]);
        expect(all.length).toBeGreaterThan(0);
        report.push(`${hour.series} series, ${hour.recorded} recorded, ${hour.lines} lines`);
        report.push(...Object.entries(PROVENANCE).map(([how, what]) => `    ${how}: ${what}`));
    });

    test.each(all.map((dashboard) => [dashboard.title, dashboard] as const))(
        "every query of %s returns data",
        async (title, dashboard) => {
            expect(dashboard.panels).toBeGreaterThan(0);
            const { failures, panels, queries, answered, inIncident, elsewhere } = await tried(
                hour,
                dashboard,
                interval,
            );
            report.push(
                `${title}: ${panels} panels, ${answered} of ${queries} queries answered (${inIncident} in the incident alone), ${dashboard.untried.length} not tried`,
                ...elsewhere.map((one) => `    answered ${one}`),
                ...dashboard.untried.map(({ where, reason }) => `    not tried: ${where} ${reason}`),
            );
            expect(listed(failures)).toBe("");
        },
    );

    /** Page, incident, panel and its pixel row. */
    const alarms: string[] = [];
    afterAll(() => {
        process.stderr.write(`In the first 900 pixels of a page, in an incident:\n${alarms.join("\n")}\n`);
    });

    test.each(dashboardsOf(config).map((page) => [page.title, page] as const))(
        "what is seen on %s: on a good day, in an incident, before there is anything",
        async (title, page) => {
            const well = await seenOn(hour, page, HEALTHY, interval);
            const incident = await seenOn(hour, page, END, interval);
            const fresh = await seenOn(hour, page, FIRST - WEEK, interval);
            const faults = [...well, ...incident, ...fresh].flatMap(({ panel, seen }) =>
                faultsOf(seen).map((fault) => `${panel.title ?? ""}: ${fault}`),
            );
            expect(faults).toEqual([]);
            const painted = fresh.flatMap(({ panel, seen }) =>
                seen
                    .filter(({ color }) => color !== undefined && !NEUTRAL.includes(color))
                    .map(({ name, text }) => `${panel.title ?? ""}: ${name} ${text}`),
            );
            expect(painted).toEqual([]);
            const empty = incident.filter(({ panel, seen }) => panel.type === "table" && seen.length === 0);
            expect(empty.map(({ panel }) => panel.title)).toEqual([]);
            for (const panel of page.panels.filter(({ type }) => type === "logs"))
                for (const { stream, values } of await newestOf(hour, page, panel, interval))
                    expect(values[0]?.[1]).toContain(stream.k8s_object_name ?? stream.service_name);
            const first = alarmsOn(page, incident, well);
            alarms.push(...first.map(({ panel, says, row }) => `${title} | ${says} | ${panel} | ${row}`));
            // What is wrong says so on top of each page; a panel of its own subject does too.
            expect(first.filter(({ panel }) => panel !== "What is wrong").length).toBeGreaterThan(0);
        },
    );

    const find = (title: string): Shipped => {
        const found = all.find((dashboard) => dashboard.title === title);
        if (found === undefined) throw new Error(`no dashboard ${title}`);
        return found;
    };

    test.each(
        figures(config).map(
            (figure) =>
                [
                    `${figure.dashboard}: ${figure.panel} ${JSON.stringify({ ...figure.chosen, ...figure.of, query: figure.query ?? 0 })}`,
                    figure,
                ] as const,
        ),
    )("%s shows what was generated", async (_what, figure) => {
        const shown = await shownBy(hour, find(figure.dashboard), figure, interval);
        expect(Math.abs(shown - figure.value)).toBeLessThanOrEqual(
            (figure.offBy ?? Math.abs(figure.value) * 0.005) + 1e-6,
        );
    });

    test.each(
        (["prometheus", "alertmanager", "loki", "jaeger", "collector", "spanMetrics", "nodeExporter"] as const).map(
            (name) => [name] as const,
        ),
    )("the catalogue of metrics says of %s what the program says", (name) => {
        // Jaeger has its store in memory here; tests/rules/metrics.tools.test.ts holds those of Elasticsearch.
        const here = seriesOf(METRICS[name]).filter(([series]) => !OF_ELASTICSEARCH.includes(series));
        const wrong = here.flatMap(([series, labels]) => {
            const found = hour.emitted.get(series);
            if (found === undefined) return [`no ${series}`];
            return labels.filter((label) => !found.has(label)).map((label) => `${series} has no ${label}`);
        });
        expect(wrong).toEqual([]);
    });

    test("what has no data is found out, and said why", async () => {
        const wrong = (expr: string, datasource = "prometheus"): Shipped => ({
            uid: "made-up",
            title: "Made up",
            variables: [],
            asked: [
                { dashboard: "Made up", where: 'stat "Wrong"', datasource, expr, instant: true, maybeNothing: false },
            ],
            untried: [],
            panels: 1,
            from: "now-1h",
        });
        const why = async (dashboard: Shipped): Promise<string> =>
            listed((await tried(hour, dashboard, interval)).failures);
        expect(await why(wrong("sum(up)"))).toBe("");
        expect(await why(wrong("sum(made_up_total)"))).toContain("no series made_up_total");
        expect(await why(wrong('up{namespace="elsewhere"}'))).toContain("no series up with namespace elsewhere");
        expect(await why(wrong("up / (up - up)"))).toContain("not what is computed");
        expect(await why(wrong("sum("))).toContain("parse error");
        expect(await why(wrong('sum(count_over_time({service_name="elsewhere"}[1h]))', "loki"))).toContain("no line");
    });
});
