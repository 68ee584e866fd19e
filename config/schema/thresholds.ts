/** `thresholds`: from where on the applications' alerts fire. */

import { z } from "zod";
import { THRESHOLDS } from "../defaults";
import { between, duration, share } from "./shapes";

const MILLION = 1_000_000;

/** From where on alerts of the applications fire. */
export const thresholds = z
    .strictObject({
        errorShare: share.default(THRESHOLDS.errorShare).describe("Share of a service's requests that fail with 5xx."),
        latencyFactor: between(1, 100)
            .default(THRESHOLDS.latencyFactor)
            .describe("How many times its latency target the 99th percentile of a service may be."),
        paymentFailures: share.default(THRESHOLDS.paymentFailures).describe("Share of payments that fail."),
        orderFailures: share.default(THRESHOLDS.orderFailures).describe("Share of orders that can't be placed."),
        processingFailures: share
            .default(THRESHOLDS.processingFailures)
            .describe("Share of orders whose processing fails, of a service of class async."),
        processedWithin: duration
            .default(THRESHOLDS.processedWithin)
            .describe("How long an order may wait in Kafka for a service of class async before it is late."),
        web3Failures: share
            .default(THRESHOLDS.web3Failures)
            .describe("Share of the transactions on a chain that fail or are reverted."),
        databaseErrorsPerMinute: between(0, MILLION)
            .default(THRESHOLDS.databaseErrorsPerMinute)
            .describe("Failed connections of a service to a database, a minute."),
        aiEfficiency: share
            .default(THRESHOLDS.aiEfficiency)
            .describe("Share of an agent's tasks that are completed: too little is below it."),
        aiTaskTime: duration
            .default(THRESHOLDS.aiTaskTime)
            .describe("How long an agent's task may take: after it, one that isn't completed counts as not completed."),
        ordersPerMinute: between(0, MILLION)
            .default(THRESHOLDS.ordersPerMinute)
            .describe("Orders a minute in trading hours: too few are below it."),
        revenuePerMinute: between(0, MILLION)
            .default(THRESHOLDS.revenuePerMinute)
            .describe("Revenue a minute in trading hours, US dollars: too little is below it."),
        satisfaction: between(1, 5)
            .default(THRESHOLDS.satisfaction)
            .describe("Mean rating of customers, 1 to 5: too little is below it."),
        anomaly: z
            .strictObject({
                below: share.default(THRESHOLDS.anomaly.below).describe("Share of the usual below which it is one."),
                above: between(1, 1000)
                    .default(THRESHOLDS.anomaly.above)
                    .describe("How many times the usual above which it is one."),
            })
            .prefault({})
            .describe("When orders or revenue of an hour are an anomaly, against the usual ones of that hour."),
    })
    .describe("From where on alerts of the applications fire.");
