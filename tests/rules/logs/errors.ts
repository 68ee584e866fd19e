import { FAILURES, HARMLESS } from "./guesses";
import type { LogAlert, LogLine, LogProof } from "../harness/logs";

/** A service of each team, and one that the catalogue doesn't know. */
const OF_TEAMS = {
    platform: "api-gateway",
    business: "order-service",
    security: "auth-service",
    payments: "payment-service",
    web3: "crypto-wallet",
    ai: "ai-search",
} as const;
const OUTSIDE = "loyalty-service";

/** The same lines of a service of every team. */
const everywhere = (lines: readonly Omit<LogLine, "service">[]): readonly LogLine[] =>
    [...Object.values(OF_TEAMS), OUTSIDE].flatMap((service) => lines.map((line) => ({ ...line, service })));

const toEveryTeam = (
    alert: (service: string) => Pick<LogAlert, "summary" | "description">,
    severity: string,
): readonly [LogAlert, ...LogAlert[]] => {
    const one = (team: string, service: string): LogAlert => ({
        labels: { severity, team, service },
        ...alert(service),
    });
    return [one("platform", OUTSIDE), ...Object.entries(OF_TEAMS).map(([team, service]) => one(team, service))];
};

export const errors: readonly LogProof[] = [
    {
        alert: "PanicInLogs",
        fires: [
            {
                given: "a panic of every team's service: what isn't JSON, its stack joined to it",
                lines: everywhere([
                    {
                        message:
                            "panic: runtime error: index out of range [3] with length 3\n\ngoroutine 1 [running]:\nmain.main()\n\t/app/main.go:12",
                    },
                ]),
                alerts: toEveryTeam(
                    (service) => ({
                        summary: `${service} panics`,
                        description: `${service} in NAMESPACE has logged 1 panics in 5m.`,
                    }),
                    "critical",
                ),
            },
            {
                given: "panics that a server recovered from, and an error of the runtime",
                lines: [
                    { service: "producer", level: "error", message: "[Recovery] panic recovered: nil pointer" },
                    { service: "producer", message: "http: panic serving 10.0.0.7:41830: boom" },
                    { service: "producer", message: "fatal error: all goroutines are asleep - deadlock!" },
                ],
                alerts: [
                    {
                        labels: { severity: "critical", team: "platform", service: "producer" },
                        summary: "producer panics",
                        description: "producer in NAMESPACE has logged 3 panics in 5m.",
                    },
                ],
            },
        ],
        silent: [
            {
                given: "lines that only speak of panic, and the cluster's events",
                lines: [
                    { service: "producer", level: "info", message: "don't panic" },
                    { service: "producer", message: "worker ended without panic: restarted" },
                    { service: "producer", message: "no panic: all beans are there" },
                    { service: "producer", level: "info", message: "recovered=true panic: none" },
                    { service: "producer", level: "error", message: "panic button pressed by kitchen" },
                    { service: "producer", level: "error", message: "not a fatal error: retried" },
                    { service: "kubernetes-events", message: "Back-off restarting: panic: boom" },
                ],
            },
        ],
    },
    {
        alert: "DatabaseErrorsInLogs",
        fires: [
            {
                given: "the cause in the field `error`, at every team's service",
                lines: everywhere([
                    {
                        message: "query failed",
                        level: "error",
                        fields: { error: "pq: sorry, too many clients already: connection refused" },
                        times: 6,
                    },
                ]),
                alerts: toEveryTeam(
                    (service) => ({
                        summary: `${service} can't use its database`,
                        description: `${service} in NAMESPACE has logged 6 errors of its connection to a database in 5m.`,
                    }),
                    "critical",
                ),
                besides: ["PaymentErrorsInLogs", "Web3ErrorsInLogs"],
            },
            {
                given: "the cause in the message, levels as they come",
                lines: [
                    {
                        service: "streams",
                        level: "ERROR",
                        message: "redis: dial tcp 10.0.0.9:6379: i/o timeout",
                        times: 3,
                    },
                    { service: "streams", level: "fatal", message: "database unavailable", times: 2 },
                    { service: "streams", severityNumber: 17, message: "postgres: connection reset by peer", times: 2 },
                ],
                alerts: [
                    {
                        labels: { severity: "critical", team: "platform", service: "streams" },
                        summary: "streams can't use its database",
                        description: "streams in NAMESPACE has logged 7 errors of its connection to a database in 5m.",
                    },
                ],
            },
        ],
        silent: [
            {
                given: "a pool that says that nothing is wrong",
                lines: [{ service: "streams", message: "postgres pool: open=3 idle=2 err=<nil>", times: 9 }],
            },
            {
                given: "five of them",
                lines: [{ service: "streams", level: "error", message: "database connection refused", times: 5 }],
            },
            {
                given: "warnings, other errors of a database, and other connections",
                lines: [
                    { service: "streams", level: "warn", message: "database connection slow: timeout", times: 9 },
                    { service: "streams", level: "error", message: "sql: no rows in result set", times: 9 },
                    { service: "streams", level: "error", message: "kafka: connection refused", times: 2 },
                ],
            },
        ],
    },
    {
        alert: "ErrorLogsHigh",
        fires: [
            {
                given: "a third of the lines at every team's service",
                lines: everywhere([
                    { message: "handled", level: "info", times: 42 },
                    { message: "couldn't brew", level: "error", times: 21 },
                ]),
                alerts: toEveryTeam(
                    (service) => ({
                        summary: `${service} logs many errors`,
                        description: `33.33% of the lines of ${service} in NAMESPACE have been errors for 10m.`,
                    }),
                    "warning",
                ),
                besides: ["PaymentErrorsInLogs", "Web3ErrorsInLogs", "AiErrorsInLogs"],
            },
        ],
        silent: [
            {
                given: "lines without a level that only name one",
                lines: HARMLESS.map((message) => ({ service: "web-ui", message, times: 2 })),
            },
            {
                given: "all of twenty lines",
                lines: [{ service: "web-ui", level: "error", message: "couldn't render", times: 20 }],
            },
            {
                given: "a tenth of many",
                lines: [
                    { service: "web-ui", level: "error", message: "couldn't render", times: 30 },
                    { service: "web-ui", level: "info", message: "rendered", times: 270 },
                ],
            },
        ],
    },
    {
        alert: "PaymentErrorsInLogs",
        fires: [
            {
                given: "six errors",
                lines: [{ service: "payment-service", level: "error", message: "card was declined", times: 6 }],
                alerts: [
                    {
                        labels: { severity: "critical", team: "payments", service: "payment-service" },
                        summary: "payment-service logs errors of payments",
                        description: "payment-service in NAMESPACE has logged 6 errors in 5m.",
                    },
                ],
            },
            {
                given: "lines without a level that tell of failures",
                lines: FAILURES.map((message) => ({ service: "payment-service", message })),
                alerts: [
                    {
                        labels: { severity: "critical", team: "payments", service: "payment-service" },
                        summary: "payment-service logs errors of payments",
                        description: `payment-service in NAMESPACE has logged ${FAILURES.length} errors in 5m.`,
                    },
                ],
            },
            {
                given: "levels of their own, whatever the text says",
                lines: [
                    { service: "payment-service", level: "error", message: "done err=<nil>", times: 3 },
                    { service: "payment-service", severityNumber: 17, message: "no error", times: 3 },
                ],
                alerts: [
                    {
                        labels: { severity: "critical", team: "payments", service: "payment-service" },
                        summary: "payment-service logs errors of payments",
                        description: "payment-service in NAMESPACE has logged 6 errors in 5m.",
                    },
                ],
            },
        ],
        silent: [
            {
                given: "lines without a level that only name one",
                lines: HARMLESS.map((message) => ({ service: "payment-service", message, times: 6 })),
            },
            {
                given: "five errors, and those of another team",
                lines: [
                    { service: "payment-service", level: "error", message: "card was declined", times: 5 },
                    { service: "payment-service", level: "warn", message: "card is slow", times: 9 },
                    { service: "order-service", level: "error", message: "payment failed", times: 9 },
                ],
            },
        ],
    },
    {
        alert: "Web3ErrorsInLogs",
        fires: [
            {
                given: "six errors of two services each",
                lines: [
                    { service: "crypto-wallet", level: "error", message: "nonce too low", times: 6 },
                    { service: "defi-service", level: "error", message: "execution reverted", times: 7 },
                ],
                alerts: [
                    {
                        labels: { severity: "critical", team: "web3", service: "crypto-wallet" },
                        summary: "crypto-wallet logs errors of chains",
                        description: "crypto-wallet in NAMESPACE has logged 6 errors in 5m.",
                    },
                    {
                        labels: { severity: "critical", team: "web3", service: "defi-service" },
                        summary: "defi-service logs errors of chains",
                        description: "defi-service in NAMESPACE has logged 7 errors in 5m.",
                    },
                ],
            },
        ],
        silent: [
            {
                given: "five errors of each",
                lines: [
                    { service: "crypto-wallet", level: "error", message: "nonce too low", times: 5 },
                    { service: "defi-service", level: "error", message: "execution reverted", times: 5 },
                ],
            },
        ],
    },
    {
        alert: "AiErrorsInLogs",
        fires: [
            {
                given: "twenty-one errors among many lines",
                lines: [
                    { service: "ai-agents", level: "error", message: "model timed out", times: 21 },
                    { service: "ai-agents", level: "info", message: "answered", times: 250 },
                ],
                alerts: [
                    {
                        labels: { severity: "warning", team: "ai", service: "ai-agents" },
                        summary: "ai-agents logs errors of models",
                        description: "ai-agents in NAMESPACE has logged 21 errors in 5m.",
                    },
                ],
            },
        ],
        silent: [
            {
                given: "twenty errors",
                lines: [{ service: "ai-agents", level: "error", message: "model timed out", times: 20 }],
            },
        ],
    },
];
