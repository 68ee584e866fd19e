import { lokiConfig } from "../../components/loki/config";
import { at } from "../support/resources";
import type { StackConfig } from "../../config/schema";
import type { Settings } from "../../model/stack/stack";
import { dashboardsOf, filledIn, isRow, labelValues, linksOf, type Dashboard, type Panel } from "../support/dashboards";
import { inferenceOver, type Inference } from "../support/promql-labels";
import { logqlErrors, readPromql } from "../../scripts/shared/alerting/queries";
import { configOf, prometheusRulesOf } from "../rules/harness/rules";

const configurations = { dev: configOf(), prod: configOf({ profile: "ha" }) };
const inference = Object.fromEntries(
    Object.entries(configurations).map(([name, config]) => [name, inferenceOver(prometheusRulesOf(config))]),
) as { readonly [name in keyof typeof configurations]: (expr: string) => Inference };

interface Asked {
    readonly where: string;
    readonly expr: string;
    readonly panel?: Panel;
    readonly legend?: string;
}

const queriesOf = (dashboard: Dashboard, datasource: "prometheus" | "loki"): readonly Asked[] => [
    ...dashboard.panels
        .filter((panel) => !isRow(panel))
        .flatMap((panel) =>
            (panel.targets ?? []).flatMap(({ expr, legendFormat, refId, datasource: source }) =>
                expr === undefined || source?.uid !== datasource
                    ? []
                    : [
                          {
                              where: `${dashboard.title}: ${panel.title ?? "?"} ${refId}`,
                              expr: filledIn(expr),
                              panel,
                              ...(legendFormat === undefined ? {} : { legend: legendFormat }),
                          },
                      ],
            ),
        ),
    ...dashboard.annotations.list
        .filter((annotation) => annotation.datasource.uid === datasource)
        .map(({ name, expr }) => ({ where: `${dashboard.title}: annotation ${name}`, expr: filledIn(expr) })),
];

const cases = (datasource: "prometheus" | "loki") =>
    Object.entries(configurations).flatMap(([name, config]) =>
        dashboardsOf(config).flatMap((dashboard) =>
            queriesOf(dashboard, datasource).map(
                (asked) => [`${asked.where} (${name})`, asked, name as keyof typeof configurations] as const,
            ),
        ),
    );

/** Labels that a text takes from a series or a row: legends, links, columns. */
const wantedLabels = ({ panel, legend = "" }: Asked): readonly string[] => [
    ...[...legend.matchAll(/\{\{(\w+)\}\}/g)].map(([, label = ""]) => label),
    ...(panel === undefined ? [] : linksOf(panel)).flatMap(({ url = "" }) =>
        [...url.matchAll(/\$\{__(?:field\.labels|data\.fields)\.(\w+)\}/g)].map(([, label = ""]) => label),
    ),
    ...(panel?.fieldConfig?.overrides ?? [])
        .filter(({ matcher }) => matcher.id === "byName" && !matcher.options.startsWith("Value"))
        .map(({ matcher }) => matcher.options),
];

describe("PromQL", () => {
    test.each(cases("prometheus"))("%s", (_, asked, stack) => {
        expect(readPromql(asked.expr).errors).toEqual([]);
        const { labels, problems } = inference[stack](asked.expr);
        expect(problems).toEqual([]);
        expect([...new Set(wantedLabels(asked))].filter((label) => !labels.has(label))).toEqual([]);
    });
});

/** Attributes of lines, that Loki keeps beside them (docs/logs.md), as filters name them. */
const LINE_ATTRIBUTES = ["detected_level", "event", "k8s_pod_name", "trace_id"];

const indexLabels = (config: StackConfig): readonly string[] => {
    const [rule] = at(
        lokiConfig({ config, references: {} as Settings["references"] }, { alertmanagers: [] }),
        "limits_config",
        "otlp_config",
        "resource_attributes",
        "attributes_config",
    ) as readonly { readonly attributes: readonly string[] }[];
    return (rule?.attributes ?? []).map((attribute) => attribute.replaceAll(".", "_"));
};

