import { factorOver } from "../model/alerting/burn-windows";
import { FAILED } from "../model/telemetry/failures";
import type { StackConfig } from "../config/schema";
import { inApplications } from "../model/telemetry/selectors";
import { atMost, figure, logs, ofRow, ofSeries, page, section, table, to, toTraces, trend } from "./lib";
import { alertCount, alertHistory, firing } from "./parts/health";
import { aimsOf } from "./parts/aims";

/** Where whoever was just woken up begins: what fires, what is worst, what changed. */
export const onCall = (config: StackConfig) => {
    const aims = aimsOf(config);
    const service = [to("service", { service: ofSeries("service"), namespace: ofSeries("namespace") })];
    const failed = toTraces(config, { service: ofSeries("service"), tags: "error=true" }, "Failed traces");
    const applications = config.namespaces.applications.map(({ name }) => name).join("|");
    return page(config, {
        name: "onCall",
        description: "What fires, which services are worst, what was deployed, what they say.",
        sections: [
            section(
                "Now",
                alertCount({
                    title: "Alerts",
                    description: "How many alerts fire, by severity; those from metrics.",
                    width: 8,
                }),
                figure({
                    title: "Services down",
                    description: "Services that want replicas and have none available.",
                    query: "count((service:replicas_wanted:sum > 0) and on (namespace, service) (service:replicas_available:sum == 0))",
                    unit: "number",
                    decimals: 0,
                    aim: atMost(1),
                    whenNone: "None",
                    width: 8,
                    leads: [to("teams")],
                }),
                figure({
                    title: "Nodes not ready",
                    description: "Machines that aren't ready for pods.",
                    query: 'count(max by (node) (kube_node_status_condition{condition="Ready", status="true"}) == 0)',
                    unit: "number",
                    decimals: 0,
                    aim: atMost(1),
                    whenNone: "None",
                    width: 8,
                    leads: [to("infrastructure")],
                }),
                firing({
                    title: "Firing alerts",
                    description: "Alerts that fire or are about to, from metrics and logs, each with its runbook.",
                }),
                alertHistory({ title: "When they fired", description: "When each alert fired: what came first." }),
            ),
            section(
                "Worst services",
                trend({
                    title: "Errors",
                    description: "Share of requests answered with 5xx, of the five services with most.",
                    query: "topk(5, service:http_errors:ratio_rate5m)",
                    legend: "{{service}}",
                    unit: "share",
                    aim: aims.errors,
                    width: 8,
                    leads: [...service, ...failed],
                }),
                trend({
                    title: "Latency, p99",
                    description: "What one request in a hundred takes or exceeds, of the five slowest services.",
                    query: "topk(5, service:http_latency_seconds:p99_5m)",
                    legend: "{{service}}",
                    unit: "seconds",
                    width: 8,
                    leads: [...service, ...failed],
                }),
                trend({
                    title: "Budgets burning",
                    description:
                        "How many times faster than it lasts an error budget burns over an hour, of the five fastest.",
                    query: "topk(5, service:slo_burn:rate1h)",
                    legend: "{{service}} {{slo}}",
                    unit: "number",
                    aim: atMost(1, factorOver("1h")),
                    width: 8,
                    leads: [to("slos", { service: ofSeries("service"), namespace: ofSeries("namespace") })],
                }),
                table({
                    title: "Replicas missing",
                    description: "Services with fewer replicas available than wanted.",
                    rows: { service: "Service", namespace: "Namespace" },
                    columns: [
                        {
                            name: "Missing",
                            query: "service:replicas_wanted:sum - on (namespace, service) service:replicas_available:sum > 0",
                            unit: "number",
                            decimals: 0,
                        },
                    ],
                    sort: "Missing",
                    whenNone: "None is missing",
                    leads: [to("service", { service: ofRow("service"), namespace: ofRow("namespace") })],
                }),
                table({
                    title: "Restarts",
                    description: "Restarts of the applications' containers within the last hour.",
                    rows: { pod: "Pod", namespace: "Namespace" },
                    columns: [
                        {
                            name: "Restarts",
                            query: `sum by (pod, namespace) (pod:container_restarts:increase1h{${inApplications(config)}}) > 0`,
                            unit: "number",
                            decimals: 0,
                        },
                    ],
                    sort: "Restarts",
                    whenNone: "No container restarted",
                    leads: [to("infrastructure", { namespace: ofRow("namespace"), pod: ofRow("pod") })],
                }),
            ),
            section(
                "What they say",
                logs({
                    title: "Errors in logs",
                    description:
                        "Lines of the applications that tell of a failure, newest first; a line with a trace leads to it.",
                    query: `{k8s_namespace_name=~"${applications}"} ${FAILED}`,
                    whenNone: "No line tells of a failure",
                }),
            ),
        ],
    });
};
