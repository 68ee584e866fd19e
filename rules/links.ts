import type { StackConfig } from "../config/schema";
import { isAlert, type RuleGroup } from "./types";

/** Gives every alert the link to its runbook: one pass, so that none is forgotten. */
export const withRunbooks = (groups: readonly RuleGroup[], { notifications }: StackConfig): readonly RuleGroup[] =>
    groups.map((group) => ({
        ...group,
        rules: group.rules.map((rule) =>
            isAlert(rule)
                ? {
                      ...rule,
                      annotations: {
                          ...rule.annotations,
                          runbook_url: `${notifications.runbookBaseUrl}/${rule.alert}`,
                      },
                  }
                : rule,
        ),
    }));
