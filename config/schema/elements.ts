/** The elements of the stack, a key each. */

import { z } from "zod";
import type { Duration } from "../quantities";
import { signIn } from "./sign-in";
import { datasources } from "./datasources";
import { bytes, date, duration, kubernetesName, replicas, text } from "./shapes";

export const certManager = z
    .strictObject({
        enabled: z
            .boolean()
            .default(true)
            .describe("Whether the stack installs cert-manager; if the cluster has one, name tls.issuer."),
        crds: z
            .boolean()
            .default(true)
            .describe("Whether the stack brings cert-manager's definitions; false where something else does."),
        replicas: replicas.default(1).describe("Pods of controller, webhook and CA injector each."),
    })
    .describe("cert-manager: private CA and certificates.");

export const prometheusOperator = z
    .strictObject({
        enabled: z
            .boolean()
            .default(true)
            .describe(
                "Whether the stack installs the operator; false where one of the cluster watches the stack's namespaces.",
            ),
        crds: z
            .boolean()
            .default(true)
            .describe(
                "Whether the stack brings the operator's definitions and keeps them at its version; false where something else does.",
            ),
    })
    .describe("The operator that runs Prometheus and Alertmanager. `npm run doctor` tells what is there already.");

export const prometheus = z
    .strictObject({
        replicas: replicas.default(1).describe("Identical Prometheus servers."),
        retention: duration.default("30d").describe("How long metrics are kept."),
        storage: bytes.default("20Gi").describe("Volume of each replica; its size limit is 85 % of it."),
        activeSeries: z
            .int()
            .min(1000)
            .default(100_000)
            .describe("Series expected at a time: the estimate that retention and storage are checked with."),
        scrapeInterval: duration.default("30s").describe("How often targets are scraped."),
    })
    .describe("Prometheus.");

export const alertmanager = z
    .strictObject({
        replicas: replicas.default(1).describe("Alertmanagers of one cluster; an HA profile needs two or more."),
        retention: duration.default("5d").describe("How long silences and notifications are remembered."),
        storage: bytes.default("1Gi").describe("Volume of each replica."),
    })
    .describe("Alertmanager.");

const view = (who: string, timeRange: Duration, refresh: Duration) =>
    z
        .strictObject({
            timeRange: duration.default(timeRange).describe("Time range that they open with."),
            refresh: duration.default(refresh).describe("How often they refresh."),
        })
        .prefault({})
        .describe(`Dashboards of ${who}.`);

export const grafana = z
    .strictObject({
        enabled: z.boolean().default(true).describe("Whether Grafana is deployed."),
        storage: bytes
            .optional()
            .describe("Volume for its database (users' preferences, annotations); unset, it is lost with the pod."),
        signIn: signIn.optional(),
        adminUser: text().default("admin").describe("Name of the administrator."),
        datasources,
        home: z
            .enum(["overview", "teams", "onCall", "platform"])
            .default("overview")
            .describe("Dashboard that Grafana opens with, for whoever hasn't chosen another."),
        views: z
            .strictObject({
                business: view("executives", "24h", "1m"),
                services: view("the teams", "1h", "30s"),
                onCall: view("those on call", "3h", "30s"),
                platform: view("the platform's engineers", "6h", "1m"),
                security: view("the security team", "24h", "1m"),
            })
            .prefault({})
            .describe("How the dashboards of each folder open."),
    })
    .describe("Grafana.");

const lokiCommon = {
    retention: duration.default("744h").describe("How long logs are kept; a whole number of days."),
    debugRetention: duration
        .default("72h")
        .describe("How long lines of level trace and debug are kept; a whole number of days."),
    auditRetention: duration
        .default("365d")
        .describe("How long the audit trail is kept (lines with event audit or security); a whole number of days."),
    erasure: z
        .boolean()
        .default(false)
        .describe(
            "Whether lines can be deleted before their time, as `npm run erase` does for a person: then whoever reaches Loki's port can have them deleted.",
        ),
    dailyVolume: bytes.default("1Gi").describe("Raw logs expected a day: storage and limits follow from it."),
    schemaFrom: date
        .default("2026-01-01")
        .describe("First day of the index schema (v13, tsdb). Never edit it once logs are stored."),
};

export const loki = z
    .discriminatedUnion("mode", [
        z.strictObject({
            mode: z.literal("monolithic").describe("One process, on a volume or on object storage."),
            ...lokiCommon,
            storage: bytes.default("20Gi").describe("Volume: all logs, or the write-ahead log with object storage."),
        }),
        z.strictObject({
            mode: z.literal("distributed").describe("One workload per task, on object storage."),
            ...lokiCommon,
            ingesters: replicas.default(3).describe("Ingesters; three copies are kept of what isn't stored yet."),
            distributors: replicas.default(3).describe("Distributors."),
            queriers: replicas.default(3).describe("Queriers."),
            frontends: replicas.default(2).describe("Query frontends, query schedulers and index gateways each."),
            walStorage: bytes.default("20Gi").describe("Volume of each ingester, for its write-ahead log."),
        }),
    ])
    .describe("Loki.");

export const jaeger = z
    .strictObject({
        enabled: z.boolean().default(true).describe("Whether Jaeger is deployed."),
        replicas: replicas.default(1).describe("Jaeger servers; more than one needs Elasticsearch."),
        retention: duration.default("168h").describe("How long traces are kept."),
        spansPerSecond: z
            .int()
            .min(1)
            .default(10)
            .describe("Spans kept a second on average: the estimate that retention and storage are checked with."),
        storage: z
            .discriminatedUnion("type", [
                z.strictObject({
                    type: z.literal("badger").describe("Embedded database on a volume; one replica only."),
                    size: bytes.default("10Gi").describe("Volume."),
                }),
                z.strictObject({
                    type: z.literal("elasticsearch").describe("Elasticsearch, ours or an existing one."),
                    shards: replicas
                        .default(3)
                        .describe("Parts of a day's index of spans: how many nodes share the writing."),
                    replicas: z
                        .int()
                        .min(0)
                        .max(9)
                        .optional()
                        .describe("Copies of each part. Default 1, and none where the stack runs a single node."),
                }),
            ])
            .default({ type: "badger", size: "10Gi" })
            .describe("Where traces are kept."),
    })
    .describe("Jaeger.");

const namespaceList = z.array(kubernetesName).default([]);

export const fluentBit = z
    .strictObject({
        enabled: z.boolean().default(true).describe("Whether containers' logs are collected."),
        namespaces: z
            .strictObject({
                include: namespaceList.describe("Namespaces whose containers are read; empty, all are."),
                exclude: namespaceList.describe(
                    "Namespaces that are left out, such as kube-system or the stack's own.",
                ),
            })
            .prefault({})
            .describe("Which containers are read; Fluent Bit's own never are, and a pod can opt out by annotation."),
        nodes: z
            .int()
            .min(1)
            .default(1)
            .describe("Nodes that share loki.dailyVolume: what each must be able to buffer follows from it."),
        bufferSize: bytes.default("1Gi").describe("Space on each node for logs that can't be delivered yet."),
    })
    .describe("Fluent Bit.");
