import type { PlainObject } from "../../config/merge";
import { CATALOGUE } from "../../config/schema/services";
import { seconds, type Duration } from "../../config/quantities";
import { toYaml } from "../../model/formats/yaml";
import { METRICS, seriesOf } from "../../model/telemetry/metrics";
import { prometheusRules } from "../../rules/prometheus";
import { isAlert } from "../../rules/types";
import { MANY_SERVICES } from "./harness/many-services";
import { lokiRulesOf, nameOf, configOf, prometheusRulesOf } from "./harness/rules";
import { unknownIn } from "../support/metrics";
import { inferenceOver } from "../support/promql-labels";
import { logqlErrors, readPromql } from "../../scripts/shared/alerting/queries";

/** Hardly anything is as it is by default: few services, of other teams and targets, two namespaces, a shop with hours. */
const OTHERWISE: PlainObject = {
    namespaces: { applications: [{ name: "go-coffee" }, { name: "go-coffee-eu" }] },
    services: {
        ...Object.fromEntries(Object.keys(CATALOGUE).map((name) => [name, { enabled: name === "web-ui" }])),
        "gift-cards": { team: "business", slo: "payment", latencyTarget: "3s" },
        "night-jobs": { slo: "none", latencyTarget: "1m" },
    },
    business: {
        timezone: "America/New_York",
        tradingHours: { from: "07:00", to: "20:00", days: ["monday", "friday"] },
        holidays: ["2026-12-25", "2027-01-01"],
    },
};

/** What it makes ConfigMaps of at most, in bytes. */
const OPERATORS_LIMIT = 524_288;

const configurations = [
    ["dev", configOf()],
    ["prod", configOf({ profile: "ha" })],
    ["a small catalogue", configOf(OTHERWISE)],
] as const;

const prometheus = configurations.flatMap(([stack, config]) => {
    const rules = prometheusRulesOf(config);
    return rules.map((rule) => [`${nameOf(rule)} (${stack})`, rule, rules] as const);
});

test.each(prometheus)("%s is PromQL", (_, rule) => {
    expect(readPromql(rule.expr).errors).toEqual([]);
});

test.each(prometheus)("%s asks for metrics and labels that exist", (_, rule, rules) => {
    expect(unknownIn(rule.expr, rules)).toEqual([]);
});

test.each(configurations.flatMap(([, config]) => lokiRulesOf(config)).map((rule) => [nameOf(rule), rule] as const))(
    "%s is LogQL",
    (_, rule) => {
        expect(logqlErrors(rule.expr)).toEqual([]);
    },
);

test("no matcher is empty, no rule is written twice", () => {
    for (const [, config] of configurations) {
        const rules = prometheusRulesOf(config);
        expect(rules.filter(({ expr }) => /service[!=]?~?""|\{\s*,|,\s*\}/.test(expr))).toEqual([]);
        const written = rules.map((rule) => JSON.stringify([nameOf(rule), rule.labels]));
        expect(written.filter((rule, index) => written.indexOf(rule) !== index)).toEqual([]);
    }
});

test("everything is recorded often enough that no reader finds a gap", () => {
    // A reader looks back five minutes, and an evaluation may be late.
    for (const [, config] of configurations) {
        const groups = Object.values(prometheusRules(config)).flat();
        const slow = groups.filter(({ interval }) => interval !== undefined && seconds(interval as Duration) > 150);
        expect(slow.map(({ name }) => name)).toEqual([]);
    }
});

test("a PrometheusRule is far from what the operator takes, of 1,000 services too", () => {
    for (const config of [...configurations.map(([, one]) => one), configOf(MANY_SERVICES)]) {
        const rules = prometheusRules(config);
        for (const groups of Object.values(rules))
            expect(Buffer.byteLength(toYaml({ groups }))).toBeLessThan(OPERATORS_LIMIT);
        const names = Object.values(rules).flatMap((groups) => groups.map(({ name }) => name));
        expect(names).toEqual([...new Set(names)]);
    }
});

test("nothing is lost where rules are cut into parts", () => {
    const rules = prometheusRules(configOf(MANY_SERVICES));
    expect(Object.keys(rules)).toEqual(expect.arrayContaining(["go-coffee-slos", "go-coffee-slos-2"]));
    const parted = Object.values(rules).flatMap((groups) => groups.flatMap((group) => group.rules.map(nameOf)));
    expect([...new Set(parted)].sort()).toEqual([...new Set(prometheusRulesOf(configOf()).map(nameOf))].sort());
});

test.each(configurations)("%s: groupings and joins of all rules are on labels that are there", (_, config) => {
    const rules = prometheusRulesOf(config);
    const infer = inferenceOver(rules);
    const wrong = rules.flatMap((rule) => infer(rule.expr).problems.map((problem) => `${nameOf(rule)}: ${problem}`));
    expect(wrong).toEqual([]);
});

test("no metric is provided under two meanings", () => {
    const names = Object.values(METRICS).flatMap((source) => seriesOf(source).map(([name]) => name));
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
});

test("what isn't there is noticed", () => {
    const rules = prometheusRulesOf(configOf());
    expect(unknownIn("sum by (service) (rate(coffee_order_total[5m]))", rules)).toEqual(["coffee_order_total"]);
    expect(unknownIn("sum by (servce) (rate(coffee_orders_total[5m]))", rules)).toEqual(["label servce"]);
    expect(unknownIn('rate(http_requests_total{status="500"}[5m])', rules)).toEqual(["label status"]);
    expect(readPromql("sum by (service) (rate(coffee_orders_total[5m])").errors).not.toEqual([]);
    expect(logqlErrors('count_over_time({a="b"} |= "x" [5m)')).not.toEqual([]);
    expect(rules.some(isAlert)).toBe(true);
});
