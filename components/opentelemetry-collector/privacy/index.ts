import type { StackConfig } from "../../../config/schema";
import type { HelmValues } from "../../helm/values";

export interface Privacy {
    readonly processors: HelmValues;
    readonly traces: readonly string[];
    readonly metrics: readonly string[];
    readonly logs: readonly string[];
}

export const privacy = (_config: StackConfig): Privacy => ({ processors: {}, traces: [], metrics: [], logs: [] });
