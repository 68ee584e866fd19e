/** The two profiles: sizes for a laptop and for production. */

import type { z } from "zod";
import type { schema } from "./schema";

type Profile = Omit<Partial<z.input<typeof schema>>, "resources"> & Pick<z.input<typeof schema>, "resources">;

/** For a laptop: one replica each, on volumes; requests stay below 1.5 CPU and 4 GiB in all. */
const small: Profile = {
    loki: { mode: "monolithic" },
    elasticsearch: { mode: "off" },
    jaeger: { storage: { type: "badger" } },
    resources: {
        prometheus: { cpu: "200m", memory: "768Mi", memoryLimit: "2Gi" },
        configReloader: { cpu: "10m", memory: "24Mi", memoryLimit: "64Mi" },
        thanosSidecar: { cpu: "10m", memory: "48Mi", memoryLimit: "256Mi" },
        thanosQuery: { cpu: "20m", memory: "96Mi", memoryLimit: "512Mi" },
        thanosQueryFrontend: { cpu: "10m", memory: "64Mi", memoryLimit: "256Mi" },
        thanosStore: { cpu: "20m", memory: "128Mi", memoryLimit: "512Mi" },
        thanosCompactor: { cpu: "20m", memory: "128Mi", memoryLimit: "1Gi" },
        prometheusOperator: { cpu: "20m", memory: "64Mi", memoryLimit: "256Mi" },
        alertmanager: { cpu: "10m", memory: "48Mi", memoryLimit: "128Mi" },
        grafana: { cpu: "50m", memory: "192Mi", memoryLimit: "512Mi" },
        grafanaSidecar: { cpu: "10m", memory: "112Mi", memoryLimit: "192Mi" },
        kubeStateMetrics: { cpu: "10m", memory: "48Mi", memoryLimit: "192Mi" },
        nodeExporter: { cpu: "10m", memory: "24Mi", memoryLimit: "96Mi" },
        prober: { cpu: "10m", memory: "24Mi", memoryLimit: "128Mi" },
        loki: { cpu: "100m", memory: "384Mi", memoryLimit: "1Gi" },
        lokiDistributor: { cpu: "50m", memory: "128Mi", memoryLimit: "512Mi" },
        lokiIngester: { cpu: "100m", memory: "384Mi", memoryLimit: "1Gi" },
        lokiQuerier: { cpu: "50m", memory: "192Mi", memoryLimit: "1Gi" },
        lokiFrontend: { cpu: "20m", memory: "96Mi", memoryLimit: "512Mi" },
        lokiBackend: { cpu: "20m", memory: "128Mi", memoryLimit: "512Mi" },
        elasticOperator: { cpu: "50m", memory: "150Mi", memoryLimit: "512Mi" },
        elasticsearch: { cpu: "250m", memory: "1Gi", memoryLimit: "1Gi" },
        jaeger: { cpu: "50m", memory: "224Mi", memoryLimit: "1Gi" },
        sampler: { cpu: "50m", memory: "192Mi", memoryLimit: "512Mi" },
        collector: { cpu: "100m", memory: "256Mi", memoryLimit: "512Mi" },
        clusterCollector: { cpu: "20m", memory: "96Mi", memoryLimit: "256Mi" },
        fluentBit: { cpu: "25m", memory: "48Mi", memoryLimit: "192Mi" },
        certManager: { cpu: "10m", memory: "48Mi", memoryLimit: "256Mi" },
        certManagerWebhook: { cpu: "10m", memory: "24Mi", memoryLimit: "128Mi" },
        certManagerInjector: { cpu: "10m", memory: "48Mi", memoryLimit: "256Mi" },
    },
};

