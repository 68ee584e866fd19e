import type { TlsEndpoint } from "../../../config/endpoints";
import { SERVICES } from "../../../config/names";
import type { Settings } from "../../../config/wiring";
import { defined, type HelmValues } from "../../helm/values";
import {
    batch,
    extensions,
    grpcExporter,
    httpExporter,
    memoryLimiter,
    otlpReceiver,
    queueBytes,
    samplerExporter,
    service,
} from "./common";
import { fluentBitLines, resourceOfLine } from "./logs";
import { tailSampling } from "./sampling";

export interface GatewayCalls {
    /** Every replica is sent every metric, once. */
    readonly prometheus: readonly TlsEndpoint[];
    readonly loki: TlsEndpoint;
    /** Undefined where there is no Jaeger: traces are then only measured. */
    readonly jaeger: TlsEndpoint | undefined;
    /** The sampler tier; undefined where the gateway samples itself. */
    readonly sampler: TlsEndpoint | undefined;
}

/** Metadata of the pod that sent it, by the address that it came from. */
const kubernetesAttributes: HelmValues = {
    auth_type: "serviceAccount",
    extract: {
        metadata: [
            "k8s.namespace.name",
            "k8s.pod.name",
            "k8s.pod.uid",
            "k8s.node.name",
            "k8s.deployment.name",
            "k8s.container.name",
        ],
        labels: [{ tag_name: "service.name", key: "app.kubernetes.io/name", from: "pod" }],
    },
    pod_association: [
        { sources: [{ from: "resource_attribute", name: "k8s.pod.uid" }] },
        {
            sources: [
                { from: "resource_attribute", name: "k8s.pod.name" },
                { from: "resource_attribute", name: "k8s.namespace.name" },
            ],
        },
        { sources: [{ from: "resource_attribute", name: "k8s.pod.ip" }] },
        { sources: [{ from: "connection" }] },
    ],
};

/** Configuration of the gateway tier: takes all signals in and sends each to its store. */
export function gatewayConfig({ config }: Settings, calls: GatewayCalls): HelmValues {
    const { plainOtlp } = config.collector;
    // One queue for traces, one for logs, one for each Prometheus.
    const queueSize = queueBytes(config, 2 + calls.prometheus.length);
    const metricExporters = Object.fromEntries(
        calls.prometheus.map((replica, index) => [
            `otlp_http/prometheus-${index}`,
            httpExporter(replica, "/api/v1/otlp", queueSize),
        ]),
    );
    const traces = traceExporter(calls, queueSize);
    const receivers = plainOtlp ? ["otlp", "otlp/plain"] : ["otlp"];
    const enrich = ["k8s_attributes", "resource"];
    return {
        receivers: defined({
            otlp: otlpReceiver(SERVICES.collectorGrpc.port, SERVICES.collectorHttp.port, true),
            "otlp/plain": plainOtlp
                ? otlpReceiver(SERVICES.collectorPlainGrpc.port, SERVICES.collectorPlainHttp.port, false)
                : undefined,
        }),
        processors: defined({
            memory_limiter: memoryLimiter,
            k8s_attributes: kubernetesAttributes,
            resource: {
                attributes: [{ key: "k8s.cluster.name", value: config.cluster.name, action: "upsert" }],
            },
            "transform/fluent-bit": fluentBitLines,
            "groupbyattrs/fluent-bit": resourceOfLine,
            tail_sampling: calls.sampler === undefined ? tailSampling(config) : undefined,
            batch,
        }),
        exporters: { ...traces, ...metricExporters, "otlp_http/loki": httpExporter(calls.loki, "/otlp", queueSize) },
        extensions,
        service: service("otel-collector", {
            traces: {
                receivers,
                processors: [
                    "memory_limiter",
                    ...enrich,
                    ...(calls.sampler === undefined ? ["tail_sampling"] : []),
                    "batch",
                ],
                exporters: Object.keys(traces),
            },
            metrics: {
                receivers,
                processors: ["memory_limiter", ...enrich, "batch"],
                exporters: Object.keys(metricExporters),
            },
            logs: {
                receivers,
                processors: ["memory_limiter", "transform/fluent-bit", "groupbyattrs/fluent-bit", ...enrich, "batch"],
                exporters: ["otlp_http/loki"],
            },
        }),
    };
}

function traceExporter({ sampler, jaeger }: GatewayCalls, queueSize: number): HelmValues {
    if (sampler !== undefined) return { load_balancing: samplerExporter(sampler, queueSize) };
    if (jaeger !== undefined) return { "otlp_grpc/jaeger": grpcExporter(jaeger, queueSize) };
    return { nop: {} };
}
