import type { LogAlert, LogLine, LogProof } from "../harness/logs";

const event = (message: string, times = 1, fields: LogLine["fields"] = {}): LogLine => ({
    service: "auth-service",
    level: "warn",
    message,
    fields: { event: "security", ...fields },
    times,
});

const alert = (summary: string, what: string): readonly [LogAlert] => [
    {
        labels: { severity: "warning", team: "security", service: "auth-service" },
        summary,
        description: `auth-service in NAMESPACE has logged ${what} in 5m.`,
    },
];

export const security: readonly LogProof[] = [
    {
        alert: "PersonalDataInLogs",
        fires: [
            {
                given: "a service that has begun to log addresses and passwords",
                lines: [
                    {
                        service: "auth-service",
                        message: "mail to [email] sent",
                        fields: { "privacy.scrubbed": "contact" },
                        times: 6,
                    },
                    {
                        service: "auth-service",
                        message: "password=[secret]",
                        fields: { "privacy.scrubbed": "secret" },
                        times: 5,
                    },
                ],
                alerts: [
                    {
                        labels: { severity: "warning", team: "security", service: "auth-service" },
                        summary: "auth-service logs personal data or secrets",
                        description:
                            "auth-service in NAMESPACE has logged 11 lines with personal data or secrets in 10m. The collectors have taken them out.",
                    },
                ],
            },
        ],
        silent: [
            {
                given: "some of them, and many pseudonyms",
                lines: [
                    {
                        service: "auth-service",
                        message: "mail to [email] sent",
                        fields: { "privacy.scrubbed": "contact" },
                        times: 10,
                    },
                    {
                        service: "auth-service",
                        message: "user id_0123456789abcdef left",
                        fields: { "privacy.scrubbed": "id" },
                        times: 40,
                    },
                ],
            },
        ],
    },
    {
        alert: "LoginFailuresInLogs",
        fires: [
            {
                given: "a burst of them, worded differently",
                lines: [event("login failed", 11), event("invalid password", 5), event("authentication rejected", 5)],
                alerts: alert("Many logins fail at auth-service", "21 failed logins"),
            },
            {
                given: "the cause in the field `error`",
                lines: [event("request refused", 21, { error: "sign-in denied: wrong credentials" })],
                alerts: alert("Many logins fail at auth-service", "21 failed logins"),
            },
        ],
        silent: [
            { given: "the usual number", lines: [event("login failed", 20)] },
            {
                given: "logins of which none failed",
                lines: [event("login ok, failed=0", 5), event("sign-in, not rejected", 5)],
            },
            {
                given: "a burst that isn't marked, and logins that succeed",
                lines: [
                    { service: "auth-service", level: "info", message: "login failed", times: 40 },
                    event("login succeeded", 9),
                ],
            },
        ],
    },
    {
        alert: "PermissionDenialsInLogs",
        fires: [
            {
                given: "a burst of them",
                lines: [
                    event("permission denied: role barista", 11),
                    event("403 Forbidden", 5),
                    event("not allowed", 5),
                ],
                alerts: alert("auth-service denies many requests", "21 denied permissions"),
            },
        ],
        silent: [{ given: "the usual number", lines: [event("permission denied: role barista", 20)] }],
    },
    {
        alert: "TamperingInLogs",
        fires: [
            {
                given: "one is enough",
                lines: [event("order o-17: signature mismatch")],
                alerts: alert("auth-service was sent something that was tampered with", "1 signs of tampering"),
            },
            {
                given: "one among failed logins",
                lines: [event("invalid checksum of the session: login denied")],
                alerts: alert("auth-service was sent something that was tampered with", "1 signs of tampering"),
            },
        ],
        silent: [
            {
                given: "checks that found nothing",
                lines: [
                    event("signature checked, mismatch=false"),
                    event("no signature mismatch"),
                    event("integrity check done, failed: 0"),
                    event("request not tampered with"),
                ],
            },
            {
                given: "signatures that fit, and one that isn't marked",
                lines: [
                    event("signature verified", 3),
                    { service: "auth-service", level: "info", message: "signature mismatch in a test" },
                ],
            },
        ],
    },
    {
        alert: "SecurityEvents",
        fires: [
            {
                given: "a burst of what is none of the others",
                lines: [event("new device", 6), event("rate limit hit", 5)],
                alerts: alert("auth-service reports a burst of security events", "11 security events"),
            },
        ],
        silent: [
            { given: "the usual number", lines: [event("new device", 10)] },
            { given: "those of other kinds", lines: [event("login failed", 15), event("access denied", 15)] },
        ],
    },
];
