import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { contentProblems } from "../../checks/content";
import type { PlainObject } from "../../config/merge";
import { ownDashboards } from "../../model/content/own-dashboards";
import { ownRules } from "../../model/content/own-rules";
import { dev } from "../../scripts/shared/loopback/examples";
import { configuration, plan, PROJECT } from "../support/plan";
import { at, manifest } from "../support/resources";

/** Rules and dashboards from folders: what is right is deployed, and all that is wrong is told with its file. */

const root = mkdtempSync(join(PROJECT, "tests/content-"));
afterAll(() => {
    rmSync(root, { recursive: true });
});

/** A folder with these files, as settings name it. */
function folder(name: string, files: { readonly [path: string]: string }): string {
    for (const [path, text] of Object.entries(files)) {
        const file = join(root, name, path);
        mkdirSync(dirname(file), { recursive: true });
        writeFileSync(file, text);
    }
    return `./${relative(PROJECT, join(root, name))}`;
}

const RULES = `groups:
  - name: loyalty
    rules:
      - record: loyalty:points:rate5m
        expr: sum(rate(loyalty_points_total[5m]))
      - alert: LoyaltyStuck
        expr: loyalty:points:rate5m == 0
        for: 10m
        labels: { severity: warning, team: business }
        annotations: { summary: No points are given }
`;
const dashboard = (uid: string, more: PlainObject = {}): string =>
    JSON.stringify({
        uid,
        title: `Of ${uid}`,
        panels: [{ datasource: { type: "prometheus", uid: "prometheus" } }],
        ...more,
    });

const problemsOf = (content: PlainObject): readonly string[] =>
    contentProblems(dev({ content }).config).map(({ key, problem }) => `${key}: ${problem}`);

test("what is in the folders is deployed beside the stack's own", async () => {
    const content = {
        rules: folder("rules", { "loyalty.yaml": RULES }),
        dashboards: folder("dashboards", {
            "loyalty.json": dashboard("loyalty"),
            "Shops/berlin.json": dashboard("berlin"),
        }),
    };
    expect(problemsOf(content)).toEqual([]);
    const { config } = dev({ content });
    expect(Object.keys(ownRules(config))).toEqual(["own-loyalty"]);
    expect(ownDashboards(config).map(({ folder: where, uid }) => `${where}/${uid}`)).toEqual([
        "Shops/berlin",
        "Own/loyalty",
    ]);
    const { resources } = (await plan("dev", configuration("dev", { content }))).plan;
    const rule = manifest(resources, "PrometheusRule", "own-loyalty");
    expect(at(rule, "spec", "groups", 0, "rules", 1, "alert")).toBe("LoyaltyStuck");
    const map = manifest(resources, "ConfigMap", "dashboard-berlin");
    expect(at(map, "metadata", "annotations", "grafana_folder")).toBe("Shops");
    expect(at(map, "data", "berlin.json")).toBe(dashboard("berlin"));
});

test("a folder that there isn't, and one with nothing in it", async () => {
    expect(problemsOf({ rules: "./nowhere" })).toEqual(["content.rules: there is no such folder beside Pulumi.yaml"]);
    expect(problemsOf({ dashboards: folder("empty", { "readme.md": "" }) })).toEqual([
        "content.dashboards: has no *.json",
    ]);
    await expect(plan("dev", configuration("dev", { content: { rules: "./nowhere" } }))).rejects.toThrow(
        "npm run config -- --stack dev -- rm --path content.rules",
    );
});

test.each([
    ["no YAML", "a: [", /^content\.rules: x\.yaml: is no YAML: /],
    [
        "a field that a rule hasn't",
        RULES.replace("for: 10m", "fore: 10m"),
        /groups\[0\]\.rules\[1\] has fore, which a rule file doesn't know$/,
    ],
    [
        "a duration that isn't one",
        RULES.replace("for: 10m", "for: ten"),
        /rules\[1\]\.for must be a duration such as 5m$/,
    ],
    [
        "no expression",
        RULES.replace("expr: loyalty:points:rate5m == 0", "expr: ''"),
        /rules\[1\]\.expr must not be empty$/,
    ],
    [
        "a severity that no route knows",
        RULES.replace("warning", "warnin"),
        /alert LoyaltyStuck has the severity warnin, which no route knows; did you mean "warning"\?$/,
    ],
    [
        "a team that there isn't",
        RULES.replace("business", "growth"),
        /has the team growth, which no route knows; there are platform, payments, /,
    ],
    ["two groups of one name", `${RULES}${RULES.replace("groups:\n", "")}`, /has two groups loyalty$/],
    ["no groups", "rules: []", /^content\.rules: x\.yaml: /],
])("a rule file with %s", (name, text, told) => {
    const here = folder(`wrong-${name.replaceAll(/\W/g, "-")}`, { "x.yaml": text });
    const problems = problemsOf({ rules: here });
    expect(problems.join("\n")).toMatch(told);
});

test.each([
    ["no JSON", "{", /x\.json: is no JSON$/],
    ["no uid", JSON.stringify({ title: "A" }), /needs a uid of a-z/],
    ["no title", JSON.stringify({ uid: "a" }), /has no title$/],
    [
        "a uid of the stack's",
        dashboard("go-coffee-overview"),
        /has the uid go-coffee-overview of a dashboard of the stack$/,
    ],
    [
        "an unknown data source",
        dashboard("a", { panels: [{ datasource: { uid: "P1809F7CD0C75ACF3" } }] }),
        /asks the data source P1809F7CD0C75ACF3, which there isn't; there are prometheus, loki, jaeger, alertmanager$/,
    ],
    ["inputs", dashboard("a", { __inputs: [] }), /was exported for others/],
])("a dashboard with %s", (name, text, told) => {
    expect(
        problemsOf({ dashboards: folder(`board-${name.replaceAll(/\W/g, "-")}`, { "x.json": text }) }).join("\n"),
    ).toMatch(told);
});

test("two dashboards of one uid, and data sources by variable, Grafana's own and one's own", () => {
    const twice = folder("twice", { "a.json": dashboard("same"), "b.json": dashboard("same") });
    expect(problemsOf({ dashboards: twice })).toEqual(["content.dashboards: b.json: has the uid same of a.json"]);
    const sources = ["$source", "-- Mixed --", "grafana", "warehouse"].map((uid) => ({ datasource: { uid } }));
    const content = { dashboards: folder("sources", { "a.json": dashboard("a", { panels: sources }) }) };
    const { config } = dev({ content, grafana: { datasources: { warehouse: { type: "mysql" } } } });
    expect(contentProblems(config)).toEqual([]);
});
