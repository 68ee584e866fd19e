/** Conditions on labels, as Alertmanager has them. */

import type { Labels } from "../types";

export const OPERATORS = ["=", "!=", "=~", "!~"] as const;
export type Operator = (typeof OPERATORS)[number];

/** One condition on a label, as Alertmanager reads it: https://prometheus.io/docs/alerting/latest/configuration/#matcher */
export interface Matcher {
    readonly label: string;
    readonly operator: Operator;
    readonly value: string;
}

/** The label has this value; an empty one: the alert lacks the label. */
export const is = (label: string, value: string): Matcher => ({ label, operator: "=", value });
export const isNot = (label: string, value: string): Matcher => ({ label, operator: "!=", value });
export const matches = (label: string, pattern: string): Matcher => ({ label, operator: "=~", value: pattern });
/** One of these values. */
export const isOneOf = (label: string, values: readonly string[]): Matcher => matches(label, values.join("|"));
export const isNoneOf = (label: string, values: readonly string[]): Matcher => ({
    label,
    operator: "!~",
    value: values.join("|"),
});
export const has = (label: string): Matcher => isNot(label, "");

/** The way it is written in a configuration. */
export const written = ({ label, operator, value }: Matcher): string => `${label}${operator}${JSON.stringify(value)}`;

/** Whether an alert fulfils a condition. A label that it lacks is empty, a pattern must match the whole value. */
export function fulfils(labels: Labels, { label, operator, value }: Matcher): boolean {
    const actual = labels[label] ?? "";
    const equal = operator.endsWith("~") ? new RegExp(`^(?:${value})$`).test(actual) : actual === value;
    return operator.startsWith("!") ? !equal : equal;
}
