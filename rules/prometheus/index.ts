import type { StackConfig } from "../../config/schema";
import { withRunbooks } from "../links";
import type { RuleGroup } from "../types";
import { serviceRules } from "./services";

/** All groups of Prometheus rules, by the name of the PrometheusRule that carries them. */
export const prometheusRules = (config: StackConfig): { readonly [name: string]: readonly RuleGroup[] } => ({
    "go-coffee-services": withRunbooks([serviceRules(config)], config),
});
