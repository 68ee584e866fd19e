import { urlOf, type TlsEndpoint } from "../../model/network/endpoints";
import { PORTS, SERVICES } from "../../model/cluster/names";
import { hours, type Duration } from "../../config/quantities";
import { DEFAULT_SHARE } from "../../config/schema/services";
import { indexReplicas } from "../../model/workloads/estimates";
import type { StackConfig } from "../../config/schema";
import type { Settings } from "../../model/stack/stack";
import { everyAddress, innerTls, tlsServer } from "../helm/collector";
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
                    // Without batch, which would acknowledge what isn't stored: the collectors have batched already.
                    processors: ["memory_limiter"],
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
                        elasticsearch === undefined ? badger(config.jaeger.retention) : elastic(config, elasticsearch),
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
            otlp: {
                protocols: {
                    // A batch of the collectors' may be larger than gRPC's 4 MiB, and would be refused for good.
                    grpc: {
                        endpoint: everyAddress(SERVICES.jaegerCollector.port),
                        tls: innerTls(config),
                        max_recv_msg_size_mib: LARGEST_BATCH_MIB,
                    },
                    http: { endpoint: everyAddress(PORTS.otlpHttp), tls: innerTls(config) },
                },
            },
        },
        processors: {
            memory_limiter: { check_interval: "1s", limit_percentage: 80, spike_limit_percentage: 20 },
        },
        exporters: {
            jaeger_storage_exporter: {
                trace_storage: STORE,
                // Badger's spans are on disk before they are acknowledged.
                ...(elasticsearch === undefined ? {} : { queue: SHORT_QUEUE }),
            },
        },
    };
}

const LARGEST_BATCH_MIB = 32;

/**
 * While Elasticsearch is away, requests are refused and wait in the collectors' queues, which are on disk. Without any
 * queue they would wait here and be sent again meanwhile, so that spans came many times.
 */
const SHORT_QUEUE = { sizer: "requests", num_consumers: 4, queue_size: 8 } as const;

const badger = (retention: Duration): HelmValues => ({
    badger: {
        directories: { keys: `${BADGER_DIRECTORY}/keys`, values: `${BADGER_DIRECTORY}/values` },
        ephemeral: false,
        // Each write is synced.
        consistency: true,
        ttl: { spans: hours(retention) },
    },
});

/** Days of the index cleaner's. */
const DAILY = "2006-01-02";

function elastic(config: StackConfig, endpoint: TlsEndpoint): HelmValues {
    const { retention, storage } = config.jaeger;
    const index = (shards: number): HelmValues => ({
        date_layout: DAILY,
        rollover_frequency: "day",
        shards,
        replicas: indexReplicas(config),
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
            // Full requests rather than many: what a crash loses is what they hold.
            bulk_processing: { max_bytes: 5_000_000, max_actions: 5000, workers: 4, flush_interval: "1s" },
            indices: {
                index_prefix: INDEX_PREFIX,
                spans: index(storage.type === "elasticsearch" ? storage.shards : 1),
                services: index(1),
                dependencies: index(1),
                sampling: index(1),
            },
        },
    };
}
