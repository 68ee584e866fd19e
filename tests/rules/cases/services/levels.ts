import type { RecordingProof } from "../../harness/proofs";
import { counted, named, SEEN_BEFORE, type Steps } from "../../harness/series";

const ONE = '{namespace="go-coffee", service="api-gateway"}';
const gateway = (metric: string, labels: { readonly [label: string]: string }): string =>
    named(metric, { service: "api-gateway", pod: "a", ...labels });

const requests = (code: string, pod = "a"): string =>
    gateway("http_requests_total", { pod, code, method: "GET", route: "/" });

/** Two pods: 4 requests a second, of which 1 fails. */
const QUARTER = {
    given: "1 of 4 requests a second fails, in two pods",
    steps: { [requests("200")]: 90, [requests("500")]: 20, [requests("503", "b")]: 10 },
};
const FINE = { given: "never a failure", steps: { [requests("200")]: 90 } };
const BROKEN = { given: "nothing but failures", steps: { [requests("500")]: 90 } };

/** 100 requests: 50 within 0.1 s, 90 within 0.5 s, all within 1 s. */
const LATENCIES: Steps = Object.fromEntries(
    Object.entries({ "0.1": 50, "0.5": 90, "1": 100, "+Inf": 100 }).map(([le, count]) => [
        gateway("http_request_duration_seconds_bucket", { le }),
        count,
    ]),
);
const quantile = (record: string, value: number): RecordingProof =>
    counted({ record, given: "100 requests in three buckets", steps: LATENCIES, values: { [ONE]: value } });

export const levels: readonly RecordingProof[] = [
    counted({
        record: "service:http_requests:rate5m",
        ...QUARTER,
        values: { [ONE]: 4 },
        zero: { [ONE]: 0 },
        more: [
            {
                given: "another namespace",
                steps: { 'http_requests_total{namespace="staging", service="x"}': 9 },
                values: {},
            },
        ],
    }),
    counted({
        record: "service:http_errors:rate5m",
        ...QUARTER,
        values: { [ONE]: 1 },
        zero: { [ONE]: 0 },
        more: [
            { ...FINE, values: { [ONE]: 0 } },
            {
                given: "nine failures, the first of their code: the counter is born with them",
                steps: { [requests("200")]: 90 },
                beside: { ...SEEN_BEFORE, [requests("500")]: "_x15 9x4" },
                values: { [ONE]: 9 / 300 },
            },
        ],
    }),
    counted({
        record: "service:http_errors:ratio_rate5m",
        ...QUARTER,
        values: { [ONE]: 0.25 },
        more: [
            { ...FINE, values: { [ONE]: 0 } },
            { ...BROKEN, values: { [ONE]: 1 } },
        ],
    }),
    counted({ record: "service:availability:ratio_rate5m", ...QUARTER, values: { [ONE]: 0.75 } }),
    // The 50th of 100 is the last within 0.1 s; the 95th lies in the middle between 0.5 and 1 s, the 99th nine tenths up.
    quantile("service:http_latency_seconds:p50_5m", 0.1),
    quantile("service:http_latency_seconds:p95_5m", 0.75),
    quantile("service:http_latency_seconds:p99_5m", 0.95),
    counted({
        record: "service_database:connection_errors:rate90s",
        given: "a database",
        steps: { [gateway("database_connection_errors_total", { database: "postgres" })]: 3 },
        values: { '{namespace="go-coffee", service="api-gateway", database="postgres"}': 0.1 },
        zero: { '{namespace="go-coffee", service="api-gateway", database="postgres"}': 0 },
    }),
    counted({
        record: "service_database:connection_errors:rate5m",
        given: "two databases",
        steps: {
            [gateway("database_connection_errors_total", { database: "postgres" })]: 3,
            [gateway("database_connection_errors_total", { database: "redis" })]: 6,
        },
        values: {
            '{namespace="go-coffee", service="api-gateway", database="postgres"}': 0.1,
            '{namespace="go-coffee", service="api-gateway", database="redis"}': 0.2,
        },
        zero: {
            '{namespace="go-coffee", service="api-gateway", database="postgres"}': 0,
            '{namespace="go-coffee", service="api-gateway", database="redis"}': 0,
        },
    }),
];
