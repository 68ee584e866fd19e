import { z } from "zod";
import { OBJECTIVES } from "../defaults";
import { between } from "./shapes";

/** Share of events that must be good. */
const objective = between(0.5, 0.99999);

export const objectives = z
    .strictObject({
        availability: objective.default(OBJECTIVES.availability).describe("Requests that don't fail with 5xx."),
        latency: objective
            .default(OBJECTIVES.latency)
            .describe("Requests that are answered within the latency target of their service."),
        payment: objective.default(OBJECTIVES.payment).describe("Payments that succeed."),
        web3: objective.default(OBJECTIVES.web3).describe("Web3 transactions that succeed."),
        processing: objective
            .default(OBJECTIVES.processing)
            .describe("Orders that are processed within thresholds.processedWithin, of services of class async."),
        ai: objective.default(OBJECTIVES.ai).describe("Tasks of AI agents that are completed."),
    })
    .describe(
        "Service level objectives: shares of good events over 28 days, for the services of a class (services.*.slo).",
    );
