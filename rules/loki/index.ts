import { toYaml } from "../../config/yaml";
import type { StackConfig } from "../../config/schema";
import { withRunbooks } from "../links";
import type { RuleFiles } from "../types";
import { logRules } from "./logs";

/** Rule files of Loki's ruler. */
export const lokiRuleFiles = (config: StackConfig): RuleFiles => ({
    "logs.yaml": toYaml({ groups: withRunbooks([logRules(config)], config) }),
});
