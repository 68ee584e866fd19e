/** What is aimed at: dashboards show figures against it. */
export const TARGETS = {
    availability: 0.999,
    /** Share of requests that fail with 5xx. */
    errorShare: 0.01,
    paymentSuccess: 0.995,
    web3Success: 0.95,
    ordersPerMinute: 10,
    /** US dollars. */
    revenuePerMinute: 100,
    /** US dollars. */
    averageOrderValue: 8,
    /** Mean rating, 1 to 5. */
    satisfaction: 4,
    /** AI tasks completed of those created. */
    aiEfficiency: 0.9,
} as const;

/** From where on alerts fire, unless config says otherwise. */
export const THRESHOLDS = {
    /** Share of requests that fail with 5xx. */
    errorShare: 0.05,
    /** How many times its latency target the 99th percentile of a service may be. */
    latencyFactor: 2,
    paymentFailures: 0.05,
    web3Failures: 0.1,
    databaseErrorsPerMinute: 1,
    aiEfficiency: 0.8,
    ordersPerMinute: 1,
    /** US dollars. */
    revenuePerMinute: 10,
    /** Mean rating, 1 to 5. */
    satisfaction: 3,
    /** Share of what is usual at this hour: below is an anomaly, and so is above. */
    anomaly: { below: 0.5, above: 3 },
} as const;

/** From where on machines, namespaces and containers are too full or too restless: shares, but for restarts. */
export const FULL = { cpu: 0.8, memory: 0.85, disk: 0.9, quota: 0.8, restartsAnHour: 5 } as const;

/** Fewer events than these prove nothing, whatever share of them is bad. */
export const LEAST = {
    /** Failures within the five minutes that a share is taken of. */
    failures: 3,
    /** Requests within the five minutes that a quantile is taken of. */
    requests: 10,
    /** AI tasks within fifteen minutes. */
    tasks: 5,
    /** Ratings within half an hour. */
    ratings: 5,
    /** Orders a minute that are usual at an hour, below which no anomaly is seen. */
    usualOrdersPerMinute: 1,
    /** The same for revenue, in US dollars. */
    usualRevenuePerMinute: 10,
    /** Bad events within the longer window of a burn rate. */
    badEvents: 5,
} as const;

/** Objectives, unless config says otherwise: https://sre.google/workbook/alerting-on-slos/ */
export const OBJECTIVES = {
    availability: TARGETS.availability,
    latency: 0.99,
    payment: TARGETS.paymentSuccess,
    web3: TARGETS.web3Success,
    ai: TARGETS.aiEfficiency,
} as const;
/** How long an error budget has to last. */
export const OBJECTIVE_WINDOW = "28d";

/**
 * Upper bounds of the buckets of http_request_duration_seconds, in seconds: the defaults of Prometheus' client libraries.
 * An objective can only be measured at a bound.
 */
export const LATENCY_BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10] as const;
