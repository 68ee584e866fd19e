/** The sampler tier's configuration. */

import { SERVICES } from "../../../model/cluster/names";
import type { StackConfig } from "../../../config/schema";
import { innerTls } from "../../helm/collector";
import { defined, type HelmValues } from "../../helm/values";
import { destinations, type Backends } from "./destinations";
import { measureLabels, serviceGraph } from "./measures";
import { batch, memoryLimiter } from "./processors";
import { otlpReceiver } from "./receivers";
import { tailSampling } from "./sampling";
import { collectorConfig } from "./service";

const SAMPLING = "forward/sampling";

/** Configuration of the sampler tier: sees whole traces, draws the service graph and decides which are kept. */
export function samplerConfig(config: StackConfig, backends: Backends): HelmValues {
    const { exporters, to, receivers, pipelines } = destinations(config, "sampler", backends);
    const keeps = to.traces.length > 0;
    return collectorConfig({
        name: "otel-sampler",
        receivers: {
            otlp: otlpReceiver(SERVICES.sampler.port, SERVICES.collectorHttp.port, { tls: innerTls(config) }),
            ...receivers,
        },
        processors: {
            memory_limiter: memoryLimiter,
            "transform/measure-labels": measureLabels,
            tail_sampling: tailSampling(config),
            batch,
        },
        connectors: defined({ service_graph: serviceGraph(config), [SAMPLING]: keeps ? {} : undefined }),
        exporters,
        pipelines: {
            traces: {
                receivers: ["otlp"],
                processors: ["memory_limiter"],
                exporters: ["service_graph", ...(keeps ? [SAMPLING] : [])],
            },
            "traces/sampling": {
                receivers: keeps ? [SAMPLING] : [],
                processors: ["tail_sampling", "batch"],
                exporters: to.traces,
            },
            "metrics/measured": {
                receivers: ["service_graph"],
                processors: ["transform/measure-labels", "batch"],
                exporters: to.metrics,
            },
            ...pipelines,
        },
    });
}
