/** The dashboard of the AI team. */

import { FAILED } from "../model/telemetry/failures";
import type { StackConfig } from "../config/schema";
import {
    figure,
    folded,
    heatmap,
    logs,
    ofSeries,
    page,
    section,
    to,
    toTraces,
    trend,
    valuesOf,
    type Section,
} from "./lib";
import { status } from "./parts/alerts";
import { namesOf, serviceHealth } from "./parts/health";
import { tracesOf } from "./parts/logs-and-traces";
import { aimsOf } from "./parts/aims";

const AGENT = 'agent=~"$agent"';
const toService = [to("service", { service: ofSeries("service"), namespace: ofSeries("namespace") })];
const toAgents = [to("service", { service: "ai-agents" }, "AI agents")];
const slow = (config: StackConfig) => [
    ...toTraces(config, { service: "ai-agents", minDuration: "2s" }, "Slow traces"),
    ...toAgents,
];

/** What AI agents do, for the AI team. */
export const ai = (config: StackConfig) => {
    const services = namesOf(config, ({ team }) => team === "ai");
    return page(config, {
        name: "ai",
        description:
            "Do AI agents get their tasks done: what waits, how long do models take, what fails and what costs?",
        status: [status('team="ai"')],
        variables: [
            valuesOf("agent", "service_agent:ai_tasks_created:rate5m", {
                name: "agent",
                label: "Agent",
                description: "Agents of which tasks and inferences are shown.",
                all: true,
            }),
        ],
        sections: [
            tasks(config),
            inferences(config),
            folded(cost()),
            section(
                "Services",
                serviceHealth(config, {
                    title: "Health of the services",
                    description:
                        "The AI team's services over the last five minutes, and what is left of their error budgets.",
                    matcher: `service=~"${services.join("|")}"`,
                    height: 6,
                }),
                ...services.flatMap((service) => tracesOf(config, { service }).slice(0, 1)),
                logs({
                    title: "Errors in logs",
                    height: 8,
                    description: "Lines of the AI team's services that tell of a failure, newest first.",
                    query: `{service_name=~"${services.join("|")}"} ${FAILED}`,
                    whenNone: "No line tells of a failure",
                }),
            ),
        ],
    });
};

const perMinute = (metric: string): string => `sum by (agent) (${metric}{${AGENT}}) * 60`;

const tasks = (config: StackConfig): Section => {
    const aims = aimsOf(config);
    return section(
        "Tasks",
        figure({
            title: "Created per minute",
            history: true,
            unknown: "No tasks yet",
            description: "Tasks given to agents in a minute, over the last five.",
            query: `sum(service_agent:ai_tasks_created:rate5m{${AGENT}}) * 60`,
            unit: "number",
            leads: toAgents,
        }),
        figure({
            title: "Completed per minute",
            history: true,
            unknown: "No tasks yet",
            description: "Tasks that agents complete in a minute, over the last five.",
            query: `sum(service_agent:ai_tasks_completed:rate5m{${AGENT}}) * 60`,
            unit: "number",
            leads: toAgents,
        }),
        figure({
            title: "Efficiency",
            history: true,
            unknown: "No tasks yet",
            description:
                "Tasks completed by all agents of those that should be by now, over half an hour; beside it the same time a week ago.",
            query: "business:ai_efficiency:ratio_rate30m",
            unit: "share",
            aim: aims.ai,
            lastWeek: true,
            leads: toAgents,
        }),
        figure({
            title: "Inference, p95",
            history: true,
            unknown: "No inferences yet",
            description:
                "What 5 % of inferences of all agents take or exceed, over five minutes; beside it the same time a week ago.",
            query: "business:ai_inference_seconds:p95_5m",
            unit: "seconds",
            decimals: 2,
            lastWeek: true,
            leads: slow(config),
        }),
        trend({
            title: "Tasks created",
            description: "Tasks given to each agent in a minute.",
            query: perMinute("service_agent:ai_tasks_created:rate5m"),
            legend: "{{agent}}",
            unit: "perMinute",
            leads: toAgents,
        }),
        trend({
            title: "Tasks completed",
            description: "Tasks that each agent completes in a minute.",
            query: perMinute("service_agent:ai_tasks_completed:rate5m"),
            legend: "{{agent}}",
            unit: "perMinute",
            leads: toAgents,
        }),
        trend({
            title: "Efficiency by agent",
            description:
                "Tasks completed of those that should be by now, over half an hour, against the target and the alert's threshold.",
            query: `service_agent:ai_efficiency:ratio_rate30m{${AGENT}}`,
            legend: "{{agent}}",
            unit: "share",
            aim: aims.ai,
            leads: toService,
        }),
        trend({
            title: "Tasks waiting",
            description: "Tasks created but not completed within the last hour: what piles up, or was given up.",
            query: `clamp_min(
  sum by (agent) (increase(ai_agent_tasks_created_total{${AGENT}}[1h]))
    - (sum by (agent) (increase(ai_agent_tasks_completed_total{${AGENT}}[1h])) or sum by (agent) (increase(ai_agent_tasks_created_total{${AGENT}}[1h])) * 0),
  0
)`,
            legend: "{{agent}}",
            unit: "number",
            leads: toAgents,
        }),
    );
};

