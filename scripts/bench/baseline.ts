import { addressOf, type TlsEndpoint } from "../../model/network/endpoints";
import { serverTls } from "../../components/helm/collector";
import type { HelmValues } from "../../components/helm/values";

/** What chart opentelemetry-collector gives a collector by default. */
export const CHART_DEFAULT = {
    exporters: { debug: {} },
    extensions: { health_check: { endpoint: "${env:MY_POD_IP}:13133" } },
    processors: {
        batch: {},
        memory_limiter: { check_interval: "5s", limit_percentage: 80, spike_limit_percentage: 25 },
    },
    receivers: {
        jaeger: {
            protocols: {
                grpc: { endpoint: "${env:MY_POD_IP}:14250" },
                thrift_http: { endpoint: "${env:MY_POD_IP}:14268" },
                thrift_compact: { endpoint: "${env:MY_POD_IP}:6831" },
            },
        },
        otlp: {
            protocols: {
                grpc: { endpoint: "${env:MY_POD_IP}:4317" },
                http: { endpoint: "${env:MY_POD_IP}:4318" },
            },
        },
        prometheus: {
            config: {
                scrape_configs: [
                    {
                        job_name: "opentelemetry-collector",
                        scrape_interval: "10s",
                        static_configs: [{ targets: ["${env:MY_POD_IP}:8888"] }],
                    },
                ],
            },
        },
        zipkin: { endpoint: "${env:MY_POD_IP}:9411" },
    },
    service: {
        extensions: ["health_check"],
        pipelines: {
            logs: { receivers: ["otlp"], processors: ["memory_limiter", "batch"], exporters: ["debug"] },
            metrics: {
                receivers: ["otlp", "prometheus"],
                processors: ["memory_limiter", "batch"],
                exporters: ["debug"],
            },
            traces: {
                receivers: ["otlp", "jaeger", "zipkin"],
                processors: ["memory_limiter", "batch"],
                exporters: ["debug"],
            },
        },
        telemetry: {
            metrics: {
                readers: [{ pull: { exporter: { prometheus: { host: "${env:MY_POD_IP}", port: 8888 } } } }],
            },
            resource: {
                "k8s.namespace.name": "${env:OTEL_K8S_NAMESPACE}",
                "k8s.node.name": "${env:OTEL_K8S_NODE_NAME}",
                "k8s.node.ip": "${env:OTEL_K8S_NODE_IP}",
                "k8s.pod.name": "${env:OTEL_K8S_POD_NAME}",
                "k8s.pod.ip": "${env:OTEL_K8S_POD_IP}",
                "host.name": "${env:OTEL_K8S_NODE_NAME}",
            },
        },
    },
};

/** The same with what makes a comparison fair: TLS on both sides, and a store in the place of `debug`. */
export function baseline(backend: TlsEndpoint): HelmValues {
    const { exporters: _, receivers, service, ...rest } = onLoopback(CHART_DEFAULT);
    const { grpc, http } = receivers.otlp.protocols;
    return {
        ...rest,
        receivers: {
            ...receivers,
            otlp: { protocols: { grpc: { ...grpc, tls: serverTls }, http: { ...http, tls: serverTls } } },
        },
        exporters: { otlp_grpc: { endpoint: addressOf(backend), tls: { ca_file: backend.caFile } } },
        service: {
            ...service,
            pipelines: Object.fromEntries(
                Object.entries(service.pipelines).map(([signal, pipeline]) => [
                    signal,
                    { ...pipeline, exporters: ["otlp_grpc"] },
                ]),
            ),
        },
    };
}

const onLoopback = <T>(config: T): T =>
    JSON.parse(JSON.stringify(config).replaceAll("${env:MY_POD_IP}", "127.0.0.1")) as T;
