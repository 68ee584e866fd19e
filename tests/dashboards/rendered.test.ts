import type { DataFrame } from "@grafana/data";
import { dashboardsOf, linksOf, type Dashboard, type Panel } from "../support/dashboards";
import { logqlErrors } from "../../scripts/shared/alerting/queries";
import { configOf } from "../rules/harness/rules";
import type { Sampled } from "./hour/store";
import { seriesFrames, tableFrame } from "./rendered/frames";
import { interpolated, type Choice } from "./rendered/interpolation";
import { seenOf } from "./rendered/look";
import { faultsOf, NEUTRAL } from "./rendered/rules";

/** What panels show, by Grafana's own code: here of answers that are made up; data.tools.test.ts has real ones. */

const DRAWN = ["stat", "bargauge", "table", "timeseries", "state-timeline", "heatmap", "nodeGraph"];
const pages = dashboardsOf(configOf({ profile: "ha" }));
const drawn = ({ panels }: Dashboard): readonly Panel[] =>
    panels.filter(({ type, datasource }) => DRAWN.includes(type) && datasource?.uid !== "jaeger");
const cases = pages.map((page) => [page.title, page] as const);

const one = (value: string, metric: { readonly [label: string]: string }) => [
    { metric, values: [[1_781_092_800, value] as const] },
];

function framesOf(panel: Panel, answer: readonly Sampled[]): readonly DataFrame[] {
    const targets = panel.targets ?? [];
    return targets.flatMap((target) =>
        target.format === "table" ? tableFrame(target, answer, targets.length) : seriesFrames(target, answer),
    );
}

/** An install in which nothing answers yet: nothing but constants has a value. */
const fresh = (panel: Panel): readonly DataFrame[] =>
    framesOf(
        panel,
        panel.targets?.some(({ expr = "" }) => expr.includes("vector(-1)")) === true
            ? one("-1", { alertname: "Nothing is scraped" })
            : [],
    );

const everything = ({ templating }: Dashboard): Choice =>
    Object.fromEntries(templating.list.map(({ name }) => [name, { all: ".*" }]));

describe.each(cases)("%s", (_, page) => {
    test("a fresh install shows no colour that isn't earned, and says why it knows nothing", async () => {
        for (const panel of drawn(page)) {
            const seen = await seenOf(panel, fresh(panel), interpolated(everything(page)));
            const painted = seen.filter(({ color }) => color !== undefined && !NEUTRAL.includes(color));
            expect([panel.title, painted, faultsOf(seen)]).toEqual([panel.title, [], []]);
            if (panel.type !== "stat" && panel.type !== "bargauge") continue;
            expect(seen.map(({ text }) => text).filter((text) => text === "" || /^No data/.test(text))).toEqual([]);
        }
    });

    test("a figure that was, and is no more, isn't shown as it was", async () => {
        for (const panel of drawn(page).filter(({ type }) => type === "stat")) {
            const ended = [{ metric: {}, values: [[0, "5"] as const, [60, "NaN"] as const] }];
            const [seen] = await seenOf(panel, framesOf(panel, ended), interpolated(everything(page)));
            expect([panel.title, seen?.text]).toEqual([panel.title, panel.fieldConfig?.defaults.noValue]);
        }
    });

    test("what a column doesn't know is neither good nor bad, beside one that it knows", async () => {
        for (const panel of drawn(page).filter(({ type }) => type === "table")) {
            const [first] = panel.targets ?? [];
            if (first === undefined) continue;
            const answer = one("1", { service: "a", namespace: "b" });
            const frames = tableFrame(first, answer, panel.targets?.length ?? 0);
            const seen = await seenOf(panel, frames, interpolated(everything(page)));
            expect(faultsOf(seen)).toEqual([]);
        }
    });

    test("columns of a table meet: each has the labels that name a row, and no other", () => {
        for (const { title, targets = [], fieldConfig } of drawn(page).filter(({ type }) => type === "table")) {
            const rows = (fieldConfig?.overrides ?? [])
                .map(({ matcher }) => matcher.options)
                .filter((name) => !name.startsWith("Value"));
            const grouped = targets.map(({ expr = "" }) => /^max by \(([^)]*)\) \(.*\)$/s.exec(expr)?.[1]);
            expect([title, grouped]).toEqual([title, targets.map(() => rows.join(", "))]);
        }
    });

    test.each([
        ["one value", ["first-value"]],
        ["two values", ["first-value", "second-value"]],
        ["all values", undefined],
    ] as const)("links lead on with %s of each variable", async (_chosen, values) => {
        const choice: Choice = Object.fromEntries(
            page.templating.list.map(({ name, multi = false }) => [
                name,
                multi ? (values ?? { all: ".*" }) : ["first-value"],
            ]),
        );
        for (const panel of drawn(page)) {
            const labels = [...JSON.stringify(linksOf(panel)).matchAll(/__(?:field\.labels|data\.fields)\.(\w+)/g)];
            const rows = (panel.fieldConfig?.overrides ?? []).map(({ matcher }) => matcher.options);
            const names = [...labels.map(([, label = ""]) => label), ...rows.filter((name) => /^[a-z_]+$/.test(name))];
            const metric = Object.fromEntries(names.map((label) => [label, `some-${label}`]));
            const seen = await seenOf(panel, framesOf(panel, one("1", metric)), interpolated(choice));
            const links = seen.flatMap((one) => one.links);
            expect([panel.title, links.length > 0]).toEqual([panel.title, linksOf(panel).length > 0]);
            expect([panel.title, links.flatMap((link) => brokenIn(link, values ?? []))]).toEqual([panel.title, []]);
        }
    });
});

