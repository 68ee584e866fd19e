import { parse } from "../../../config/parse";
import { mergeDeep, type PlainObject } from "../../../config/merge";
import type { StackConfig } from "../../../config/schema";
import { lokiRules } from "../../../rules/loki";
import { prometheusRules } from "../../../rules/prometheus";
import { isAlert, type AlertingRule, type RecordingRule } from "../../../rules/types";
import { readPromql } from "../../../scripts/shared/alerting/queries";

export type Rule = AlertingRule | RecordingRule;

/** A checked configuration: the defaults of dev, and what is laid over them. */
export function configOf(settings: PlainObject = {}): StackConfig {
    const parsed = parse(mergeDeep({ environment: "dev" }, settings));
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
    return parsed.config;
}

export const nameOf = (rule: Rule): string => (isAlert(rule) ? rule.alert : rule.record);

const rulesIn = (files: ReturnType<typeof prometheusRules>): readonly Rule[] =>
    Object.values(files).flatMap((groups) => groups.flatMap(({ rules }) => rules));

/** Settings that many proofs share are compiled once. */
const compiled = new Map<string, readonly Rule[]>();
export function rulesUnder(settings: PlainObject = {}): readonly Rule[] {
    const key = JSON.stringify(settings);
    const known = compiled.get(key) ?? prometheusRulesOf(configOf(settings));
    compiled.set(key, known);
    return known;
}

export const prometheusRulesOf = (config: StackConfig): readonly Rule[] => rulesIn(prometheusRules(config));
export const lokiRulesOf = (config: StackConfig): readonly Rule[] => rulesIn(lokiRules(config));

/**
 * The rules of a name, and behind each every recording rule that it rests on: what must be evaluated comes first. What is
 * given as input isn't recorded besides.
 */
export function closureOf(
    name: string,
    rules: readonly Rule[],
    given: ReadonlySet<string> = new Set(),
): readonly Rule[] {
    const ordered = new Set<Rule>();
    const open = new Set<string>();
    const visit = (wanted: string): void => {
        if (given.has(wanted)) return;
        if (open.has(wanted)) throw new Error(`${wanted} rests on itself`);
        open.add(wanted);
        for (const rule of rules.filter((candidate) => nameOf(candidate) === wanted)) {
            readPromql(rule.expr).metrics.forEach(visit);
            ordered.add(rule);
        }
        open.delete(wanted);
    };
    visit(name);
    return [...ordered];
}
