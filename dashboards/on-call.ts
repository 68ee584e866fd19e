/** The dashboard of those on call. */

import { factorOver } from "../model/alerting/burn-windows";
import { FAILED } from "../model/telemetry/failures";
import type { StackConfig } from "../config/schema";
import { inApplications } from "../model/telemetry/selectors";
import { atMost, figure, highest, logs, none, ofRow, ofSeries, page, section, table, to, toTraces, trend } from "./lib";
import { alertCount, alertHistory, allAlerts, firing, status } from "./parts/alerts";
import { probeSections } from "./parts/probes";
import { aimsOf } from "./parts/aims";

const SERVICE = ["namespace", "service"];

/** Where whoever was just woken up begins: what fires, what is worst, what changed. */
export const onCall = (config: StackConfig) => {
    const aims = aimsOf(config);
    const service = [to("service", { service: ofSeries("service"), namespace: ofSeries("namespace") })];
    const failed = toTraces(config, { service: ofSeries("service"), tags: "error=true" }, "Failed traces");
    const applications = config.namespaces.applications.map(({ name }) => name).join("|");
    return page(config, {
        name: "onCall",
        description:
            "What is broken now, since when, and which service is worst? What was deployed, and what do they say?",
        status: [status()],
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
                    unknown: "No service is known",
                    description: "Services that want replicas and have none available.",
                    query: "count((service:replicas_wanted:sum > 0) and on (namespace, service) (service:replicas_available:sum == 0)) or count(service:replicas_wanted:sum) * 0",
                    unit: "number",
                    decimals: 0,
                    aim: none(),
                    whenZero: "None",
                    width: 8,
                    leads: [to("teams")],
                }),
                figure({
                    title: "Nodes not ready",
                    unknown: "No machine is known",
                    description: "Machines that aren't ready for pods.",
                    query: 'sum(max by (node) (kube_node_status_condition{condition="Ready", status="true"}) == bool 0)',
                    unit: "number",
                    decimals: 0,
                    aim: none(),
                    whenZero: "None",
                    width: 8,
                    leads: [to("infrastructure")],
                }),
                firing({
                    title: "Firing alerts",
                    description: "Alerts from metrics that fire, worst first, since when.",
                    width: 14,
                }),
                alertHistory({
                    title: "When they fired",
                    description: "When each alert fired: what came first.",
                    width: 10,
                }),
            ),
            ...probeSections(config),
            section(
                "Worst services",
                trend({
                    title: "Errors",
                    description: "Share of requests answered with 5xx, of the five services with most.",
                    query: highest(5, SERVICE, "service:http_errors:ratio_rate5m"),
                    legend: "{{service}}",
                    unit: "share",
                    aim: aims.errors,
                    width: 8,
                    leads: [...service, ...failed],
                }),
                trend({
                    title: "Latency, p99",
                    description: "What one request in a hundred takes or exceeds, of the five slowest services.",
                    query: highest(5, SERVICE, "service:http_latency_seconds:p99_5m"),
                    legend: "{{service}}",
                    unit: "seconds",
                    width: 8,
                    leads: [...service, ...failed],
                }),
                trend({
                    title: "Budgets burning",
                    description:
                        "How many times faster than it lasts an error budget burns over an hour, of the five fastest.",
                    query: highest(5, [...SERVICE, "slo"], "service:slo_burn:rate1h"),
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
                allAlerts({
                    title: "Alerts of metrics and logs",
                    description: "Alerts that fire or are about to, from metrics and logs, each with its runbook.",
                    width: 24,
                    height: 8,
                }),
            ),
        ],
    });
};
