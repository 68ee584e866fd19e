import { dashboards } from "../../dashboards";
import { dashboardsOf, isRow, openOf, type Dashboard, type Panel } from "../support/dashboards";
import { bottomOf } from "../support/pixels";
import { configOf } from "../rules/harness/rules";

/** Where panels are, how long pages are, and what lines look like. */

const COLUMNS = 24;
/** Pixels of the screen that pages are made for. */
const SCREEN = 900;

const configurations = { dev: configOf(), prod: configOf({ profile: "ha" }) };
const cases = Object.entries(configurations).flatMap(([name, config]) =>
    dashboardsOf(config).map((dashboard) => [`${dashboard.title} (${name})`, dashboard] as const),
);

/** Panels that share a grid: those that are open, and those of each folded row. */
const laidOut = (dashboard: Dashboard): readonly (readonly Panel[])[] => [
    openOf(dashboard),
    ...dashboard.panels.flatMap(({ panels }) => (panels === undefined || panels.length === 0 ? [] : [panels])),
];

/** Over time, each moment has others. */
const FRAGMENTS = /^(topk|bottomk)\(/;

const shown = (dashboard: Dashboard): readonly Panel[] => dashboard.panels.filter((panel) => !isRow(panel));

describe.each(cases)("%s", (_, dashboard) => {
    test("nothing lies outside of the grid or over something else", () => {
        const outside = dashboard.panels.filter(
            ({ gridPos: { x, w, h } }) => x < 0 || x + w > COLUMNS || w < 3 || h < 1,
        );
        expect(outside.map(({ title }) => title)).toEqual([]);
        const overlapping = laidOut(dashboard).flatMap((panels) =>
            panels.flatMap(({ title, gridPos: a }, index) =>
                panels
                    .slice(index + 1)
                    .filter(
                        ({ gridPos: b }) => a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h,
                    )
                    .map((other) => `${title ?? "?"} / ${other.title ?? "?"}`),
            ),
        );
        expect(overlapping).toEqual([]);
    });

    test("panels of a line have one height", () => {
        const ragged = laidOut(dashboard).flatMap((panels) =>
            panels.filter((one) => panels.some(({ gridPos: { y, h } }) => y === one.gridPos.y && h !== one.gridPos.h)),
        );
        expect(ragged.map(({ title }) => title)).toEqual([]);
    });

    test("a page is at most three screens long, and says on top of all what is wrong", () => {
        const open = openOf(dashboard);
        const length = Math.max(...open.map(({ gridPos }) => bottomOf(gridPos)));
        expect(length).toBeLessThanOrEqual(3 * SCREEN);
        expect(open[0]).toMatchObject({ title: "What is wrong", gridPos: { x: 0, y: 0, w: COLUMNS } });
    });

    test("lines have the colour of their name on every page, whole ranges of values, and the same series all the time", () => {
        const lines = shown(dashboard).filter(({ type }) => type === "timeseries");
        const defaults = lines.map(({ fieldConfig }) => fieldConfig?.defaults ?? {});
        expect(new Set(defaults.map(({ color }) => color?.mode))).toEqual(new Set(["palette-classic-by-name"]));
        // Budgets go below zero, and so do profits.
        expect(defaults.filter(({ min }) => min !== undefined)).toEqual([]);
        const fragments = lines.flatMap(({ targets = [] }) => targets.filter(({ expr = "" }) => FRAGMENTS.test(expr)));
        expect(fragments.map(({ expr }) => expr)).toEqual([]);
    });

    test("links and deployments are in sight, not behind a button", () => {
        expect(dashboard.links.length).toBeGreaterThan(0);
        expect([...dashboard.links, ...dashboard.annotations.list].filter((one) => "placement" in one)).toEqual([]);
    });
});

const files = Object.entries(configurations).flatMap(([name, config]) =>
    dashboards(config).map(({ title, json }) => [`${title} (${name})`, json] as const),
);

test.each(files)("%s asks the stores of the cluster that is chosen, and hands it on", (_, json) => {
    const page = JSON.parse(json) as Dashboard;
    const choices = page.templating.list.filter(({ type }) => type === "datasource").map(({ name }) => `\${${name}}`);
    expect(choices).toEqual(["${metrics}", "${logs}", "${traces}"]);
    const asked = [...json.matchAll(/"uid": "([^"]+)"/g)].map(([, uid = ""]) => uid).filter((uid) => uid !== page.uid);
    expect([...new Set(asked)].filter((uid) => !choices.includes(uid))).toEqual([]);
    const links = [...json.matchAll(/"\/d\/[^"]+"/g)].map(([link]) => link);
    expect(links.filter((link) => !link.includes("&${metrics:queryparam}&${logs:queryparam}"))).toEqual([]);
});
