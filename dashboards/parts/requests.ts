import { FAILED } from "../../model/telemetry/failures";
import { seconds, type Duration } from "../../config/quantities";
import type { StackConfig } from "../../config/schema";
import { DEFAULT_LATENCY_TARGET } from "../../config/schema/services";
import { atLeast, figure, heatmap, highest, section, to, toLogs, toTraces, trend, type Section } from "../lib";
import { linesOf, of, placeOf, type Scope } from "./scope";
import { aimsOf } from "./aims";

/** The latency target of a service, as a series: each may have its own. */
function latencyTarget({ services }: StackConfig, scope: Scope): string {
    const special = Object.entries(services).filter(([, { latencyTarget: own }]) => own !== DEFAULT_LATENCY_TARGET);
    const namesWith = (target: Duration): string =>
        special.flatMap(([name, entry]) => (entry.latencyTarget === target ? [name] : [])).join("|");
    const term = (matcher: string, target: Duration): string =>
        `service:targets_up:sum{${of(scope)}, ${matcher}} * 0 + ${seconds(target)}`;
    return `max(${[
        term(`service!~"${special.map(([name]) => name).join("|")}"`, DEFAULT_LATENCY_TARGET),
        ...[...new Set(special.map(([, entry]) => entry.latencyTarget))].map((target) =>
            term(`service=~"${namesWith(target)}"`, target),
        ),
    ].join("\n  or\n")})`;
}

/** Rate, errors, duration of what a service answers. */
export function requests(config: StackConfig, scope: Scope): Section {
    const me = of(scope);
    const aims = aimsOf(config);
    const errorLines = `${linesOf(scope)} ${FAILED}`;
    const lines = toLogs(linesOf(scope));
    const all = [...toTraces(config, { service: scope.service }), lines];
    const slow = [
        ...toTraces(config, { service: scope.service, minDuration: DEFAULT_LATENCY_TARGET }, "Slow traces"),
        lines,
    ];
    const failed = toTraces(config, { service: scope.service, tags: "error=true" }, "Failed traces");
    return section(
        "Requests",
        figure({
            title: "Requests",
            history: true,
            unknown: "No requests yet",
            description: "HTTP requests answered in a second, over five minutes.",
            query: `sum(service:http_requests:rate5m{${me}})`,
            unit: "requestsPerSecond",
            leads: all,
        }),
        figure({
            title: "Availability",
            history: true,
            unknown: "No requests yet",
            description: "Share of requests that aren't answered with 5xx, over five minutes.",
            query: `min(service:availability:ratio_rate5m{${me}})`,
            unit: "share",
            decimals: 2,
            aim: aims.availability,
            leads: [to("slos", placeOf(scope)), ...failed],
        }),
        figure({
            title: "Latency, p99",
            history: true,
            unknown: "No requests yet",
            description: "What one request in a hundred takes or exceeds, over five minutes.",
            query: `max(service:http_latency_seconds:p99_5m{${me}})`,
            unit: "seconds",
            decimals: 2,
            leads: slow,
        }),
        figure({
            title: "Replicas available",
            unknown: "No replica is known",
            description: "Share of the wanted replicas of the service that Kubernetes holds for available.",
            query: `sum(service:replicas_available:sum{${me}}) / (sum(service:replicas_wanted:sum{${me}}) > 0)`,
            unit: "share",
            decimals: 0,
            aim: atLeast(1),
            leads: [to("infrastructure", scope.namespace === undefined ? {} : { namespace: scope.namespace })],
        }),
        trend({
            title: "Requests by status",
            width: 8,
            height: 7,
            description: "HTTP requests answered in a second, by status code.",
            query: `sum by (code) (rate(http_requests_total{${me}}[$__rate_interval]))`,
            legend: "{{code}}",
            meant: true,
            unit: "requestsPerSecond",
            stacked: true,
            leads: [...all, toLogs(errorLines, "Logs of errors")],
        }),
        trend({
            title: "Errors",
            width: 8,
            height: 7,
            description: "Share of requests answered with 5xx, against the target and the alert's threshold.",
            query: `service:http_errors:ratio_rate5m{${me}}`,
            legend: "{{namespace}}",
            unit: "share",
            aim: aims.errors,
            leads: [toLogs(errorLines, "Logs of errors"), ...failed],
        }),
        heatmap({
            title: "Latency of all requests",
            width: 8,
            height: 7,
            description: "How long requests took, each dot one that leads to its trace.",
            query: `sum by (le) (increase(http_request_duration_seconds_bucket{${me}}[$__rate_interval]))`,
            unit: "seconds",
            leads: slow,
        }),
        trend({
            title: "Latency quantiles",
            width: 8,
            height: 7,
            description: "What half, 5 % and 1 % of requests take or exceed, and the target of the 99th percentile.",
            query: [
                ...[50, 95, 99].map((percent) => ({
                    query: `max(service:http_latency_seconds:p${percent}_5m{${me}})`,
                    legend: `p${percent}`,
                })),
                { query: latencyTarget(config, scope), legend: "target" },
            ],
            meant: true,
            unit: "seconds",
            leads: slow,
        }),
        trend({
            title: "Busiest routes",
            width: 8,
            height: 7,
            description: "HTTP requests answered in a second, of the ten routes with most.",
            query: highest(10, ["route"], `sum by (route) (rate(http_requests_total{${me}}[$__rate_interval]))`),
            legend: "{{route}}",
            unit: "requestsPerSecond",
            leads: all,
        }),
        trend({
            title: "Failing routes",
            width: 8,
            height: 7,
            description: "Requests answered with 5xx in a second, of the ten routes with most.",
            query: highest(
                10,
                ["route"],
                `sum by (route) (rate(http_requests_total{${me}, code=~"5.."}[$__rate_interval])) > 0`,
            ),
            legend: "{{route}}",
            unit: "requestsPerSecond",
            whenNone: "No request failed",
            leads: [...failed, toLogs(errorLines, "Logs of errors")],
        }),
    );
}
