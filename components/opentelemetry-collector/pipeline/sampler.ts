import type { TlsEndpoint } from "../../../config/endpoints";
import { SERVICES } from "../../../config/names";
import type { Settings } from "../../../config/wiring";
import type { HelmValues } from "../../helm/values";
import { batch, extensions, grpcExporter, memoryLimiter, otlpReceiver, queueBytes, service } from "./common";
import { tailSampling } from "./sampling";

/** Configuration of the sampler tier: sees whole traces and decides which are kept. */
export function samplerConfig({ config }: Settings, jaeger: TlsEndpoint | undefined): HelmValues {
    const exporters: HelmValues =
        jaeger === undefined ? { nop: {} } : { "otlp_grpc/jaeger": grpcExporter(jaeger, queueBytes(config, 1)) };
    return {
        receivers: { otlp: otlpReceiver(SERVICES.sampler.port, SERVICES.collectorHttp.port, true) },
        processors: { memory_limiter: memoryLimiter, tail_sampling: tailSampling(config), batch },
        exporters,
        extensions,
        service: service("otel-sampler", {
            traces: {
                receivers: ["otlp"],
                processors: ["memory_limiter", "tail_sampling", "batch"],
                exporters: Object.keys(exporters),
            },
        }),
    };
}
