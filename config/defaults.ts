/** Figures that hold unless configuration says otherwise. */

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
    /** Share of orders that can't be placed. */
    orderFailures: 0.05,
    /** Share of orders whose processing fails. */
    processingFailures: 0.05,
    /** After which an order that waits in Kafka is late. */
    processedWithin: "5m",
    web3Failures: 0.1,
    databaseErrorsPerMinute: 1,
    aiEfficiency: 0.8,
    /** After which an agent's task that isn't completed counts as not completed. */
    aiTaskTime: "30m",
    ordersPerMinute: 1,
    /** US dollars. */
    revenuePerMinute: 10,
    /** Mean rating, 1 to 5. */
    satisfaction: 3,
    /** Share of what is usual at this hour: below is an anomaly, and so is above. */
    anomaly: { below: 0.5, above: 3 },
} as const;

/** Objectives, unless config says otherwise: https://sre.google/workbook/alerting-on-slos/ */
export const OBJECTIVES = {
    availability: TARGETS.availability,
    latency: 0.99,
    payment: TARGETS.paymentSuccess,
    web3: TARGETS.web3Success,
    ai: TARGETS.aiEfficiency,
    processing: 0.99,
} as const;

/** Reasons for which a payment fails that are the customer's. */
export const CUSTOMERS_REASONS = ["declined", "card_declined", "insufficient_funds", "expired_card"] as const;
