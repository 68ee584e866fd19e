import * as sdkUnits from "@grafana/grafana-foundation-sdk/units";
import { DASHBOARDS } from "../../model/grafana/dashboards";
import { DATASOURCES } from "../../model/grafana/datasources";
import type { StackConfig } from "../../config/schema";
import { dashboards } from "../../dashboards";
import { toTraces } from "../../dashboards/lib";
import { isAlert } from "../../rules/types";
import { dashboardsOf, filledIn, isRow, linksOf, variablesIn, type Dashboard, type Panel } from "../support/dashboards";
import { configOf, lokiRulesOf, prometheusRulesOf } from "../rules/harness/rules";

/** Variants in which different panels ship. */
const configurations = {
    dev: configOf(),
    prod: configOf({ profile: "ha" }),
    "without traces": configOf({ jaeger: { enabled: false } }),
    "without agents": configOf({ fluentBit: { enabled: false } }),
};

const CONFIG_MAP_LIMIT = 2 ** 20;
/** Panels of Grafana that the dashboards are made of, with the datasources that they can show. */
const TYPES: { readonly [type: string]: readonly string[] } = {
    row: [],
    text: [],
    alertlist: ["prometheus"],
    stat: ["prometheus", "loki"],
    bargauge: ["prometheus"],
    timeseries: ["prometheus", "loki"],
    table: ["prometheus", "jaeger"],
    heatmap: ["prometheus"],
    logs: ["loki"],
    nodeGraph: ["prometheus"],
    "state-timeline": ["prometheus"],
};
/** What shows lines or traces has no unit, and leads on by itself. */
const LEADS_BY_ITSELF = (panel: Panel): boolean => panel.type === "logs" || panel.datasource?.uid === "jaeger";
const WITHOUT_UNIT = (panel: Panel): boolean =>
    ["logs", "table", "text", "alertlist"].includes(panel.type) || panel.datasource?.uid === "jaeger";

const UNITS: readonly string[] = Object.values(sdkUnits);
/** One of Grafana's, or a number with words of ours after it. */
const isUnit = (unit: unknown): boolean => UNITS.includes(String(unit)) || /^suffix:\/\w+$/.test(String(unit));
interface Stack {
    readonly all: readonly Dashboard[];
    /** UIDs of those that are provisioned. */
    readonly datasources: readonly string[];
}

const datasourcesOf = ({ jaeger }: StackConfig): readonly string[] =>
    Object.values(DATASOURCES)
        .map(({ uid }) => uid)
        .filter((uid) => uid !== DATASOURCES.jaeger.uid || jaeger.enabled);

const cases = Object.entries(configurations).flatMap(([name, config]) =>
    dashboardsOf(config).map((dashboard, _, all) => {
        const stack: Stack = { all, datasources: datasourcesOf(config) };
        return [`${dashboard.title} (${name})`, dashboard, stack] as const;
    }),
);

const shown = (dashboard: Dashboard): readonly Panel[] => dashboard.panels.filter((panel) => !isRow(panel));
const wrong = (dashboard: Dashboard, isRight: (panel: Panel) => boolean): readonly string[] =>
    shown(dashboard)
        .filter((panel) => !isRight(panel))
        .map(({ title = "?" }) => title);

