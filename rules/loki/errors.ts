/** Alerts on log lines that tell of errors. */

import type { Duration } from "../../config/quantities";
import type { StackConfig } from "../../config/schema";
import { FAILED } from "../../model/telemetry/failures";
import { byTeam, servicesOf } from "../teams";
import type { Alert, Group, Severity, Team } from "../types";
import { linesOf, linesOfAlert, matching, WITH_CAUSE, without } from "./lines";
import { percent } from "../wording";

const WINDOW: Duration = "5m";

/** How Go ends: a panic, one that a server recovered from, an error of the runtime. */
const PANIC = "panic: |panic serving |panic recovered|^fatal error: ";
/** A single line that says there was none; what a real one says is never on one line alone. */
const NO_PANIC =
    "(?i)^[^\\n]*(\\b(no|without|without a|zero|never) panics?\\b|\\bpanic: (false|none|no|off)\\b)[^\\n]*$";
const PANICS = `${matching(PANIC)} ${without(NO_PANIC)}`;
/** A database is named, and the connection to it. */
const DATABASE = "(?i)\\b(postgres(ql)?|pgx?|pq|sql|database|db|redis|mongo(db)?)\\b";
const CONNECTION =
    "(?i)connect|dial|timed? ?out|too many|pool|refused|reset by peer|broken pipe|unavailable|deadlock|no route";
const DATABASE_ERRORS = `${FAILED} ${WITH_CAUSE} ${matching(DATABASE)} ${matching(CONNECTION)}`;
const AT_MOST = 5;

/** Share of error lines from which on something is wrong, and how many lines it takes to speak of a share. */
const ERROR_SHARE = 0.1;
const ERROR_LINES = 20;
const SHARE_WINDOW: Duration = "10m";

const ofService = (pipeline: string) =>
    ({
        dashboard: "service",
        variables: { service: "{{ $labels.service }}" },
        logs: linesOfAlert(pipeline),
        traces: { service: "{{ $labels.service }}", tags: "error=true" },
    }) as const;

/** Panics, failing databases and rising errors, of any service: to the team that owns it. */
export const errorAlerts = (config: StackConfig): Group => ({
    name: "go-coffee.logs.errors",
    interval: "1m",
    rules: byTeam(config, "service_name").flatMap(({ team, matcher: services }): readonly Alert[] => {
        const errors = linesOf(config, { services, pipeline: FAILED, window: SHARE_WINDOW });
        const all = linesOf(config, { services, window: SHARE_WINDOW });
        return [
            {
                alert: "PanicInLogs",
                expr: `${linesOf(config, { services, pipeline: PANICS, window: WINDOW })} > 0`,
                severity: "critical",
                team,
                threshold: "above 0",
                summary: "{{ $labels.service }} panics",
                description: `{{ $labels.service }} in {{ $labels.namespace }} has logged {{ $value }} panics in ${WINDOW}.`,
                links: ofService(PANICS),
            },
            {
                alert: "DatabaseErrorsInLogs",
                expr: `${linesOf(config, { services, pipeline: DATABASE_ERRORS, window: WINDOW })} > ${AT_MOST}`,
                severity: "critical",
                team,
                threshold: `above ${AT_MOST}`,
                summary: "{{ $labels.service }} can't use its database",
                description: `{{ $labels.service }} in {{ $labels.namespace }} has logged {{ $value }} errors of its connection to a database in ${WINDOW}.`,
                links: ofService(FAILED),
            },
            {
                alert: "ErrorLogsHigh",
                expr: `(${errors}\n/ ${all}\n> ${ERROR_SHARE})\nand ${errors} > ${ERROR_LINES}`,
                severity: "warning",
                team,
                threshold: `above ${percent(ERROR_SHARE)}`,
                summary: "{{ $labels.service }} logs many errors",
                description: `{{ $value | humanizePercentage }} of the lines of {{ $labels.service }} in {{ $labels.namespace }} have been errors for ${SHARE_WINDOW}.`,
                links: ofService(FAILED),
            },
        ];
    }),
});

interface Business {
    readonly alert: string;
    readonly team: Team;
    readonly severity: Severity;
    /** Lines in the window that are still usual. */
    readonly atMost: number;
    readonly what: string;
}

const BUSINESS: readonly Business[] = [
    { alert: "PaymentErrorsInLogs", team: "payments", severity: "critical", atMost: 5, what: "payments" },
    { alert: "Web3ErrorsInLogs", team: "web3", severity: "critical", atMost: 5, what: "chains" },
    { alert: "AiErrorsInLogs", team: "ai", severity: "warning", atMost: 20, what: "models" },
];

/** Errors of the services that a team lives by: fewer of them matter than elsewhere. */
export const businessErrorAlerts = (config: StackConfig): Group => ({
    name: "go-coffee.logs.business",
    interval: "1m",
    rules: BUSINESS.filter(({ team }) => servicesOf(config, team).length > 0).map(
        ({ alert, team, severity, atMost, what }): Alert => ({
            alert,
            expr: `${linesOf(config, {
                services: `service_name=~"${servicesOf(config, team).join("|")}"`,
                pipeline: FAILED,
                window: WINDOW,
            })} > ${atMost}`,
            severity,
            team,
            threshold: `above ${atMost}`,
            summary: `{{ $labels.service }} logs errors of ${what}`,
            description: `{{ $labels.service }} in {{ $labels.namespace }} has logged {{ $value }} errors in ${WINDOW}.`,
            links: ofService(FAILED),
        }),
    ),
});
