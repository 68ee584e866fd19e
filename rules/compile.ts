import type { StackConfig } from "../config/schema";
import { linksOf } from "./links";
import type { Alert, AlertingRule, Group, Recording, RecordingRule, RuleGroup } from "./types";

/** The one pass from what authors write to what Prometheus and Loki read: labels and every link are put on here. */
export const compile = (groups: readonly Group[], config: StackConfig): readonly RuleGroup[] =>
    groups.map((group) => ({ ...group, rules: group.rules.map((rule) => compiled(rule, config)) }));

function compiled(rule: Recording | Alert, config: StackConfig): RecordingRule | AlertingRule {
    if ("record" in rule) return rule;
    const { alert, expr, severity, team, labels, summary, description, links } = rule;
    return {
        alert,
        expr,
        ...(rule.for === undefined ? {} : { for: rule.for }),
        ...(rule.keepFiringFor === undefined ? {} : { keep_firing_for: rule.keepFiringFor }),
        labels: { ...labels, severity, team },
        annotations: { summary, description, ...linksOf(alert, links, config) },
    };
}
