/** A dashboard for each team. */

import { FAILED } from "../model/telemetry/failures";
import type { StackConfig } from "../config/schema";
import { TEAMS } from "../config/schema/services";
import { choiceOf, logs, ofSeries, page, section, to, toLogs, trend, type Variable } from "./lib";
import { alertHistory, firing, status } from "./parts/alerts";
import { namesOf, serviceHealth } from "./parts/health";
import { aimsOf } from "./parts/aims";

const MINE = 'service=~"$team"';

/** A team stands for its services. */
const teamChoice = (config: StackConfig): Variable =>
    choiceOf(
        [
            { text: "all", value: ".+" },
            ...TEAMS.map((team) => ({
                text: team,
                value: namesOf(config, (service) => service.team === team).join("|"),
            })),
        ].filter(({ value }) => value !== ""),
        { name: "team", label: "Team", description: "Whose services are shown." },
    );

/** Where a team begins: its services side by side. */
export const teams = (config: StackConfig) => {
    const aims = aimsOf(config);
    const leads = [to("service", { service: ofSeries("service"), namespace: ofSeries("namespace") })];
    return page(config, {
        name: "teams",
        description: "Which of my team's services is not well?",
        status: [status(MINE)],
        variables: [teamChoice(config)],
        sections: [
            section(
                "Services",
                serviceHealth(config, {
                    title: "Health",
                    description:
                        "Each service of the team over the last five minutes, and the least that is left of its error budgets.",
                    matcher: MINE,
                    width: 16,
                }),
                firing({
                    title: "Firing alerts",
                    description: "Alerts of the team's services that fire, worst first, since when.",
                    matcher: MINE,
                    width: 8,
                    height: 11,
                }),
            ),
            section(
                "Trends",
                trend({
                    title: "Requests",
                    description: "HTTP requests that each service answers in a second.",
                    query: `service:http_requests:rate5m{${MINE}}`,
                    legend: "{{service}}",
                    unit: "requestsPerSecond",
                    leads,
                }),
                trend({
                    title: "Errors",
                    description:
                        "Share of requests that each service answers with 5xx, against the target and the alert's threshold.",
                    query: `service:http_errors:ratio_rate5m{${MINE}}`,
                    legend: "{{service}}",
                    unit: "share",
                    aim: aims.errors,
                    leads,
                }),
                trend({
                    title: "Latency, p99",
                    description: "What one request in a hundred to each service takes or exceeds.",
                    query: `service:http_latency_seconds:p99_5m{${MINE}}`,
                    legend: "{{service}}",
                    unit: "seconds",
                    leads,
                }),
                trend({
                    title: "Error budgets left",
                    description: "What is left of each objective's error budget of 28 days.",
                    query: `service:slo_budget_left:ratio28d{${MINE}}`,
                    legend: "{{service}} {{slo}}",
                    unit: "share",
                    aim: aims.budget,
                    leads,
                }),
                alertHistory({
                    title: "Alerts",
                    description: "When alerts of the team's services fired.",
                    matcher: MINE,
                    width: 24,
                }),
                logs({
                    title: "Errors in logs",
                    description: "Lines of the team's services that tell of a failure, newest first.",
                    query: `{service_name=~"$team"} ${FAILED}`,
                    whenNone: "No line tells of a failure",
                    leads: [toLogs('{service_name=~"${team}"}', "All lines")],
                }),
            ),
        ],
    });
};
