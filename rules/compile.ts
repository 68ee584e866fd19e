import type { StackConfig } from "../config/schema";
import { FLAPPING } from "../model/alerting/limits";
import { linksOf } from "./links";
import { runbookOf } from "./runbook";
import type { Alert, AlertingRule, Group, Recording, RecordingRule, RuleGroup, Severity } from "./types";

/** The one pass from what authors write to what Prometheus and Loki read: labels and every link are put on here. */
export const compile = (groups: readonly Group[], config: StackConfig): readonly RuleGroup[] =>
    groups.map((group) => ({ ...group, rules: group.rules.map((rule) => compiled(rule, config)) }));

/** What comes and goes is told once; what only hides others must end in time, and what the business watches has long windows. */
const TOLD: readonly Severity[] = ["critical", "warning"];

function compiled(rule: Recording | Alert, config: StackConfig): RecordingRule | AlertingRule {
    if ("record" in rule) return rule;
    const { alert, expr, severity, team, labels, summary, description, threshold, links } = rule;
    const { impact, firstStep } = runbookOf(alert, labels);
    return {
        alert,
        expr,
        ...(rule.for === undefined ? {} : { for: rule.for }),
        ...(TOLD.includes(severity) && rule.keeps !== false ? { keep_firing_for: FLAPPING } : {}),
        labels: { ...labels, severity, team },
        annotations: {
            summary,
            description,
            threshold: rule.for === undefined ? threshold : `${threshold}, for ${rule.for}`,
            impact,
            first_step: firstStep,
            ...linksOf(alert, links, config),
        },
    };
}
