import { AUDIT_EVENTS, LOG_LEVELS } from "../../../model/telemetry/labels";
import { LEVELS, spellingsOf, type LogLevel } from "../../../model/telemetry/level-spellings";
import type { HelmValues } from "../../helm/values";
import { isMatch, set, where } from "../privacy/ottl";

/**
 * Index labels of a line, whoever brings it: `level` is one of six, from its severity or else from what it says itself, and
 * `audit` follows from the field `event`. Nothing else gets into them, or each value would be a stream of its own and a
 * retention of its choice.
 */

const LEVEL = 'log.attributes["level"]';
const ORIGINAL = 'log.attributes["level_original"]';
const AUDIT = 'log.attributes["audit"]';
const EVENT = 'log.attributes["event"]';
/** What is known: the level, what the attribute says as a text, and the level that this is a spelling of. */
const KNOWN = 'log.cache["level"]';
const SAID = 'log.cache["said"]';
const MEANT = 'log.cache["meant"]';

const known = (level: LogLevel): string => set(KNOWN, `"${level}"`);
/** Four numbers from the level's first one on; beyond the last one there is nothing worse. */
const ofNumber = (level: LogLevel): readonly string[] => [
    `log.severity_number >= ${LOG_LEVELS[level]}`,
    ...(level === "fatal" ? [] : [`log.severity_number < ${LOG_LEVELS[level] + 4}`]),
];

export const logLabels: HelmValues = {
    error_mode: "ignore",
    log_statements: [
        {
            context: "log",
            statements: [
                ...LEVELS.map((level) => where(known(level), ...ofNumber(level))),
                ...LEVELS.map((level) =>
                    where(
                        known(level),
                        `${KNOWN} == nil`,
                        'log.severity_text != ""',
                        isMatch("log.severity_text", spellingsOf(level)),
                    ),
                ),
                where(set(SAID, `String(${LEVEL})`), `${LEVEL} != nil`),
                ...LEVELS.map((level) =>
                    where(set(MEANT, `"${level}"`), `${SAID} != nil`, isMatch(SAID, spellingsOf(level))),
                ),
                where(set(KNOWN, MEANT), `${KNOWN} == nil`, `${MEANT} != nil`),
                where(set(ORIGINAL, LEVEL), `${SAID} != nil`, `(${MEANT} == nil or ${MEANT} != ${KNOWN})`),
                'delete_key(log.attributes, "level")',
                where(set(LEVEL, KNOWN), `${KNOWN} != nil`),
                where(set("log.severity_text", KNOWN), 'log.severity_text == ""', `${KNOWN} != nil`),
                ...LEVELS.map((level) =>
                    where(
                        set("log.severity_number", `${LOG_LEVELS[level]}`),
                        "log.severity_number == 0",
                        `${KNOWN} == "${level}"`,
                    ),
                ),
                'delete_key(log.attributes, "audit")',
                where(set(AUDIT, '"true"'), `IsString(${EVENT})`, isMatch(EVENT, `^(${AUDIT_EVENTS.join("|")})$`)),
            ],
        },
    ],
};
