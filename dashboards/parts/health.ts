import type { StackConfig } from "../../config/schema";
import { alertList, atLeast, atMost, figure, ofRow, ofSeries, table, timeline, to, type PanelSource } from "../lib";
import { aimsOf } from "./aims";

/** Panels that several dashboards show: how services are, what fires. */

interface Of {
    readonly title: string;
    readonly description: string;
    /** Matchers of `service`, such as `service=~"a|b"`; all services when empty. */
    readonly matcher?: string;
    readonly width?: number;
    readonly height?: number;
}

/** A line for each service: replicas, traffic, errors, latency, what is left of its error budgets. */
export const serviceHealth = (config: StackConfig, { matcher = "", ...options }: Of): PanelSource => {
    const aims = aimsOf(config);
    const selector = matcher === "" ? "" : `{${matcher}}`;
    const of = (series: string): string => `sum by (service, namespace) (${series}${selector})`;
    return table({
        width: 24,
        height: 11,
        ...options,
        rows: { service: "Service", namespace: "Namespace" },
        columns: [
            { name: "Replicas up", query: of("service:targets_up:sum"), unit: "number", decimals: 0, aim: atLeast(1) },
            { name: "Requests", query: of("service:http_requests:rate5m"), unit: "requestsPerSecond" },
            {
                name: "Errors",
                query: of("service:http_errors:ratio_rate5m"),
                unit: "share",
                decimals: 2,
                aim: aims.errors,
            },
            { name: "p99", query: of("service:http_latency_seconds:p99_5m"), unit: "seconds", decimals: 2 },
            {
                name: "Least budget left",
                query: `min by (service, namespace) (service:slo_budget_left:ratio28d${selector})`,
                unit: "share",
                aim: aims.budget,
            },
        ],
        sort: "Requests",
        leads: [
            to("service", { service: ofRow("service"), namespace: ofRow("namespace") }),
            to("slos", { service: ofRow("service"), namespace: ofRow("namespace") }),
        ],
    });
};

/** Alerts that tell somebody, and what else is asked of them. */
const notifying = (matcher: string): string =>
    ['severity=~"critical|warning|business"', ...(matcher === "" ? [] : [matcher])].join(", ");
const firingSeries = (matcher: string): string => `ALERTS{alertstate="firing", ${notifying(matcher)}}`;

/** How many alerts fire, by severity. */
export const alertCount = ({ matcher = "", ...options }: Of): PanelSource =>
    figure({
        ...options,
        query: `count by (severity) (${firingSeries(matcher)})`,
        unit: "number",
        decimals: 0,
        legend: "{{severity}}",
        aim: atMost(1),
        whenNone: "No alert fires",
        leads: [to("onCall")],
    });

/** Which alerts fire, from logs too. */
export const firing = ({ matcher = "", ...options }: Of): PanelSource =>
    alertList({ ...options, labels: `{${notifying(matcher)}}`, leads: [to("onCall")] });

/** When alerts fired. */
export const alertHistory = ({ matcher = "", ...options }: Of): PanelSource =>
    timeline({
        ...options,
        query: `max by (alertname, service) (${firingSeries(matcher)})`,
        legend: "{{alertname}} {{service}}",
        states: { "1": { text: "firing", color: "red" } },
        whenNone: "No alert fired",
        leads: [to("service", { service: ofSeries("service") })],
    });

/** Names of the catalogue's services that are wanted, for a matcher; `-` matches none. */
export const namesOf = (
    { services }: StackConfig,
    wanted: (service: StackConfig["services"][string]) => boolean,
): readonly string[] =>
    Object.entries(services)
        .filter(([, service]) => wanted(service))
        .map(([name]) => name)
        .sort();