describe.each(cases)("%s", (_, dashboard, stack) => {
    test("says what it is for and how it opens", () => {
        // The question that its first screen answers.
        expect(dashboard.description).toMatch(/^[A-Z].{15,}\?$/);
        expect(dashboard.time.from).toMatch(/^now-\d+[mhd]$/);
        expect(dashboard.refresh).toMatch(/^\d+[smh]$/);
        expect(shown(dashboard).length).toBeGreaterThan(4);
    });

    test("panels have titles without decoration, descriptions, datasources by UID, and words for no data", () => {
        expect(
            wrong(dashboard, ({ title = "" }) => /^[A-Z][\w ,:$5-]*[\w)]$/.test(title.replace("${service}", "x"))),
        ).toEqual([]);
        expect(wrong(dashboard, ({ description = "" }) => /^[A-Z].{15,}\.$/.test(description))).toEqual([]);
        expect(
            wrong(
                dashboard,
                ({ type, fieldConfig }) => type === "text" || (fieldConfig?.defaults.noValue ?? "") !== "",
            ),
        ).toEqual([]);
        expect(
            wrong(dashboard, ({ type, datasource, targets = [] }) => {
                const uid = datasource?.uid ?? "";
                return (
                    type === "text" ||
                    (stack.datasources.includes(uid) &&
                        (TYPES[type] ?? []).includes(uid) &&
                        targets.every((target) => target.datasource?.uid === uid))
                );
            }),
        ).toEqual([]);
    });

    test("titles are unique, and so are ids", () => {
        const ids = dashboard.panels.map(({ id }) => id);
        expect(new Set(ids).size).toBe(ids.length);
        const titles = shown(dashboard).map(({ title }) => title);
        const repeated = titles.filter((title, index) => titles.indexOf(title) !== index);
        // The component that is chosen is looked at as the whole is.
        expect(repeated.filter((title) => !["Logs", "Restarts"].includes(title ?? ""))).toEqual([]);
    });

    test("panels are of known types, with units that Grafana knows", () => {
        expect(dashboard.panels.filter(({ type }) => !(type in TYPES))).toEqual([]);
        expect(wrong(dashboard, (panel) => WITHOUT_UNIT(panel) || isUnit(panel.fieldConfig?.defaults.unit))).toEqual(
            [],
        );
        const columns = shown(dashboard).flatMap(({ fieldConfig }) => fieldConfig?.overrides ?? []);
        const units = columns.flatMap(({ properties }) => properties.filter(({ id }) => id === "unit"));
        expect(units.filter(({ value }) => !isUnit(value))).toEqual([]);
    });

    test("queries of a panel have names of their own, and series have legends", () => {
        expect(
            wrong(dashboard, ({ targets = [] }) => new Set(targets.map(({ refId }) => refId)).size === targets.length),
        ).toEqual([]);
        expect(
            wrong(
                dashboard,
                ({ type, targets = [] }) =>
                    !["timeseries", "state-timeline"].includes(type) ||
                    targets.every(({ legendFormat = "" }) => legendFormat !== ""),
            ),
        ).toEqual([]);
    });

    test("every panel leads on, to what exists, at the same time", () => {
        expect(
            wrong(dashboard, (panel) => panel.type === "text" || LEADS_BY_ITSELF(panel) || linksOf(panel).length > 0),
        ).toEqual([]);
        const urls = shown(dashboard).flatMap((panel) => linksOf(panel).map(({ url = "" }) => url));
        expect(urls.flatMap((url) => brokenIn(url, stack))).toEqual([]);
    });

    test("variables that are used exist, those that links may fill in too", () => {
        const names = dashboard.templating.list.map(({ name }) => name);
        const used = variablesIn(
            JSON.stringify({ panels: dashboard.panels, queries: dashboard.templating.list.map(({ query }) => query) }),
        );
        expect([...new Set(used)].filter((name) => !names.includes(name))).toEqual([]);
        const entry = Object.values(DASHBOARDS).find(({ uid }) => uid === dashboard.uid);
        expect(names).toEqual(entry?.variables);
    });
});

/** What is wrong with an address: a dashboard or variable that isn't there, another time, an unknown datasource. */
function brokenIn(url: string, { all, datasources }: Stack): readonly string[] {
    const explored = /^\/explore\?schemaVersion=1&orgId=1&panes=(.+)$/.exec(url)?.[1];
    if (explored !== undefined) {
        const { a } = JSON.parse(decodeURIComponent(explored)) as {
            a: { datasource: string; range: object; queries: { datasource: { uid: string } }[] };
        };
        return [
            ...[a.datasource, ...a.queries.map(({ datasource }) => datasource.uid)].filter(
                (uid) => !datasources.includes(uid),
            ),
            ...(JSON.stringify(a.range) === '{"from":"${__from}","to":"${__to}"}' ? [] : [`${url}: another time`]),
        ];
    }
    const [, uid, parameters = ""] = /^\/d\/([\w-]+)\?(.*)$/.exec(url) ?? [];
    const target = all.find((dashboard) => dashboard.uid === uid);
    if (target === undefined) return [`${url}: no such dashboard`];
    const names = target.templating.list.map(({ name }) => name);
    const given = parameters.split("&");
    const filled = given.flatMap(
        (parameter) => /^var-(\w+)=.+$/.exec(parameter)?.[1] ?? /^\$\{(\w+):queryparam\}$/.exec(parameter)?.[1] ?? [],
    );
    return [
        ...(given.includes("${__url_time_range}") ? [] : [`${url}: another time`]),
        ...filled.filter((name) => !names.includes(name)).map((name) => `${url}: no variable ${name}`),
    ];
}