/** What is wrong with an address whose variables are filled in. */
function brokenIn(link: string, chosen: readonly string[]): readonly string[] {
    if (/\$[\w{]/.test(decodeURIComponent(link).replaceAll("=$__all", ""))) return [`${link}: not filled in`];
    const panes = /^\/explore\?schemaVersion=1&orgId=1&panes=(.+)$/.exec(link)?.[1];
    if (panes === undefined) return link.startsWith("/d/go-coffee-") ? [] : [`${link}: to nowhere`];
    const { a } = JSON.parse(decodeURIComponent(panes)) as { a: { queries: { expr?: string; service?: string }[] } };
    return a.queries.flatMap(({ expr, service }) => {
        if (expr === undefined) return service === undefined || /[{}|]/.test(service) ? [`${link}: no service`] : [];
        const patterns = [...expr.matchAll(/=~"([^"]*)"/g)].map(([, pattern = ""]) => pattern);
        const ofChoice = patterns.filter((pattern) => pattern.includes("first-value"));
        return [
            ...logqlErrors(expr),
            ...ofChoice.flatMap((pattern) =>
                chosen
                    .filter((value) => !new RegExp(`^(?:${pattern})$`).test(value))
                    .map((value) => `${expr}: ${value}`),
            ),
        ];
    });
}

describe("what is wrong is noticed", () => {
    const panel: Panel = {
        id: 1,
        type: "table",
        gridPos: { x: 0, y: 0, w: 1, h: 1 },
        targets: [{ refId: "A" }, { refId: "B" }],
        transformations: [{ id: "merge", options: {} }],
        fieldConfig: {
            defaults: {},
            overrides: [
                {
                    matcher: { id: "byName", options: "Value #B" },
                    properties: [
                        { id: "custom.cellOptions", value: { type: "color-text" } },
                        {
                            id: "thresholds",
                            value: { mode: "absolute", steps: [{ value: null, color: "green" }] },
                        },
                    ],
                },
            ],
        },
    };
    test("columns that are bare series, a colour of nothing, raw seconds, {a,b} in a link", async () => {
        const frames = ["A", "B"].flatMap((refId, index) =>
            tableFrame({ refId }, one("604800", { __name__: `series_${index}`, service: "a" }), 2),
        );
        const seen = await seenOf(panel, frames, interpolated({}));
        // Two rows for one service, and in each a value that is missing.
        expect(new Set(seen.map(({ row }) => row)).size).toBe(2);
        const faults = faultsOf(seen).join("\n");
        expect(faults).toContain("__name__");
        expect(faults).toContain("paints what it doesn't know");
        const spoken = { name: "target below 604800 s", text: "3 d", missing: false, links: [] };
        expect(faultsOf([spoken]).join("\n")).toContain("raw seconds");
        const expr = '{k8s_namespace_name=~"{first-value,second-value}"}';
        const pane = encodeURIComponent(JSON.stringify({ a: { queries: [{ expr }] } }));
        const link = `/explore?schemaVersion=1&orgId=1&panes=${pane}`;
        expect(brokenIn(link, ["first-value", "second-value"])).not.toEqual([]);
    });
});
