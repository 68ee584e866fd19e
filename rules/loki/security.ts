/** Alerts on log lines that concern security. */

import type { Duration } from "../../config/quantities";
import type { StackConfig } from "../../config/schema";
import type { Alert, Group } from "../types";
import { linesOf, linesOfAlert, matching, without } from "./lines";

const WINDOW: Duration = "5m";
/** Applications mark what concerns security. */
const MARKED = '| event="security"';

const TAMPERING =
    "(?i)tamper|(signature|checksum|hash|hmac|integrity)\\b.*(mismatch|invalid|fail|differ)|(invalid|bad|wrong) (signature|checksum|hash|hmac)|replay(ed)? (attack|request)";
/** What says that nothing was wrong, which is taken out of a line before its kind is looked for. */
const HARMLESS =
    '(?i)\\b(no|not|without|zero|0|never)[ -](\\w+ )?(tamper|mismatch|fail|invalid|denied|denial|reject|replay)\\w*|[\\w.-]*(tamper|mismatch|fail|invalid|denied|reject|locked|replay)[\\w.-]*"?\\s*[=:]\\s*(false|0|no|none|nil|null|<nil>|"")(\\W|$)';
const SAID = `| line_format \`{{ regexReplaceAll ${JSON.stringify(HARMLESS)} __line__ "" }} {{ .error }}\``;
const IDENTITY = "(log[- ]?in|sign[- ]?in|authentication|password|credentials?)";
const LOGIN = `(?i)${IDENTITY}.*(fail|invalid|wrong|denied|reject|locked)|(fail|invalid|wrong|bad).*${IDENTITY}`;
const DENIAL =
    "(?i)(permission|access|operation)\\b.*\\b(denied|refused)|forbidden|unauthori[sz]ed|insufficient (permissions?|privileges?|rights|scopes?)|not allowed";

interface Kind {
    readonly alert: string;
    readonly pipeline: string;
    /** Lines in the window that are still usual. */
    readonly atMost: number;
    readonly summary: string;
    readonly what: string;
}

/** Each event is of one kind: the first that fits. */
const KINDS: readonly Kind[] = [
    {
        alert: "TamperingInLogs",
        pipeline: matching(TAMPERING),
        atMost: 0,
        summary: "{{ $labels.service }} was sent something that was tampered with",
        what: "signs of tampering",
    },
    {
        alert: "LoginFailuresInLogs",
        pipeline: `${without(TAMPERING)} ${matching(LOGIN)}`,
        atMost: 20,
        summary: "Many logins fail at {{ $labels.service }}",
        what: "failed logins",
    },
    {
        alert: "PermissionDenialsInLogs",
        pipeline: `${without(TAMPERING)} ${without(LOGIN)} ${matching(DENIAL)}`,
        atMost: 20,
        summary: "{{ $labels.service }} denies many requests",
        what: "denied permissions",
    },
    {
        alert: "SecurityEvents",
        pipeline: `${without(TAMPERING)} ${without(LOGIN)} ${without(DENIAL)}`,
        atMost: 10,
        summary: "{{ $labels.service }} reports a burst of security events",
        what: "security events",
    },
];

/** What the collectors' scrubbing notes beside a line that it has taken something out of: docs/privacy.md. */
export const SCRUBBED = '| privacy_scrubbed != ""';
const LEAK_WINDOW: Duration = "10m";
/** An id in a text is a pseudonym then, and of no harm; the rest shouldn't be there at all. */
const NOT_IDS_ALONE = '| privacy_scrubbed != "id"';
const LEAKS_AT_MOST = 10;

/** A service that writes what it must not: it is taken out, but had better not be sent. */
export const leakAlerts = (config: StackConfig): Group => ({
    name: "go-coffee.logs.privacy",
    interval: "1m",
    rules: [
        {
            alert: "PersonalDataInLogs",
            expr: `${linesOf(config, { pipeline: `${SCRUBBED} ${NOT_IDS_ALONE}`, window: LEAK_WINDOW })} > ${LEAKS_AT_MOST}`,
            severity: "warning",
            team: "security",
            threshold: `above ${LEAKS_AT_MOST}`,
            summary: "{{ $labels.service }} logs personal data or secrets",
            description: `{{ $labels.service }} in {{ $labels.namespace }} has logged {{ $value }} lines with personal data or secrets in ${LEAK_WINDOW}. The collectors have taken them out.`,
            links: {
                dashboard: "security",
                variables: { service: "{{ $labels.service }}" },
                logs: linesOfAlert(`${SCRUBBED} ${NOT_IDS_ALONE}`),
            },
        },
    ],
});

/** Bursts of what applications mark as security events, by kind. */
export const securityAlerts = (config: StackConfig): Group => ({
    name: "go-coffee.logs.security",
    interval: "1m",
    rules: KINDS.map(({ alert, pipeline, atMost, summary, what }): Alert => ({
        alert,
        expr: `${linesOf(config, { pipeline: `${MARKED} ${SAID} ${pipeline}`, window: WINDOW })} > ${atMost}`,
        severity: "warning",
        team: "security",
        threshold: `above ${atMost}`,
        summary,
        description: `{{ $labels.service }} in {{ $labels.namespace }} has logged {{ $value }} ${what} in ${WINDOW}.`,
        links: {
            dashboard: "security",
            variables: { service: "{{ $labels.service }}" },
            logs: linesOfAlert(MARKED),
        },
    })),
});
