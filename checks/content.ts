/** What is wrong in the folders that a stack names for rules and dashboards of its own. */

import type { Problem } from "../config/problems";
import type { StackConfig } from "../config/schema";
import { dashboardProblems, readDashboards } from "../model/content/own-dashboards";
import { readRules, ruleProblems } from "../model/content/own-rules";

export const contentProblems = (config: StackConfig): readonly Problem[] => {
    const { rules, dashboards } = config.content;
    return [
        ...(rules === undefined ? [] : ruleProblems(rules, readRules(rules))),
        ...(dashboards === undefined ? [] : dashboardProblems(dashboards, readDashboards(dashboards), config)),
    ];
};
