/** `metrics`: where metrics go beside the Prometheus of the stack. */

import { z } from "zod";
import { longTerm } from "./long-term";
import { remoteWrite } from "./remote-write";
import { text } from "./shapes";

export const metrics = z
    .strictObject({
        longTerm,
        remoteWrite,
        identity: z
            .strictObject({
                annotations: z
                    .record(z.string(), text(0))
                    .default({})
                    .describe("Annotations of the service account, such as eks.amazonaws.com/role-arn."),
                podLabels: z
                    .record(z.string(), text(0))
                    .default({})
                    .describe('Labels that the pods need, such as azure.workload.identity/use: "true" on AKS.'),
            })
            .prefault({})
            .describe("The cloud's identity of Prometheus' pods."),
    })
    .describe("Metrics beyond one Prometheus.");
