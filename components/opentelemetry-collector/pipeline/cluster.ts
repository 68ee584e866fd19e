/** The cluster tier's configuration. */

import { EVENTS_SERVICE } from "../../../model/cluster/names";
import type { StackConfig } from "../../../config/schema";
import { defined, type HelmValues } from "../../helm/values";
import { privacy } from "../privacy";
import { destinations, type Backends } from "./destinations";
import { logLabels } from "./log-labels";
import { longLines } from "./long-lines";
import { noiseFilter } from "./noise";
import { batch, memoryLimiter, metricLabels, origin, resourceDetection } from "./processors";
import { clusterReceivers, prometheusReceiver, scrapeJob } from "./receivers";
import { collectorConfig } from "./service";

const ENRICHED = ["resource_detection", "resource"] as const;

/**
 * Configuration of the one collector that sees what exists once: the cluster's events and objects, and the targets that
 * configuration names. It sends to the stores itself: behind the gateway it would pass for the sender of all of it.
 */
export function clusterConfig(config: StackConfig, backends: Backends): HelmValues {
    const { exporters, to, receivers, pipelines } = destinations(config, "cluster", backends);
    const scrub = privacy(config.privacy, ["metrics", "logs"]);
    const jobs = Object.entries(config.collector.scrape).map(([name, { targets, scheme, path, interval }]) =>
        scrapeJob(name, targets, { scheme, metrics_path: path, scrape_interval: interval }),
    );
    return collectorConfig({
        name: "otel-cluster",
        receivers: defined({
            ...clusterReceivers,
            ...receivers,
            prometheus: jobs.length > 0 ? prometheusReceiver(jobs) : undefined,
        }),
        processors: {
            memory_limiter: memoryLimiter,
            "filter/noise": noiseFilter(config),
            // The namespace of an event is an attribute of its line: as one of the resource, Loki finds lines by it.
            "groupbyattrs/events": { keys: ["k8s.namespace.name"] },
            "resource/events": { attributes: [{ key: "service.name", value: EVENTS_SERVICE, action: "insert" }] },
            "transform/labels": logLabels,
            resource_detection: resourceDetection(config),
            resource: origin(config),
            ...scrub.processors,
            "transform/long-lines": longLines,
            "transform/metric-labels": metricLabels,
            batch,
        },
        exporters,
        pipelines: {
            metrics: {
                receivers: ["k8s_cluster", ...(jobs.length > 0 ? ["prometheus"] : [])],
                processors: [
                    "memory_limiter",
                    "filter/noise",
                    ...ENRICHED,
                    ...scrub.metrics,
                    "transform/metric-labels",
                    "batch",
                ],
                exporters: to.metrics,
            },
            logs: {
                receivers: ["k8s_events"],
                processors: [
                    "memory_limiter",
                    "groupbyattrs/events",
                    "resource/events",
                    "transform/labels",
                    ...ENRICHED,
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
