import type { StackConfig } from "../../config/schema";
import { none, ofRow, table, to, type PanelSource } from "../lib";
import { aimsOf } from "./aims";

/** How services are, in a table that several dashboards show. */

interface Of {
    readonly title: string;
    readonly description: string;
    /** Matchers of `service`, such as `service=~"a|b"`; all services when empty. */
    readonly matcher?: string;
    readonly width?: number;
    readonly height?: number;
}

/** A line for each service, the worst first: replicas, errors, latency, traffic, what is left of its error budgets. */
export const serviceHealth = (config: StackConfig, { matcher = "", ...options }: Of): PanelSource => {
    const aims = aimsOf(config);
    const selector = matcher === "" ? "" : `{${matcher}}`;
    return table({
        width: 24,
        height: 11,
        ...options,
        rows: { service: "Service", namespace: "Namespace" },
        columns: [
            {
                name: "Replicas missing",
                query: `clamp_min(service:replicas_wanted:sum${selector} - on (namespace, service) service:replicas_available:sum${selector}, 0)`,
                unit: "number",
                decimals: 0,
                aim: none(),
            },
            {
                name: "Errors",
                query: `service:http_errors:ratio_rate5m${selector}`,
                unit: "share",
                decimals: 2,
                aim: aims.errors,
            },
            { name: "p99", query: `service:http_latency_seconds:p99_5m${selector}`, unit: "seconds", decimals: 2 },
            { name: "Requests", query: `service:http_requests:rate5m${selector}`, unit: "requestsPerSecond" },
            {
                name: "Budget left",
                query: `min by (service, namespace) (service:slo_budget_left:ratio28d${selector})`,
                unit: "share",
                decimals: 0,
                aim: aims.budget,
            },
        ],
        sort: ["Replicas missing", "Errors"],
        leads: [
            to("service", { service: ofRow("service"), namespace: ofRow("namespace") }),
            to("slos", { service: ofRow("service"), namespace: ofRow("namespace") }),
        ],
    });
};

/** Names of the catalogue's services that are wanted, for a matcher; `-` matches none. */
export const namesOf = (
    { services }: StackConfig,
    wanted: (service: StackConfig["services"][string]) => boolean,
): readonly string[] =>
    Object.entries(services)
        .filter(([, service]) => wanted(service))
        .map(([name]) => name)
        .sort();
