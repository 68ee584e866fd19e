import { urlOf, type TlsEndpoint } from "../../config/endpoints";
import { PORTS, SERVICES } from "../../config/names";
import { hours, type Duration } from "../../config/quantities";
import { DEFAULT_SHARE } from "../../config/schema/services";
import type { Settings } from "../../config/wiring";
import { everyAddress, tlsServer } from "../helm/collector";
import type { HelmValues } from "../helm/values";

/** Where Jaeger finds the password of its user at Elasticsearch. */
export const PASSWORD_DIRECTORY = "/etc/go-coffee/elasticsearch-user";
export const SAMPLING_DIRECTORY = "/etc/go-coffee/sampling";
export const SAMPLING_FILE = "strategies.json";
export const BADGER_DIRECTORY = "/var/lib/jaeger";
export const INDEX_PREFIX = "go-coffee";

const STORE = "traces";

export interface JaegerCalls {
    /** Undefined: traces are kept in Badger, on a volume. */
    readonly elasticsearch: TlsEndpoint | undefined;
    /** Span metrics for the monitor page. */
    readonly prometheus: TlsEndpoint;
}

/** The whole configuration of Jaeger v2, a distribution of the collector: https://www.jaegertracing.io/docs/latest/ */
export function jaegerConfig({ config }: Settings, { elasticsearch, prometheus }: JaegerCalls): HelmValues {
    return {
        service: {
            extensions: ["jaeger_storage", "jaeger_query", "remote_sampling", "healthcheckv2"],
            pipelines: {
                traces: {
                    receivers: ["otlp"],
                    processors: ["memory_limiter", "batch"],
                    exporters: ["jaeger_storage_exporter"],
                },
            },
            telemetry: {
                resource: { "service.name": "jaeger" },
                metrics: {
                    level: "normal",
                    readers: [{ pull: { exporter: { prometheus: { host: "0.0.0.0", port: PORTS.telemetry } } } }],
                },
                logs: { level: "info", encoding: "json" },
            },
        },
        extensions: {
            healthcheckv2: { use_v2: true, http: { endpoint: everyAddress(PORTS.health) } },
            jaeger_query: {
                storage: { traces: STORE, metrics: "prometheus" },
                // Its own spans would go to a plain localhost:4317, where nothing listens.
                enable_tracing: false,
                ui: { config_file: "/etc/jaeger/ui-config.json" },
                http: tlsServer(SERVICES.jaegerQuery.port),
                grpc: tlsServer(PORTS.jaegerQueryGrpc),
            },
            jaeger_storage: {
                backends: {
                    [STORE]:
                        elasticsearch === undefined
                            ? badger(config.jaeger.retention)
                            : elastic(config.jaeger.retention, elasticsearch, config),
                },
                metric_backends: {
                    prometheus: {
                        prometheus: {
                            endpoint: urlOf(prometheus),
                            normalize_calls: true,
                            normalize_duration: true,
                            metric_namespace: "traces_span_metrics",
                            latency_unit: "ms",
                            tls: { ca_file: prometheus.caFile },
                        },
                    },
                },
            },
            remote_sampling: {
                file: {
                    path: `${SAMPLING_DIRECTORY}/${SAMPLING_FILE}`,
                    reload_interval: "1m",
                    default_sampling_probability: DEFAULT_SHARE,
                },
                http: tlsServer(PORTS.samplingHttp),
                grpc: tlsServer(PORTS.samplingGrpc),
            },
        },
        receivers: {
            otlp: { protocols: { grpc: tlsServer(SERVICES.jaegerCollector.port), http: tlsServer(PORTS.otlpHttp) } },
        },
        processors: {
            memory_limiter: { check_interval: "1s", limit_percentage: 80, spike_limit_percentage: 20 },
            batch: {},
        },
        exporters: {
            jaeger_storage_exporter: {
                trace_storage: STORE,
                queue: { num_consumers: 10, queue_size: 1000 },
                retry_on_failure: { enabled: true, max_elapsed_time: "5m" },
            },
        },
    };
}

const badger = (retention: Duration): HelmValues => ({
    badger: {
        directories: { keys: `${BADGER_DIRECTORY}/keys`, values: `${BADGER_DIRECTORY}/values` },
        ephemeral: false,
        // A span is on disk before it is acknowledged.
        consistency: true,
        ttl: { spans: hours(retention) },
    },
});

function elastic(retention: Duration, endpoint: TlsEndpoint, config: Settings["config"]): HelmValues {
    const single = config.elasticsearch.mode === "managed" && config.elasticsearch.replicas === 1;
    const index = (shards: number): HelmValues => ({
        date_layout: "2006-01-02",
        rollover_frequency: "day",
        shards,
        replicas: single ? 0 : 1,
    });
    return {
        elasticsearch: {
            server_urls: [urlOf(endpoint)],
            auth: {
                basic: {
                    username: endpoint.credentials?.username ?? "",
                    password_file: `${PASSWORD_DIRECTORY}/${endpoint.credentials?.password.key ?? ""}`,
                    reload_interval: "10s",
                },
            },
            tls: { ca_file: endpoint.caFile },
            create_mappings: true,
            max_span_age: hours(retention),
            bulk_processing: { max_bytes: 5_000_000, workers: 2, flush_interval: "200ms" },
            indices: {
                index_prefix: INDEX_PREFIX,
                spans: index(3),
                services: index(1),
                dependencies: index(1),
                sampling: index(1),
            },
        },
    };
}
