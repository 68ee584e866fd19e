/** `metrics`: where metrics go beside the Prometheus of the stack. */

import { z } from "zod";
import { longTerm } from "./long-term";
import { remoteWrite } from "./remote-write";
import { workloadIdentity } from "./storage";

export const metrics = z
    .strictObject({
        longTerm,
        remoteWrite,
        identity: z.strictObject(workloadIdentity).prefault({}).describe("The cloud's identity of Prometheus' pods."),
    })
    .describe("Metrics beyond one Prometheus.");
