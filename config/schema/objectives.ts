import { z } from "zod";
import { OBJECTIVES } from "../targets";

const BETWEEN = "must lie between 0.5 and 0.99999";
/** Share of events that must be good. `pulumi config set --path` writes fractions as text. */
const objective = z.preprocess(
    (value) => (typeof value === "string" && /^\d*\.?\d+$/.test(value) ? Number(value) : value),
    z.number().min(0.5, BETWEEN).max(0.99999, BETWEEN),
);

export const objectives = z
    .strictObject({
        availability: objective.default(OBJECTIVES.availability).describe("Requests that don't fail with 5xx."),
        latency: objective
            .default(OBJECTIVES.latency)
            .describe("Requests that are answered within the latency target of their service."),
        payment: objective.default(OBJECTIVES.payment).describe("Payments that succeed."),
        web3: objective.default(OBJECTIVES.web3).describe("Web3 transactions that succeed."),
        ai: objective.default(OBJECTIVES.ai).describe("Tasks of AI agents that are completed."),
    })
    .describe(
        "Service level objectives: shares of good events over 28 days, for the services of a class (services.*.slo).",
    );