/** For production: replicas that survive a node or a zone, durable storage. */
const ha: Profile = {
    cluster: { zones: true },
    certManager: { replicas: 2 },
    prometheus: { replicas: 2, storage: "200Gi", activeSeries: 1_000_000 },
    metrics: { longTerm: { mode: "thanos", queriers: 2, stores: 2, storeStorage: "50Gi", compactorStorage: "200Gi" } },
    alertmanager: { replicas: 3, storage: "5Gi" },
    grafana: { storage: "10Gi" },
    loki: { mode: "distributed", dailyVolume: "100Gi" },
    elasticsearch: { mode: "managed", replicas: 3, storage: "200Gi" },
    jaeger: { replicas: 3, spansPerSecond: 400, storage: { type: "elasticsearch" } },
    collector: {
        replicas: 3,
        samplers: 3,
        spansPerSecond: 4000,
        pointsPerSecond: 5000,
        queueStorage: { gateway: "40Gi", sampler: "10Gi", cluster: "5Gi" },
    },
    fluentBit: { nodes: 3, bufferSize: "5Gi" },
    resources: {
        prometheus: { cpu: "1", memory: "8Gi", memoryLimit: "12Gi" },
        configReloader: { cpu: "10m", memory: "32Mi", memoryLimit: "64Mi" },
        thanosSidecar: { cpu: "50m", memory: "256Mi", memoryLimit: "1Gi" },
        thanosQuery: { cpu: "250m", memory: "512Mi", memoryLimit: "4Gi" },
        thanosQueryFrontend: { cpu: "100m", memory: "256Mi", memoryLimit: "1Gi" },
        thanosStore: { cpu: "250m", memory: "2Gi", memoryLimit: "6Gi" },
        thanosCompactor: { cpu: "500m", memory: "2Gi", memoryLimit: "8Gi" },
        prometheusOperator: { cpu: "100m", memory: "128Mi", memoryLimit: "512Mi" },
        alertmanager: { cpu: "50m", memory: "128Mi", memoryLimit: "256Mi" },
        grafana: { cpu: "200m", memory: "512Mi", memoryLimit: "1Gi" },
        grafanaSidecar: { cpu: "20m", memory: "128Mi", memoryLimit: "256Mi" },
        kubeStateMetrics: { cpu: "50m", memory: "128Mi", memoryLimit: "512Mi" },
        nodeExporter: { cpu: "50m", memory: "48Mi", memoryLimit: "128Mi" },
        prober: { cpu: "20m", memory: "32Mi", memoryLimit: "128Mi" },
        loki: { cpu: "500m", memory: "2Gi", memoryLimit: "4Gi" },
        lokiDistributor: { cpu: "200m", memory: "512Mi", memoryLimit: "1Gi" },
        lokiIngester: { cpu: "500m", memory: "2Gi", memoryLimit: "4Gi" },
        lokiQuerier: { cpu: "250m", memory: "1Gi", memoryLimit: "3Gi" },
        lokiFrontend: { cpu: "100m", memory: "256Mi", memoryLimit: "1Gi" },
        lokiBackend: { cpu: "100m", memory: "512Mi", memoryLimit: "2Gi" },
        elasticOperator: { cpu: "100m", memory: "256Mi", memoryLimit: "1Gi" },
        elasticsearch: { cpu: "1", memory: "8Gi", memoryLimit: "8Gi" },
        jaeger: { cpu: "200m", memory: "512Mi", memoryLimit: "2Gi" },
        sampler: { cpu: "500m", memory: "2Gi", memoryLimit: "4Gi" },
        collector: { cpu: "500m", memory: "1Gi", memoryLimit: "2Gi" },
        clusterCollector: { cpu: "100m", memory: "256Mi", memoryLimit: "1Gi" },
        fluentBit: { cpu: "100m", memory: "96Mi", memoryLimit: "512Mi" },
        certManager: { cpu: "50m", memory: "128Mi", memoryLimit: "512Mi" },
        certManagerWebhook: { cpu: "20m", memory: "48Mi", memoryLimit: "128Mi" },
        certManagerInjector: { cpu: "50m", memory: "128Mi", memoryLimit: "512Mi" },
    },
};

/** Sizes to start from: data only; both environments run the same code. */
export const PROFILES = { small, ha } as const;
/** The profile of an environment whose stack file names none. */
export const PROFILE_OF = { dev: "small", prod: "ha" } as const;
