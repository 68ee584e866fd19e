/** `demo`: the synthetic Go Coffee. */

import { z } from "zod";
import { between, kubernetesName, text } from "./shapes";

export const demo = z
    .strictObject({
        enabled: z.boolean().default(false).describe("Whether it is deployed. Never in prod: its failures would page."),
        namespace: kubernetesName
            .default("go-coffee-demo")
            .describe("Its namespace: one of the applications' while it is on, made and taken away with it."),
        rate: between(0.1, 50).default(4).describe("Journeys of customers a second, at the busiest hour."),
        seed: text().default("coffee").describe("The same seed, the same traffic."),
    })
    .describe("A synthetic Go Coffee, to try the stack and incidents with: fourteen services that are observed.");