test.each(Object.entries(configurations))("%s: the JSON is always the same, and fits a ConfigMap", (_, config) => {
    const files = dashboards(config);
    expect(dashboards(config)).toEqual(files);
    expect(files.filter(({ json }) => Buffer.byteLength(json) >= CONFIG_MAP_LIMIT / 2)).toEqual([]);
    expect(new Set(files.map(({ uid }) => uid))).toEqual(new Set(Object.values(DASHBOARDS).map(({ uid }) => uid)));
});

test.each(Object.entries(configurations))(
    "%s: links of alerts open dashboards that exist, with variables that they have",
    (_, config) => {
        const all = dashboardsOf(config);
        const links = [...prometheusRulesOf(config), ...lokiRulesOf(config)]
            .filter(isAlert)
            .flatMap(({ alert, annotations }) => [[alert, annotations.dashboard_url ?? ""] as const]);
        expect(links.length).toBeGreaterThan(30);
        const broken = links.flatMap(([alert, url]) => {
            const [, uid, parameters = ""] = /\/d\/([\w-]+)\?(.*)$/.exec(url) ?? [];
            const names = all.find((dashboard) => dashboard.uid === uid)?.templating.list.map(({ name }) => name);
            return names === undefined
                ? [`${alert}: ${url}`]
                : [...parameters.matchAll(/(?:^|&)var-(\w+)=/g)].flatMap(([, name = ""]) =>
                      names.includes(name) ? [] : [`${alert}: no variable ${name} in ${String(uid)}`],
                  );
        });
        expect(broken).toEqual([]);
    },
);

test("components that alerts link to can be chosen", () => {
    const config = configurations.prod;
    const variable = dashboardsOf(config)
        .find(({ uid }) => uid === DASHBOARDS.stack.uid)
        ?.templating.list.find(({ name }) => name === "component");
    const choices = (typeof variable?.query === "string" ? variable.query : "").split(",");
    const linked = prometheusRulesOf(config)
        .filter(isAlert)
        .flatMap(({ annotations }) => [...(annotations.dashboard_url ?? "").matchAll(/var-component=([\w-]+)/g)])
        .map(([, component]) => component ?? "");
    expect(linked.length).toBeGreaterThan(10);
    expect([...new Set(linked)].filter((component) => !choices.includes(component))).toEqual([]);
});

test("what is wrong is noticed", () => {
    const all = { all: dashboardsOf(configurations.dev), datasources: ["prometheus"] };
    expect(brokenIn("/d/go-coffee-nowhere?${__url_time_range}", all)).toHaveLength(1);
    expect(brokenIn("/d/go-coffee-service?${__url_time_range}&var-servise=x", all)).toHaveLength(1);
    expect(brokenIn("/d/go-coffee-service?var-service=x", all)).toHaveLength(1);
    const [lines] = toTraces(configurations.dev, { service: "x" });
    expect(brokenIn(lines?.url ?? "", all)).toContain("${traces}");
    expect(variablesIn('up{a="$b", c="${d}"}[$__range]')).toEqual(["b", "d"]);
    expect(filledIn('label_replace(a{b=~"$c"}[$__rate_interval], "d", "$1", "e", "")')).toBe(
        'label_replace(a{b=~".*"}[2m], "d", "$1", "e", "")',
    );
});