describe("LogQL", () => {
    test.each(cases("loki"))("%s", (_, asked, stack) => {
        expect(logqlErrors(asked.expr)).toEqual([]);
        const index = indexLabels(configurations[stack]);
        const [selector = ""] = /\{[^}]*\}/.exec(asked.expr) ?? [];
        const selected = [...selector.matchAll(/(\w+)\s*(?:=~|!~|!=|=)/g)].map(([, label = ""]) => label);
        expect(selected.length).toBeGreaterThan(0);
        expect(selected.filter((label) => !index.includes(label))).toEqual([]);
        const filtered = [...asked.expr.matchAll(/\|\s*(\w+)\s*(?:=~|!~|!=|=)\s*"/g)].map(([, label = ""]) => label);
        expect(filtered.filter((label) => !LINE_ATTRIBUTES.includes(label))).toEqual([]);
        const grouped = [...asked.expr.matchAll(/by \(([^)]*)\)/g)].flatMap(([, labels = ""]) => labels.split(/,\s*/));
        expect(grouped.filter((label) => ![...index, ...LINE_ATTRIBUTES].includes(label))).toEqual([]);
        const legend = [...(asked.legend ?? "").matchAll(/\{\{(\w+)\}\}/g)].map(([, label = ""]) => label);
        expect(legend.filter((label) => !grouped.includes(label))).toEqual([]);
    });
});

describe("variables", () => {
    const variables = Object.entries(configurations).flatMap(([name, config]) =>
        dashboardsOf(config).flatMap((dashboard) =>
            dashboard.templating.list
                .filter(({ type }) => type === "query")
                .map((variable) => [`${dashboard.title}: ${variable.name} (${name})`, variable, name] as const),
        ),
    );

    test.each(variables)("%s", (_, { query, datasource }, stack) => {
        expect(datasource?.uid).toBe("prometheus");
        const { series, label } = labelValues(typeof query === "string" ? query : query.query);
        const { labels, problems } = inference[stack as keyof typeof configurations](filledIn(series));
        expect(readPromql(filledIn(series)).errors).toEqual([]);
        expect(problems).toEqual([]);
        expect(labels).toContain(label);
    });
});

describe("what can't be is noticed", () => {
    const of = (expr: string): Inference => inference.dev(expr);
    test.each([
        ["a metric", "sum(rate(coffee_order_total[5m]))", "metric coffee_order_total"],
        ["a matcher", 'sum(rate(coffee_orders_total{produkt="x"}[5m]))', "label produkt"],
        ["a grouping", "sum by (chain) (rate(coffee_orders_total[5m]))", "label chain"],
        ["a label that is summed away", "sum by (product) (business:orders_per_minute:rate5m)", "label product"],
        ["a quantile without buckets", "histogram_quantile(0.9, sum by (job) (up))", "label le"],
        ["a join on a label of one side", "up * on (service, verb) group_left () up", "label verb"],
        ["a label that isn't there to be joined", "up * on (job) group_left (model) up", "label model"],
        [
            "a share of other labels",
            "sum by (job) (up) / sum by (namespace) (up)",
            "sides that never match: sum by (job) (up) / sum by (namespace) (up)",
        ],
    ])("%s", (_, expr, problem) => {
        expect(of(expr).problems).toContain(problem);
    });

    test.each([
        ["sum by (job) (up) / count by (job) (up)", ["job"]],
        ["sum(up) / 2 > bool 1", []],
        ["vector(1) and on () sum by (job) (up)", []],
        ["sum by (job, pod) (up) * on (job) group_left (node) max by (job, node) (up)", ["job", "node", "pod"]],
        ["sum by (job) (up) or sum by (pod) (up)", ["job", "pod"]],
        ['label_replace(sum by (job) (up), "component", "$1", "job", ".*")', ["component", "job"]],
        ['label_join(sum by (job, pod) (up), "id", "-", "job", "pod")', ["id", "job", "pod"]],
        ["topk(5, sum without (job, instance) (sum by (job, pod) (up * 1)))", ["pod"]],
        ["business:orders_per_minute:rate5m", []],
    ])("%s has the labels %j", (expr, labels) => {
        expect([...of(expr).labels].sort()).toEqual(labels);
    });
});
