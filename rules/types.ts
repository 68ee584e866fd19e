import type { TEAMS } from "../config/schema/services";

/** Rules as Prometheus and Loki read them: https://prometheus.io/docs/prometheus/latest/configuration/recording_rules/ */

export type Team = (typeof TEAMS)[number];
export type Severity = "critical" | "warning" | "business";

export interface RecordingRule {
    /** `level:metric:operations` */
    readonly record: string;
    readonly expr: string;
    readonly labels?: { readonly [label: string]: string };
}

export interface AlertingRule {
    readonly alert: string;
    readonly expr: string;
    readonly for: string;
    readonly labels: {
        readonly severity: Severity;
        readonly team?: Team;
        readonly [label: string]: string | undefined;
    };
    readonly annotations: {
        readonly summary: string;
        readonly description: string;
        readonly [annotation: string]: string;
    };
}

export interface RuleGroup {
    readonly name: string;
    readonly interval?: string;
    readonly rules: readonly (RecordingRule | AlertingRule)[];
}

/** Contents of rule files by file name. */
export interface RuleFiles {
    readonly [file: string]: string;
}

export const isAlert = (rule: RecordingRule | AlertingRule): rule is AlertingRule => "alert" in rule;
