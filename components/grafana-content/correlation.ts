import { DATASOURCES } from "../../model/grafana/datasources";

/**
 * From one signal to the next. Grafana expands `$` in provisioning files, so one that is to reach it is written twice.
 */

/** Around a span: clocks of nodes differ, and what is logged of a request may come after its end. */
const AROUND = "5m";
/** Rates around a span need more than a moment. */
const AROUND_METRICS = "30m";

/** Resource attribute of a span, and the label of lines and metrics that says the same. */
const SERVICE = { key: "service.name", value: "service_name" } as const;

/** What client libraries and the collector call the trace of an exemplar. */
export const exemplarsToTraces = ["trace_id", "traceID"].map((name) => ({
    name,
    datasourceUid: DATASOURCES.jaeger.uid,
    urlDisplayLabel: "Trace",
}));

/** Lines of the trace and its service: the trace is an attribute beside a line, or written into one that isn't JSON. */
export const traceToLogs = {
    datasourceUid: DATASOURCES.loki.uid,
    spanStartTimeShift: `-${AROUND}`,
    spanEndTimeShift: AROUND,
    tags: [SERVICE],
    customQuery: true,
    query: '{$${__tags}} | label_format in_text=`{{ contains "$${__span.traceId}" __line__ }}` | in_text="true" or trace_id="$${__span.traceId}" | drop in_text',
} as const;

const CALLS = "traces_span_metrics_calls_total{$$__tags}";
const DURATIONS = "traces_span_metrics_duration_milliseconds_bucket{$$__tags}";

/** How the service of a span does. */
export const traceToMetrics = {
    datasourceUid: DATASOURCES.prometheus.uid,
    spanStartTimeShift: `-${AROUND_METRICS}`,
    spanEndTimeShift: AROUND_METRICS,
    tags: [SERVICE],
    queries: [
        { name: "Calls by operation", query: `sum by (span_name) (rate(${CALLS}[$$__rate_interval]))` },
        {
            name: "Failures by operation",
            query: `sum by (span_name) (rate(${CALLS.replace("}", ', status_code="STATUS_CODE_ERROR"}')}[$$__rate_interval]))`,
        },
        {
            name: "p99 by operation, ms",
            query: `histogram_quantile(0.99, sum by (le, span_name) (rate(${DURATIONS}[$$__rate_interval])))`,
        },
    ],
} as const;

const TRACE = { datasourceUid: DATASOURCES.jaeger.uid, url: "$${__value.raw}", urlDisplayLabel: "Trace" } as const;

/** The trace of a line: beside it, or written into a line that isn't JSON. */
export const lineToTrace = [
    { ...TRACE, name: "trace_id", matcherType: "label", matcherRegex: "trace_id" },
    {
        ...TRACE,
        name: "Trace in the text",
        matcherType: "regex",
        matcherRegex: '[tT]race[_-]?[iI][dD]"?\\s*[=:]\\s*"?([0-9a-fA-F]{16,32})',
    },
] as const;
