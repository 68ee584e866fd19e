/** Rules as data: alerts and recordings, with their teams and severities. */

import type { DashboardName, DashboardVariable } from "../model/grafana/dashboards";
import type { Duration } from "../config/quantities";
import type { Team } from "../config/schema/services";

export type { Team };
/** `info` notifies nobody: such an alert only hides others. */
export const SEVERITIES = ["critical", "warning", "business", "info"] as const;
export type Severity = (typeof SEVERITIES)[number];

export interface Labels {
    readonly [label: string]: string;
}

export interface Recording {
    /** `level:metric:operations` */
    readonly record: string;
    /** PromQL, or LogQL in Loki. */
    readonly expr: string;
    readonly labels?: Labels;
}

/** Where a reader of an alert goes from it. Values may hold labels of the alert: `{{ $labels.service }}`. */
export interface Links {
    readonly dashboard: DashboardName;
    /** Template variables of the dashboard. */
    readonly variables?: { readonly [variable in DashboardVariable]?: string };
    /** LogQL of the matching lines. */
    readonly logs?: string;
    /** The matching traces. */
    readonly traces?: TraceSearch;
}

export interface TraceSearch {
    readonly service: string;
    /** Tags in logfmt, such as `error=true`. */
    readonly tags?: string;
    readonly minDuration?: Duration;
}

/** An alert as its author writes it. */
export interface Alert {
    readonly alert: string;
    /** PromQL, or LogQL in Loki. */
    readonly expr: string;
    /** How long it must hold; at once when unset. */
    readonly for?: Duration;
    /** False: it ends with its condition, for what that rests on is kept on already. */
    readonly keeps?: false;
    readonly severity: Severity;
    readonly team: Team;
    /** Labels beside those of the expression, severity and team. */
    readonly labels?: Labels;
    /** One line: what is wrong with what. */
    readonly summary: string;
    /** A sentence with the value and its unit. */
    readonly description: string;
    /** From where on it fires, in the unit of the description: "above 5 %". */
    readonly threshold: string;
    readonly links: Links;
}

export interface Group {
    readonly name: string;
    /** How often it is evaluated, when it differs from the default. */
    readonly interval?: Duration;
    readonly rules: readonly (Recording | Alert)[];
}

/** Rules as Prometheus and Loki read them: https://prometheus.io/docs/prometheus/latest/configuration/recording_rules/ */
export type RecordingRule = Recording;

export interface AlertingRule {
    readonly alert: string;
    readonly expr: string;
    readonly for?: string;
    readonly keep_firing_for?: string;
    readonly labels: Labels & { readonly severity: Severity; readonly team: Team };
    readonly annotations: Labels & {
        readonly summary: string;
        readonly description: string;
        readonly threshold: string;
        readonly impact: string;
        readonly first_step: string;
        readonly runbook_url: string;
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
