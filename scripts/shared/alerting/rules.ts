/** Which rules a history is about. */

import { fulfils, OPERATORS, type Operator } from "../../../rules/routing/matchers";
import { isAlert, type AlertingRule, type Labels, type RecordingRule } from "../../../rules/types";
import { selectorsOf } from "./queries";

export type Rule = AlertingRule | RecordingRule;
export const nameOf = (rule: Rule): string => (isAlert(rule) ? rule.alert : rule.record);

/** A series as promtool's files name it. */
export function seriesIn(text: string): { readonly metric: string; readonly labels: Labels } {
    const [, metric = "", inner = ""] = /^([^{\s]*)\s*(?:\{([\s\S]*)\})?\s*$/.exec(text) ?? [];
    const labels = [...inner.matchAll(/(\w+)\s*=\s*"((?:[^"\\]|\\.)*)"/g)].map(([, label = "", value = ""]) => [
        label,
        value,
    ]);
    return { metric, labels: Object.fromEntries(labels) as Labels };
}

const isOperator = (text: string): text is Operator => (OPERATORS as readonly string[]).includes(text);

/**
 * The alerts that ask for one of the series, directly or through recordings, and behind each what it rests on; what must be
 * evaluated comes first. What asks for none isn't judged: all of a cluster isn't missing because a history doesn't tell of it.
 */
export function concernedBy(series: readonly string[], rules: readonly Rule[]): readonly Rule[] {
    const given = series.map(seriesIn);
    const recorded = new Set(given.map(({ metric }) => metric).filter((metric) => metric.includes(":")));
    const byName = new Map<string, Rule[]>();
    for (const rule of rules) byName.set(nameOf(rule), [...(byName.get(nameOf(rule)) ?? []), rule]);
    const known = new Map<string, boolean>();
    const concernsRule = (rule: Rule): boolean =>
        selectorsOf(rule.expr).some(({ metric, matchers }) => {
            const isGiven = given.some(
                (one) =>
                    one.metric === metric &&
                    matchers.every(
                        ({ label, operator, value }) =>
                            isOperator(operator) &&
                            fulfils(one.labels, { label, operator, value: value.replaceAll("\\\\", "\\") }),
                    ),
            );
            return isGiven || (!recorded.has(metric) && concerns(metric));
        });
    const concerns = (name: string): boolean => {
        const answer = known.get(name);
        if (answer !== undefined) return answer;
        known.set(name, false);
        const found = (byName.get(name) ?? []).some(concernsRule);
        known.set(name, found);
        return found;
    };
    const ordered = new Set<Rule>();
    const add = (rule: Rule): void => {
        if (ordered.has(rule)) return;
        for (const { metric } of selectorsOf(rule.expr))
            if (!recorded.has(metric)) for (const below of byName.get(metric) ?? []) add(below);
        ordered.add(rule);
    };
    const alerts = rules.filter(isAlert);
    for (const rule of alerts) if (concernsRule(rule)) add(rule);
    // What reads alerts comes when all of them are evaluated.
    for (const rule of alerts) if (selectorsOf(rule.expr).some(({ metric }) => metric === "ALERTS")) add(rule);
    return [...ordered];
}