const inferenceQuantile = (quantile: number): string =>
    `histogram_quantile(${quantile}, sum by (le, agent, model) (rate(ai_inference_duration_seconds_bucket{${AGENT}}[$__rate_interval]))) >= 0`;

const inferences = (config: StackConfig): Section =>
    section(
        "Inference",
        heatmap({
            title: "Inference times",
            description: "How long inferences take, each dot one that leads to its trace.",
            query: `sum by (le) (increase(ai_inference_duration_seconds_bucket{${AGENT}}[$__rate_interval]))`,
            unit: "seconds",
            leads: slow(config),
        }),
        trend({
            title: "Percentile 95 by agent and model",
            description: "What 5 % of the inferences of each agent and model take or exceed.",
            query: `agent_model:ai_inference_seconds:p95_5m{${AGENT}}`,
            legend: "{{agent}} {{model}}",
            unit: "seconds",
            leads: slow(config),
        }),
        trend({
            title: "Median by agent and model",
            description: "What half of the inferences of each agent and model take or exceed.",
            query: inferenceQuantile(0.5),
            legend: "{{agent}} {{model}}",
            unit: "seconds",
            exemplars: true,
            leads: slow(config),
        }),
        trend({
            title: "Percentile 99 by agent and model",
            description: "What 1 % of the inferences of each agent and model take or exceed.",
            query: inferenceQuantile(0.99),
            legend: "{{agent}} {{model}}",
            unit: "seconds",
            exemplars: true,
            leads: slow(config),
        }),
    );

const cost = (): Section =>
    section(
        "What costs",
        trend({
            title: "Time of models",
            description:
                "Seconds of inference in each second, by model: how many run at once, which is what is paid for.",
            query: `sum by (model) (rate(ai_inference_duration_seconds_sum{${AGENT}}[$__rate_interval]))`,
            legend: "{{model}}",
            unit: "number",
            width: 8,
            stacked: true,
            leads: toAgents,
        }),
        trend({
            title: "Inferences",
            description: "Inferences in a minute, by model.",
            query: `sum by (model) (rate(ai_inference_duration_seconds_count{${AGENT}}[$__rate_interval])) * 60`,
            legend: "{{model}}",
            unit: "perMinute",
            width: 8,
            stacked: true,
            leads: toAgents,
        }),
        trend({
            title: "Inferences per completed task",
            description: "How many inferences an agent needs for a task that it completes, over half an hour.",
            query: `sum by (agent) (rate(ai_inference_duration_seconds_count{${AGENT}}[30m]))
  /
(sum by (agent) (service_agent:ai_tasks_completed:rate30m{${AGENT}}) > 0)`,
            legend: "{{agent}}",
            unit: "number",
            width: 8,
            leads: toAgents,
        }),
    );
