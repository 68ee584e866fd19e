/** Throughput, errors and latency of services, recorded. */

import type { StackConfig } from "../../../config/schema";
import type { Group, Recording } from "../../types";
import { rateFromBirth } from "../expressions";
import { attempted, orZero, quantile, rate, share } from "../promql";
import { inApplications } from "../../../model/telemetry/selectors";

const SERVICE = ["namespace", "service"] as const;
const REQUESTS = "service:http_requests:rate5m";
const ERRORS = "service:http_errors:rate5m";

/** What each service does, for dashboards, alerts and objectives: throughput, errors, latency, its dependencies. */
export function serviceLevels(config: StackConfig): Group {
    // A team's own monitor may name no service: nobody could be told whose figures those are.
    const here = `${inApplications(config)}, service!=""`;
    const answered = rate(SERVICE, `http_requests_total{${here}}`);
    return {
        name: "go-coffee.services.levels",
        rules: [
            {
                record: ERRORS,
                expr: orZero(rateFromBirth(SERVICE, `http_requests_total{${here}, code=~"5.."}`), answered),
            },
            // The first failures of a kind are seen before `rate` sees that anything was answered.
            { record: REQUESTS, expr: attempted(answered, ERRORS) },
            { record: "service:http_errors:ratio_rate5m", expr: share(ERRORS, REQUESTS) },
            { record: "service:availability:ratio_rate5m", expr: "1 - service:http_errors:ratio_rate5m" },
            ...[50, 95, 99].map((percent): Recording => ({
                record: `service:http_latency_seconds:p${percent}_5m`,
                expr: quantile(percent / 100, SERVICE, "http_request_duration_seconds", `{${here}}`),
            })),
            {
                record: "service_database:connection_errors:rate5m",
                expr: rateFromBirth([...SERVICE, "database"], `database_connection_errors_total{${here}}`),
            },
            {
                record: "service_database:connection_errors:rate90s",
                expr: rate([...SERVICE, "database"], `database_connection_errors_total{${here}}`, "90s"),
            },
        ],
    };
}
