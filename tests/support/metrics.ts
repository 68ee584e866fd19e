import { METRICS, seriesOf } from "../../model/telemetry/metrics";
import { isAlert, type AlertingRule, type RecordingRule } from "../../rules/types";
import { readPromql } from "../../scripts/shared/alerting/queries";

type Rule = AlertingRule | RecordingRule;

/** What Jaeger emits with Elasticsearch alone. */
export const OF_ELASTICSEARCH: readonly string[] = ["attempts", "errors"].map(
    (what) => `jaeger_storage_bulk_index_${what}_total`,
);

const EMITTED = new Map(Object.values(METRICS).flatMap(seriesOf));

/** Labels that a recorded series can have: those that its expression names or makes, and its own. */
const recordedLabels = (rule: Rule, rules: readonly Rule[], seen: ReadonlySet<string>): readonly string[] => {
    const { metrics, labels, made } = readPromql(rule.expr);
    return [
        ...labels,
        ...made,
        ...Object.keys(rule.labels ?? {}),
        ...metrics.flatMap((metric) => [...(labelsOf(metric, rules, seen) ?? [])]),
    ];
};

/** Labels of a series, emitted or recorded; undefined when nobody provides it. */
function labelsOf(
    metric: string,
    rules: readonly Rule[],
    seen: ReadonlySet<string> = new Set(),
): ReadonlySet<string> | undefined {
    const emitted = EMITTED.get(metric);
    if (emitted !== undefined) return new Set(emitted);
    const recorded = rules.filter((rule) => !isAlert(rule) && rule.record === metric);
    if (recorded.length === 0) return undefined;
    if (seen.has(metric)) return new Set();
    return new Set(recorded.flatMap((rule) => recordedLabels(rule, rules, new Set([...seen, metric]))));
}

/**
 * What an expression asks for that nobody provides: metrics that neither a source (model/telemetry/metrics) nor a recording rule
 * emits, and labels that none of its metrics has. Grafana's variables must be filled in before.
 */
export function unknownIn(expr: string, rules: readonly Rule[]): readonly string[] {
    const { metrics, labels, made, matchers } = readPromql(expr);
    const unknown = metrics.filter((metric) => labelsOf(metric, rules) === undefined);
    if (unknown.length > 0) return unknown;
    const known = new Set([...made, ...metrics.flatMap((metric) => [...(labelsOf(metric, rules) ?? [])])]);
    const wrong = matchers
        .filter(({ metric, label }) => !labelsOf(metric, rules)?.has(label))
        .map(({ label }) => label);
    return [...new Set([...wrong, ...labels.filter((label) => !known.has(label))])].map((label) => `label ${label}`);
}
