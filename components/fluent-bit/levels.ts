import { AUDIT_EVENTS, LOG_LEVELS } from "../../model/telemetry/labels";
import { LEVELS, spellingsOf } from "../../model/telemetry/level-spellings";
import type { HelmValues } from "../helm/values";

/** Levels of lines in one spelling. */

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
    ...LEVELS.map((level) =>
        modify(`key_value_matches level ${spellingsOf(level)}`, {
            set: [`level ${level}`, `level_number ${LOG_LEVELS[level]}`],
        }),
    ),
    modify(`key_value_does_not_match level ^(${LEVELS.join("|")})$`, { rename: "level level_original" }),
    { name: "type_converter", match: "*", str_key: "level_number severity_number uint" },
    { name: "modify", match: "*", remove: "level_number" },
    modify(`key_value_matches event ^(${AUDIT_EVENTS.join("|")})$`, { set: "audit true" }),
    // The output would complain of each.
    modify("key_value_equals trace_id ''", { remove: ["trace_id", "span_id"] }),
];
