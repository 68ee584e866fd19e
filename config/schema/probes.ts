/** `probes`: what is looked at as customers see it, from before the pods. */

import { z } from "zod";
import { TEAMS } from "./services";
import { duration, kubernetesName, url } from "./shapes";

const probe = z.strictObject({
    url: url.describe("What is called, such as the page that the shop opens with; redirects are followed."),
    team: z.enum(TEAMS).default("platform").describe("Team that is told."),
    latency: duration.default("2s").describe("How long an answer may take on average before it is too slow."),
    statusCodes: z
        .array(z.int().min(100).max(599))
        .default([])
        .describe("Codes of an answer that is right; empty, every 2xx."),
});

export const probes = z
    .strictObject({
        urls: z
            .record(kubernetesName, probe)
            .default({})
            .describe(
                "URLs by a name of yours, each called by a blackbox exporter, which is deployed where there are any.",
            ),
        interval: duration.default("30s").describe("How often each is called."),
    })
    .describe(
        "URLs that are called as customers call them: alerts tell of one that doesn't answer, is slow, or whose certificate runs out.",
    );
