/** `network`: who may call whom, and which addresses no pod has. */

import { z } from "zod";
import { shaped } from "./shapes";

const BLOCK =
    /^(?:(?:\d{1,3}\.){3}\d{1,3}\/(?:\d|[12]\d|3[0-2])|[0-9a-fA-F:]*:[0-9a-fA-F:]*\/(?:\d|[1-9]\d|1[01]\d|12[0-8]))$/;
const blocks = z.array(shaped(BLOCK, "a block of addresses", "10.0.0.0/16")).default([]);

export const network = z
    .strictObject({
        policies: z
            .boolean()
            .default(true)
            .describe(
                "Whether the namespaces of the stack refuse every connection that the stack doesn't need (NetworkPolicy; the cluster's network must enforce it).",
            ),
        apiServer: blocks.describe(
            "Addresses of the API server, as it calls webhooks and is called; empty, its ports are open to and from anywhere. `npm run doctor` proposes them.",
        ),
        nodes: blocks.describe(
            "Addresses of the nodes: kubelets and what listens on the host; empty, their ports are open towards anywhere. `npm run doctor` proposes them.",
        ),
    })
    .describe("Network of the stack's namespaces.");
