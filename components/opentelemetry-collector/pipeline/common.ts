import { addressOf, urlOf, type TlsEndpoint } from "../../../config/endpoints";
import { PORTS } from "../../../config/names";
import { bytes } from "../../../config/quantities";
import type { StackConfig } from "../../../config/schema";
import { everyAddress, serverTls } from "../../helm/collector";
import { defined, type HelmValues } from "../../helm/values";

/** What the tiers of collectors have in common: https://opentelemetry.io/docs/collector/configuration/ */

/** Persistent queues: what a backend can't take yet survives a restart of the collector. */
export const QUEUE_DIRECTORY = "/var/lib/otelcol";
const STORAGE = "file_storage/queues";
/** A connection is closed and dialled anew after this time, so that clients spread over all replicas. */
const CONNECTION_AGE = "2m";

/** An OTLP receiver; without TLS only where configuration allows it. */
export const otlpReceiver = (grpc: number, http: number, secure: boolean): HelmValues => {
    const tls: HelmValues = secure ? { tls: serverTls } : {};
    return {
        protocols: {
            grpc: {
                endpoint: everyAddress(grpc),
                ...tls,
                keepalive: {
                    server_parameters: { max_connection_age: CONNECTION_AGE, max_connection_age_grace: "30s" },
                },
            },
            http: { endpoint: everyAddress(http), ...tls },
        },
    };
};

const clientTls = ({ caFile, serverName }: TlsEndpoint): HelmValues =>
    defined({ ca_file: caFile, server_name_override: serverName });

/** Share of a collector's volume that its queues may fill: the database keeps room for what it is rewriting. */
const QUEUE_SHARE = 0.7;

/** Bytes that each of a collector's queues may hold. */
export const queueBytes = ({ collector }: StackConfig, queues: number): number =>
    Math.floor((bytes(collector.queueStorage) * QUEUE_SHARE) / queues);

/** A queue on disk that is tried again without end: its size is its only bound. */
const durable = (queueSize: number): HelmValues => ({
    sending_queue: { enabled: true, storage: STORAGE, sizer: "bytes", queue_size: queueSize, num_consumers: 4 },
    // Every field: the load-balancing exporter has no defaults of its own and would retry without a pause.
    retry_on_failure: {
        enabled: true,
        initial_interval: "1s",
        max_interval: "30s",
        max_elapsed_time: "0s",
        randomization_factor: 0.5,
        multiplier: 1.5,
    },
});

/** Exporter of OTLP over HTTP; `path` is that of the backend's OTLP endpoint. */
export const httpExporter = (endpoint: TlsEndpoint, path: string, queueSize: number): HelmValues => ({
    endpoint: `${urlOf(endpoint)}${path}`,
    tls: clientTls(endpoint),
    compression: "gzip",
    ...durable(queueSize),
});

/** Exporter of OTLP over gRPC. */
export const grpcExporter = (endpoint: TlsEndpoint, queueSize: number): HelmValues => ({
    endpoint: addressOf(endpoint),
    tls: clientTls(endpoint),
    ...durable(queueSize),
});

/** Spreads spans over the samplers by trace id: a trace is only whole in one place. */
export const samplerExporter = (sampler: TlsEndpoint, queueSize: number): HelmValues => ({
    routing_key: "traceID",
    // The queue is the exporter's own: those of its connections would share one file, which only one can open.
    protocol: {
        otlp: {
            tls: clientTls(sampler),
            timeout: "5s",
            sending_queue: { enabled: false },
            retry_on_failure: { enabled: false },
        },
    },
    resolver: { dns: { hostname: sampler.host, port: String(sampler.port), interval: "5s" } },
    ...durable(queueSize),
});

/** First in every pipeline: refuses before the container is killed. */
export const memoryLimiter = { check_interval: "1s", limit_percentage: 80, spike_limit_percentage: 20 } as const;
export const batch = { timeout: "1s", send_batch_size: 2048, send_batch_max_size: 4096 } as const;

export const extensions = {
    health_check: { endpoint: everyAddress(PORTS.health) },
    [STORAGE]: {
        directory: QUEUE_DIRECTORY,
        create_directory: true,
        compaction: { on_start: true, directory: QUEUE_DIRECTORY },
    },
} as const;

/** Names such as `otelcol_exporter_sent_spans_total`: what isn't said here differs between versions. */
const TELEMETRY = {
    host: "0.0.0.0",
    port: PORTS.telemetry,
    without_scope_info: true,
    without_units: true,
    without_type_suffix: false,
} as const;

/** Metrics and logs of the collector itself. */
export const telemetry = (name: string): HelmValues => ({
    resource: { attributes: [{ name: "service.name", value: name }] },
    metrics: {
        level: "detailed",
        readers: [{ pull: { exporter: { prometheus: TELEMETRY } } }],
    },
    logs: { level: "info", encoding: "json" },
});

export interface Pipeline {
    readonly receivers: readonly string[];
    readonly processors: readonly string[];
    readonly exporters: readonly string[];
}

/** The `service` section. */
export const service = (name: string, pipelines: { readonly [signal: string]: Pipeline }): HelmValues => ({
    extensions: Object.keys(extensions),
    pipelines: pipelines as { readonly [signal: string]: Pipeline } & HelmValues,
    telemetry: telemetry(name),
});
