/** `objectStorage` and `elasticsearch`: where logs and traces are kept. */

import { z } from "zod";
import { bytes, replicas, shaped, text, url } from "./shapes";

const buckets = {
    logs: text(3).describe("Bucket (container) for Loki's chunks and index."),
    rulerPrefix: text().default("ruler").describe("Prefix of the ruler's objects within the bucket."),
};

/** What makes a pod's service account an identity of the cloud. */
export const workloadIdentity = {
    annotations: z
        .record(z.string(), text(0))
        .default({})
        .describe("Annotations of the service account, such as eks.amazonaws.com/role-arn."),
    podLabels: z
        .record(z.string(), text(0))
        .default({})
        .describe('Labels that the pods need, such as azure.workload.identity/use: "true" on AKS.'),
};

const identity = z
    .discriminatedUnion("type", [
        z.strictObject({
            type: z.literal("workload").describe("The pods' service account is the identity (EKS, GKE, AKS)."),
            ...workloadIdentity,
        }),
        z.strictObject({
            type: z
                .literal("secret")
                .describe("Keys from the secrets objectStorageAccessKeyId and objectStorageSecretAccessKey."),
        }),
    ])
    .describe("How the stack proves to the object storage who it is.");

export const objectStorage = z
    .discriminatedUnion("provider", [
        z.strictObject({
            provider: z.literal("s3").describe("Amazon S3 or anything that speaks its protocol."),
            ...buckets,
            region: text().describe("Region of the bucket."),
            endpoint: url.optional().describe("Endpoint, for storage that isn't Amazon's."),
            kmsKey: text().optional().describe("KMS key (ARN) that encrypts the objects (SSE-KMS)."),
            identity,
        }),
        z.strictObject({
            provider: z.literal("gcs").describe("Google Cloud Storage."),
            ...buckets,
            identity,
        }),
        z.strictObject({
            provider: z.literal("azure").describe("Azure Blob Storage."),
            ...buckets,
            account: text(3).describe("Storage account."),
            identity,
        }),
    ])
    .describe("Object storage. Required in prod and for a distributed Loki.");

const snapshots = z
    .strictObject({
        bucket: text(3).describe(
            "Bucket (container) for snapshots, at the provider of objectStorage. Nothing else may expire or move objects in it.",
        ),
        prefix: shaped(/^[^/\s]+(\/[^/\s]+)*$/, "a path without slashes at its ends", "elasticsearch/prod")
            .default("elasticsearch")
            .describe("Where in the bucket. Two stacks must not write to the same place."),
        keep: z
            .int()
            .min(1)
            .default(14)
            .describe("Snapshots of the stack that are kept: a backup removes those that are older."),
        annotations: z
            .record(z.string(), text(0))
            .optional()
            .describe(
                "Annotations of Elasticsearch's service account with workload identity; default those of objectStorage.identity.",
            ),
    })
    .describe("Snapshots of traces, which `npm run backup` takes; unset, it takes none.");

export const elasticsearch = z
    .discriminatedUnion("mode", [
        z.strictObject({
            mode: z.literal("off").describe("No Elasticsearch: Jaeger keeps its traces in Badger."),
        }),
        z.strictObject({
            mode: z.literal("managed").describe("The stack runs Elasticsearch through the ECK operator."),
            replicas: replicas.default(3).describe("Nodes, each with all roles; 1 or at least 3."),
            storage: bytes.default("100Gi").describe("Volume of each node."),
            snapshots: snapshots.optional(),
        }),
        z.strictObject({
            mode: z.literal("external").describe("An Elasticsearch that exists already."),
            url: url.describe("Its URL, https only."),
            username: text().describe("User that may write and read the go-coffee-* indices."),
            caSecret: z
                .strictObject({
                    name: text().describe("Name of a Secret in the monitoring namespace."),
                    key: text().default("ca.crt").describe("Key of the CA certificate in it."),
                })
                .describe("CA of its certificate."),
        }),
    ])
    .describe("Store of traces.");
