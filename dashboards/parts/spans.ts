/** Sections made of the metrics that the collector derives from spans. */

import type { StackConfig } from "../../config/schema";
import { ofRow, section, serviceGraph, table, to, toLogs, toTraces, type Section } from "../lib";
import { linesOf, type Scope } from "./scope";

const CALLS = "traces_span_metrics_calls_total";
const DURATIONS = "traces_span_metrics_duration_milliseconds_bucket";
/** What a service is asked to do, not what it asks of others. */
const SERVED = 'span_kind=~"SPAN_KIND_SERVER|SPAN_KIND_CONSUMER"';
const FAILED = 'status_code="STATUS_CODE_ERROR"';
const WINDOW = "5m";

const rate = (by: string, selector: string): string => `sum by (${by}) (rate(${selector}[${WINDOW}]))`;

/** Slow and failing operations, counted of all spans before sampling. */
export function operations(config: StackConfig, scope: Scope): Section {
    const { service } = scope;
    const me = `service_name="${service}", ${SERVED}`;
    const calls = rate("span_name", `${CALLS}{${me}}`);
    const found = (more: { readonly tags?: string }) => [
        ...toTraces(config, { service, ...more }, "Traces of the service"),
        toLogs(linesOf(scope)),
    ];
    return section(
        "Operations",
        table({
            title: "Slowest operations",
            width: 12,
            height: 7,
            description: "Operations by their 99th percentile over five minutes, the ten slowest.",
            rows: { span_name: "Operation" },
            columns: [
                {
                    name: "p99",
                    query: `topk(10, histogram_quantile(0.99, ${rate("le, span_name", `${DURATIONS}{${me}}`)}) >= 0)`,
                    unit: "milliseconds",
                },
            ],
            sort: "p99",
            leads: found({}),
        }),
        table({
            title: "Failing operations",
            width: 12,
            height: 7,
            description: "Operations by the share of their spans that failed over five minutes, the ten worst.",
            rows: { span_name: "Operation" },
            columns: [
                {
                    name: "Failed",
                    query: `topk(10, ${rate("span_name", `${CALLS}{${me}, ${FAILED}}`)} / (${calls} > 0))`,
                    unit: "share",
                },
            ],
            sort: "Failed",
            whenNone: "No operation failed",
            leads: found({ tags: "error=true" }),
        }),
    );
}

/** Whom it calls and who calls it, from both ends of each call. */
export function dependencies({ service }: Scope): Section {
    const edge = (metric: string, end: "client" | "server"): string =>
        rate("client, server", `${metric}{${end}="${service}"}`);
    const called = edge("traces_service_graph_request_total", "client");
    return section(
        "Dependencies",
        serviceGraph({
            title: "Service graph",
            width: 12,
            height: 9,
            description: "Who calls the service and whom it calls, in requests a second over five minutes.",
            query: `(${edge("traces_service_graph_request_total", "client")} or ${edge("traces_service_graph_request_total", "server")})`,
            unit: "requestsPerSecond",
            leads: [to("service", { service: "${__data.fields.target}" })],
        }),
        table({
            title: "What it depends on",
            width: 12,
            height: 9,
            description:
                "Calls of the service to others over five minutes: how many, how many fail, how slow they are.",
            rows: { server: "Dependency", client: "Caller" },
            columns: [
                { name: "Calls", query: called, unit: "requestsPerSecond" },
                {
                    name: "Failed",
                    query: `${edge("traces_service_graph_request_failed_total", "client")} / (${called} > 0)`,
                    unit: "share",
                },
                {
                    name: "p95",
                    query: `histogram_quantile(0.95, ${rate("le, client, server", `traces_service_graph_request_server_seconds_bucket{client="${service}"}`)}) >= 0`,
                    unit: "seconds",
                    decimals: 3,
                },
            ],
            sort: "Calls",
            leads: [to("service", { service: ofRow("server") })],
        }),
    );
}
