import { z } from "zod";
import { bytes, cpu } from "./shapes";

/** Containers whose size is configured. */
export const WORKLOADS = [
    "prometheus",
    "configReloader",
    "thanosSidecar",
    "thanosQuery",
    "thanosQueryFrontend",
    "thanosStore",
    "thanosCompactor",
    "prometheusOperator",
    "alertmanager",
    "grafana",
    "grafanaSidecar",
    "kubeStateMetrics",
    "nodeExporter",
    "prober",
    "loki",
    "lokiDistributor",
    "lokiIngester",
    "lokiQuerier",
    "lokiFrontend",
    "lokiBackend",
    "elasticOperator",
    "elasticsearch",
    "jaeger",
    "sampler",
    "collector",
    "clusterCollector",
    "fluentBit",
    "certManager",
    "certManagerWebhook",
    "certManagerInjector",
] as const;

export type Workload = (typeof WORKLOADS)[number];

const requirements = z.strictObject({
    cpu: cpu.describe("CPU request."),
    memory: bytes.describe("Memory request."),
    memoryLimit: bytes.describe("Memory limit."),
    cpuLimit: cpu.optional().describe("CPU limit; none by default, because throttling delays telemetry."),
});

export type Requirements = Readonly<z.output<typeof requirements>>;

export const resources = z
    .strictObject(
        Object.fromEntries(WORKLOADS.map((name) => [name, requirements])) as Record<Workload, typeof requirements>,
    )
    .describe("CPU and memory of each container; the profile gives the defaults.");
