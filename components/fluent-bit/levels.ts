import type { HelmValues } from "../helm/values";

/** Levels with their number in OpenTelemetry and what else loggers call them; Bunyan and Pino have numbers. */
export const LEVELS = {
    trace: { number: 1, names: "trace|trc|finest|finer|10" },
    debug: { number: 5, names: "debug|dbg|fine|verbose|20" },
    info: { number: 9, names: "info|inf|information|informational|notice|config|30" },
    warn: { number: 13, names: "warn|wrn|warning|40" },
    error: { number: 17, names: "error|err|severe|50" },
    fatal: { number: 21, names: "fatal|critical|crit|panic|dpanic|alert|emerg|emergency|60" },
} as const;

/** Values of `event` that make a line part of the audit trail. */
const AUDIT_EVENTS = "audit|security";

const modify = (condition: string, rules: HelmValues): HelmValues => ({
    name: "modify",
    match: "*",
    condition,
    ...rules,
});

/**
 * Levels in one spelling, and the audit trail marked: both are index labels of Loki's, which nothing else may get into.
 * Filters, since the conditions of processors unpack each line anew.
 */
export const levelFilters: readonly HelmValues[] = [
    ...Object.entries(LEVELS).map(([level, { number, names }]) =>
        modify(`key_value_matches level ^(?i:${names})$`, { set: [`level ${level}`, `level_number ${number}`] }),
    ),
    modify(`key_value_does_not_match level ^(${Object.keys(LEVELS).join("|")})$`, { rename: "level level_original" }),
    { name: "type_converter", match: "*", str_key: "level_number severity_number uint" },
    { name: "modify", match: "*", remove: "level_number" },
    modify(`key_value_matches event ^(${AUDIT_EVENTS})$`, { set: "audit true" }),
    // The output would complain of each.
    modify("key_value_equals trace_id ''", { remove: ["trace_id", "span_id"] }),
];
