import { toYaml } from "../../model/formats/yaml";
import type { StackConfig } from "../../config/schema";
import { compile } from "../compile";
import type { RuleFiles, RuleGroup } from "../types";
import { businessErrorAlerts, errorAlerts } from "./errors";
import { leakAlerts, securityAlerts } from "./security";

/** All groups of Loki's rules, by the name of the file that carries them. */
export const lokiRules = (config: StackConfig): { readonly [name: string]: readonly RuleGroup[] } => ({
    errors: compile([errorAlerts(config), businessErrorAlerts(config)], config),
    security: compile([securityAlerts(config), leakAlerts(config)], config),
});

/** Rule files of Loki's ruler. */
export const lokiRuleFiles = (config: StackConfig): RuleFiles =>
    Object.fromEntries(Object.entries(lokiRules(config)).map(([name, groups]) => [`${name}.yaml`, toYaml({ groups })]));
