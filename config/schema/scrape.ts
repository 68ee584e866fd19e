/** `scrape`: what Prometheus scrapes outside of the cluster. */

import { z } from "zod";
import { duration, kubernetesName, shaped, text } from "./shapes";

const inMonitoring = kubernetesName.describe("Name of a Secret in the monitoring namespace.");

const authentication = z
    .discriminatedUnion("type", [
        z.strictObject({ type: z.literal("none").describe("Targets ask for nothing.") }),
        z.strictObject({
            type: z.literal("basic").describe("User and password (HTTP basic)."),
            secret: inMonitoring,
            usernameKey: text().default("username").describe("Key of the user in the Secret."),
            passwordKey: text().default("password").describe("Key of the password in the Secret."),
        }),
        z.strictObject({
            type: z.literal("bearer").describe("A token (Authorization: Bearer)."),
            secret: inMonitoring,
            key: text().default("token").describe("Key of the token in the Secret."),
        }),
    ])
    .prefault({ type: "none" })
    .describe("What targets are shown, from a Secret.");

const tls = z
    .strictObject({
        caSecret: z
            .strictObject({
                name: inMonitoring,
                key: text().default("ca.crt").describe("Key of the certificates in it."),
            })
            .optional()
            .describe("Authorities of the targets' certificates; unset, the public ones and tls.companyCertificates."),
        clientSecret: kubernetesName
            .optional()
            .describe(
                "Name of a Secret (tls.crt, tls.key) in the monitoring namespace, for targets that ask who calls.",
            ),
        serverName: text().optional().describe("Name in their certificate, where it isn't the host that is called."),
    })
    .prefault({})
    .describe("How targets are verified, with scheme https.");

/** Labels that say where a series is from: nobody else may. */
const OWN_LABELS = /^(?!(?:job|instance|cluster|prometheus|namespace|pod|container|node)$)[a-zA-Z][a-zA-Z0-9_]*$/;

const job = z.strictObject({
    targets: z
        .array(shaped(/^[\w.-]+:\d+$/, "host:port", "db.example.com:9187"))
        .min(1)
        .describe("host:port of each target."),
    scheme: z.enum(["https", "http"]).default("https").describe("How targets are called."),
    path: shaped(/^\/\S*$/, "a path", "/metrics")
        .default("/metrics")
        .describe("Path of the metrics."),
    interval: duration.optional().describe("How often they are scraped; default prometheus.scrapeInterval."),
    labels: z
        .record(shaped(OWN_LABELS, "the name of a label that isn't Prometheus' own", "environment"), text())
        .default({})
        .describe("Labels of whatever they emit."),
    sampleLimit: z
        .int()
        .min(1)
        .default(20_000)
        .describe("Samples that one target may have; of one that has more, none is taken."),
    authentication,
    tls,
});

export const scrape = z
    .strictObject({
        external: z
            .record(kubernetesName, job)
            .default({})
            .describe(
                "Targets outside of the cluster, by the name of their job (label job: external/<name>). Series with personal data among their labels are left out, and names that rules ask for are the stack's alone.",
            ),
    })
    .describe("What Prometheus scrapes beside the cluster.");
