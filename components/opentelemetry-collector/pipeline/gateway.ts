/** The gateway tier's configuration. */

import type { TlsEndpoint } from "../../../model/network/endpoints";
import { PORTS } from "../../../model/cluster/names";
import { EXPORTERS, queueSizes } from "../../../model/workloads/queues";
import type { StackConfig } from "../../../config/schema";
import { defined, type HelmValues } from "../../helm/values";
import { privacy } from "../privacy";
import { destinations, type Backends } from "./destinations";
import { samplerExporter } from "./exporters";
import { fluentBitLines, resourceOfLine } from "./logs";
import { logLabels } from "./log-labels";
import { longLines } from "./long-lines";
import { measureLabels, serviceGraph, spanMetrics } from "./measures";
import { noiseFilter } from "./noise";
import { batch, batchBySender, memoryLimiter, ofLine, ofSender, origin, resourceDetection } from "./processors";
import { agentReceiver, proofExtensions, prometheusReceiver, pushReceivers, scrapeJob } from "./receivers";
import { tailSampling } from "./sampling";
import { asideClaims, settledClaims } from "./senders";
import { collectorConfig } from "./service";
import { deltaSums, onlyUnstorable, refusalLog, storableLabels, withoutReserved, withoutUnstorable } from "./storable";

/** Who sent it. */
const IDENTIFIED = ["transform/claims", "k8s_attributes", "transform/sender"] as const;
const LOCATED = ["resource_detection", "resource"] as const;
const ENRICHED = [...IDENTIFIED, ...LOCATED] as const;
const AGENTS = "otlp/agents";
/** Lines whose pod is known. */
const LINES = "forward/lines";
const SAMPLING = "forward/sampling";
const SELF = "prometheus/self";
/** What every metric goes through before its stores. */
const STORABLE = ["delta_to_cumulative", "filter/unstorable", "batch/by-sender"] as const;
const REFUSALS = "debug/refused";

/** Configuration of the gateway tier: takes all signals in, enriches and scrubs them, sends each to its store. */
export function gatewayConfig(
    config: StackConfig,
    backends: Backends,
    /** The sampler tier; undefined where the gateway samples itself. */
    sampler: TlsEndpoint | undefined,
): HelmValues {
    const { exporters, to, external, receivers, pipelines } = destinations(config, "gateway", backends);
    const push = pushReceivers(config);
    const scrub = privacy(config.privacy);
    const everything = Object.keys(push.all);
    const samples = sampler === undefined && to.traces.length > 0;
    const samplerQueue = queueSizes(config, "gateway")[EXPORTERS.samplers] ?? 0;
    // Our Prometheus scrapes the collectors itself: only others get their metrics this way, or they would count twice.
    const agents = config.fluentBit.enabled ? [AGENTS] : [];
    const lines = to.logs.length > 0;
    const self = external.metrics.length > 0 ? [SELF] : [];
    return collectorConfig({
        name: "otel-collector",
        receivers: {
            ...push.all,
            ...push.tracesOnly,
            ...(agents.length > 0 ? { [AGENTS]: agentReceiver(config) } : {}),
            ...receivers,
            ...(self.length > 0
                ? { [SELF]: prometheusReceiver([scrapeJob("otel-collector", [`127.0.0.1:${PORTS.telemetry}`], {})]) }
                : {}),
        },
        processors: {
            memory_limiter: memoryLimiter,
            "filter/noise": noiseFilter(config),
            "transform/fluent-bit": fluentBitLines,
            "groupbyattrs/fluent-bit": resourceOfLine,
            "transform/labels": logLabels,
            "transform/claims": asideClaims,
            k8s_attributes: ofSender,
            "k8s_attributes/agents": ofLine,
            "transform/sender": settledClaims(config),
            resource_detection: resourceDetection(config),
            resource: origin(config),
            ...scrub.processors,
            "transform/long-lines": longLines,
            "transform/metric-labels": storableLabels,
            delta_to_cumulative: deltaSums,
            "filter/reserved": withoutReserved,
            "filter/unstorable": withoutUnstorable(config),
            "filter/refused": onlyUnstorable(config),
            "transform/measure-labels": measureLabels,
            tail_sampling: tailSampling(config),
            batch,
            "batch/by-sender": batchBySender,
        },
        connectors: defined({
            span_metrics: spanMetrics(config),
            service_graph: sampler === undefined ? serviceGraph(config) : undefined,
            [SAMPLING]: samples ? {} : undefined,
            [LINES]: lines ? {} : undefined,
        }),
        exporters: {
            ...exporters,
            ...(to.metrics.length > 0 ? { [REFUSALS]: refusalLog } : {}),
            ...(sampler === undefined ? {} : { [EXPORTERS.samplers]: samplerExporter(sampler, samplerQueue) }),
        },
        extensions: proofExtensions(config),
        pipelines: {
            traces: {
                receivers: [...everything, ...Object.keys(push.tracesOnly)],
                processors: [
                    "memory_limiter",
                    "filter/noise",
                    ...ENRICHED,
                    ...scrub.traces,
                    ...(sampler === undefined ? [] : ["batch"]),
                ],
                exporters: [
                    "span_metrics",
                    ...(sampler === undefined ? ["service_graph"] : [EXPORTERS.samplers]),
                    ...(samples ? [SAMPLING] : []),
                ],
            },
            "traces/sampling": {
                receivers: samples ? [SAMPLING] : [],
                processors: ["tail_sampling", "batch"],
                exporters: sampler === undefined ? to.traces : [],
            },
            metrics: {
                receivers: everything,
                processors: [
                    "memory_limiter",
                    "filter/noise",
                    "filter/reserved",
                    ...ENRICHED,
                    ...scrub.metrics,
                    "transform/metric-labels",
                    ...STORABLE,
                ],
                exporters: to.metrics,
            },
            // Who sends what is left out: in the collector's log, scrubbed like everything else.
            "metrics/refused": {
                receivers: to.metrics.length > 0 ? everything : [],
                processors: [
                    "memory_limiter",
                    "filter/refused",
                    ...ENRICHED,
                    ...scrub.metrics,
                    "transform/metric-labels",
                    "batch",
                ],
                exporters: [REFUSALS],
            },
            "metrics/measured": {
                receivers: ["span_metrics", ...(sampler === undefined ? ["service_graph"] : [])],
                processors: ["transform/measure-labels", ...STORABLE],
                exporters: to.metrics,
            },
            "metrics/self": {
                receivers: self,
                processors: ["memory_limiter", "resource", "transform/metric-labels", "batch"],
                exporters: external.metrics,
            },
            "logs/applications": {
                receivers: everything,
                processors: ["memory_limiter", ...IDENTIFIED],
                exporters: lines ? [LINES] : [],
            },
            "logs/agents": {
                receivers: agents,
                processors: [
                    "memory_limiter",
                    "transform/fluent-bit",
                    "groupbyattrs/fluent-bit",
                    "k8s_attributes/agents",
                ],
                exporters: lines ? [LINES] : [],
            },
            logs: {
                receivers: lines ? [LINES] : [],
                processors: [
                    "transform/labels",
                    "filter/noise",
                    ...LOCATED,
                    ...scrub.logs,
                    "transform/long-lines",
                    "batch",
                ],
                exporters: to.logs,
            },
            ...pipelines,
        },
    });
}
