import { addressOf, urlOf, type TlsEndpoint } from "../../../model/network/endpoints";
import { CERTIFICATE_CHECK } from "../../../model/network/servers";
import type { JsonObject } from "../../../model/formats/json";
import type { ExternalEndpoint } from "../../../config/schema/collector";
import { defined, type HelmValues } from "../../helm/values";
import { LARGEST_MESSAGE_MIB } from "./receivers";
import { STORAGE } from "./service";

/** Where signals go: https://opentelemetry.io/docs/collector/components/exporter/ */

const clientTls = ({ caFile, serverName, identity }: TlsEndpoint): JsonObject =>
    defined({
        ca_file: caFile,
        server_name_override: serverName,
        ...(identity === undefined
            ? {}
            : { cert_file: identity.certificate, key_file: identity.key, reload_interval: CERTIFICATE_CHECK }),
    });

// Every field: the load-balancing exporter has no defaults of its own and would retry without a pause.
const BACK_OFF = {
    enabled: true,
    initial_interval: "1s",
    max_interval: "30s",
    randomization_factor: 0.5,
    multiplier: 1.5,
} as const;
/** A sampler that restarts is awaited; one that stays away has left the ring of addresses by then. */
const PATIENCE = "15s";

/** Between programs of ours a core is dearer than a byte: gzip costs several times as much. */
const IN_CLUSTER = "snappy";

/** A queue on disk that is tried again without end: its size is its only bound. */
const durable = (queueSize: number, consumers = 4): JsonObject => ({
    sending_queue: { enabled: true, storage: STORAGE, sizer: "bytes", queue_size: queueSize, num_consumers: consumers },
    retry_on_failure: { ...BACK_OFF, max_elapsed_time: "0s" },
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
    compression: IN_CLUSTER,
    ...durable(queueSize),
});

/** Spreads spans over the samplers by trace id: a trace is only whole in one place. */
export const samplerExporter = (sampler: TlsEndpoint, queueSize: number): HelmValues => ({
    routing_key: "traceID",
    // The queue is the exporter's own: those of its connections would share one file, which only one can open.
    // Each connection waits for its own sampler, because a batch that is tried again as a whole is sent to all of them.
    protocol: {
        otlp: {
            tls: clientTls(sampler),
            compression: IN_CLUSTER,
            timeout: "5s",
            sending_queue: { enabled: false },
            retry_on_failure: { ...BACK_OFF, max_interval: "5s", max_elapsed_time: PATIENCE },
        },
    },
    resolver: { dns: { hostname: sampler.host, port: String(sampler.port), interval: "5s" } },
    ...durable(queueSize, 10),
});

/** Exporter to an external endpoint with its headers; they come from the container's environment. */
export function externalExporter(name: string, endpoint: ExternalEndpoint, queueSize: number): HelmValues {
    const headers = Object.fromEntries(
        Object.keys(endpoint.headers).map((header) => [header, `\${env:${headerVariable(name, header)}}`]),
    );
    const common = { endpoint: endpoint.endpoint, headers };
    switch (endpoint.protocol) {
        case "otlp_grpc":
            return { ...common, compression: "gzip", ...durable(queueSize) };
        case "otlp_http":
            return { ...common, compression: "gzip", ...durable(queueSize) };
        case "prometheus_remote_write":
            return {
                ...common,
                // Its own queue would be in memory: what it can't take goes back to the buffer before it.
                remote_write_queue: { enabled: false },
                retry_on_failure: { enabled: false },
                resource_to_telemetry_conversion: { enabled: true },
            };
    }
}

/**
 * The environment variable that holds a header of an external endpoint. The endpoint's name stays in small letters, so that
 * no two endpoints share one: `acme` with `x-key` is not `acme-x` with `key`.
 */
export const headerVariable = (name: string, header: string): string =>
    `EXPORT_${name}_${header.toUpperCase()}`.replaceAll("-", "_");

/** A queue on disk before an exporter that has none: OTLP to the collector itself, on the loopback address. */
export const loopbackExporter = (port: number, queueSize: number): HelmValues => ({
    endpoint: `127.0.0.1:${port}`,
    tls: { insecure: true },
    ...durable(queueSize),
});
export const loopbackReceiver = (port: number): HelmValues => ({
    protocols: { grpc: { endpoint: `127.0.0.1:${port}`, max_recv_msg_size_mib: LARGEST_MESSAGE_MIB } },
});
