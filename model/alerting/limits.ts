/** Figures of alerts and objectives that no setting changes. */

import type { Duration } from "../../config/quantities";

/** From where on machines, namespaces and containers are too full or too restless: shares, but for restarts. */
export const FULL = { cpu: 0.8, memory: 0.85, disk: 0.9, quota: 0.8, restartsAnHour: 5 } as const;

/** Fewer events than these prove nothing, whatever share of them is bad. */
export const LEAST = {
    /** Failures within the five minutes that a share is taken of. */
    failures: 3,
    /** Requests within the five minutes that a quantile is taken of. */
    requests: 10,
    /** AI tasks within half an hour. */
    tasks: 5,
    /** Payments that customers' banks decline within an hour. */
    declines: 20,
    /** Ratings within half an hour. */
    ratings: 5,
    /** Orders a minute that are usual at an hour, below which no anomaly is seen. */
    usualOrdersPerMinute: 1,
    /** The same for revenue, in US dollars. */
    usualRevenuePerMinute: 10,
    /** The same for requests a second at a service that customers' requests arrive at. */
    usualRequests: 0.5,
    /** Bad events within the longer window of a burn rate, and times of it, minutes apart, at which there was one. */
    badEvents: 5,
    badMinutes: 3,
    /** Bad events within the minute that a total failure is told by. */
    lostEvents: 20,
} as const;

/** How long an error budget has to last. */
export const OBJECTIVE_WINDOW = "28d";

/**
 * Upper bounds of the buckets of http_request_duration_seconds, in seconds: the defaults of Prometheus' client libraries.
 * An objective can only be measured at a bound.
 */
export const LATENCY_BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10] as const;

/**
 * How long an alert stays on after its cause is gone: as long as Kubernetes waits at most before it starts a container again
 * (five minutes), and as that may live then. Else each turn of a crash loop would be a page of its own.
 */
export const FLAPPING: Duration = "10m";

/** So many services and parts of the stack with critical alerts at once have one cause: it is one page. */
export const WIDESPREAD = 4;
