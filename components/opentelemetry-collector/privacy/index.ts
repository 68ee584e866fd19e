import type { StackConfig } from "../../../config/schema";
import type { HelmValues } from "../../helm/values";

export interface Privacy {
    readonly processors: HelmValues;
    readonly traces: readonly string[];
    readonly metrics: readonly string[];
    readonly logs: readonly string[];
}

/** Environment variable of the collector with the key of the hashes. */
export const KEY_VARIABLE = "PSEUDONYM_KEY";

export const privacy = (_policy: StackConfig["privacy"]): Privacy => ({
    processors: {},
    traces: [],
    metrics: [],
    logs: [],
});
