import { METRICS, seriesOf } from "../../config/metrics";
import { isAlert } from "../../rules/types";
import { lokiRulesOf, nameOf, configOf, prometheusRulesOf } from "./harness/rules";
import { unknownIn } from "../support/metrics";
import { logqlErrors, readPromql } from "../support/queries";

const configurations = [
    ["dev", configOf()],
    ["prod", configOf({ profile: "ha" })],
] as const;

const prometheus = configurations.flatMap(([stack, config]) =>
    prometheusRulesOf(config).map((rule) => [`${nameOf(rule)} (${stack})`, rule, prometheusRulesOf(config)] as const),
);

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
