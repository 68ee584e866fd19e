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
