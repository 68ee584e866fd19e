import { toYaml } from "../../model/formats/yaml";
import type { TlsEndpoint } from "../../model/network/endpoints";
import { PORTS } from "../../model/cluster/names";
import { bytes } from "../../config/quantities";
import type { StackConfig } from "../../config/schema";
import type { HelmValues } from "../helm/values";
import { CHUNK_LINES } from "./grammar";
import { joinTraces, multilineParsers } from "./multiline";
import { levelFilters } from "./levels";
import { lineProcessors, MESSAGE, parsers, PATH, schemaFilters, TEXT } from "./schema";

/** Directory on the node: positions and undelivered lines survive a restart of the pod. */
export const STATE_DIRECTORY = "/var/fluent-bit/state";
const LOGS = "/var/log/containers";
const MEBI = 2 ** 20;
/** How long it goes on delivering when it is told to stop. */
export const GRACE_SECONDS = 20;

/** The whole configuration of Fluent Bit: https://docs.fluentbit.io/manual/administration/configuring-fluent-bit/yaml */
export const fluentBitConfig = (config: StackConfig, collector: TlsEndpoint): HelmValues => ({
    service,
    parsers,
    multiline_parsers: multilineParsers,
    pipeline: {
        inputs: [containers(config)],
        filters: [...schemaFilters, ...levelFilters],
        outputs: [toCollector(config, collector)],
    },
});

const service: HelmValues = {
    flush: 1,
    grace: GRACE_SECONDS,
    log_level: "info",
    http_server: true,
    http_listen: "0.0.0.0",
    http_port: PORTS.fluentBit,
    health_check: true,
    "storage.path": `${STATE_DIRECTORY}/chunks`,
    "storage.sync": "normal",
    "storage.delete_irrecoverable_chunks": true,
    // Chunks in memory at a time, of 2 MB each; the others wait on disk.
    "storage.max_chunks_up": 16,
    "storage.backlog.mem_limit": "16M",
    "storage.metrics": true,
    // Back-off between these, in seconds.
    "scheduler.base": 1,
    "scheduler.cap": 30,
    multiline_buffer_limit: "1M",
};

const containers = ({ namespaces, fluentBit }: StackConfig): HelmValues => {
    const { include, exclude } = fluentBit.namespaces;
    const of = (namespace: string): string => `${LOGS}/*_${namespace}_*.log`;
    return {
        name: "tail",
        tag: "kube.*",
        path_key: PATH,
        path: include.length === 0 ? `${LOGS}/*.log` : include.map(of).join(","),
        exclude_path: [
            // Its own lines would feed themselves back.
            `${LOGS}/*_${namespaces.agents}_fluent-bit-*.log`,
            ...exclude.map(of),
        ].join(","),
        // containerd and CRI-O, or Docker; both split long lines, which are joined again.
        "multiline.parser": "cri, docker",
        db: `${STATE_DIRECTORY}/tail.db`,
        "db.locking": true,
        // Names are compared as they resolve, and what is tailed are the kubelet's links: each restart would take every
        // file for another one, and send it anew. The inode tells files apart.
        "db.compare_filename": false,
        read_from_head: true,
        refresh_interval: 5,
        rotate_wait: 30,
        // The runtimes split at 16 KiB; Docker's escapes make that longer.
        buffer_max_size: "256k",
        skip_long_lines: true,
        "storage.type": "filesystem",
        processors: { logs: [...lineProcessors, joinTraces(TEXT)] },
    };
};

const toCollector = ({ fluentBit }: StackConfig, { host, port, caFile, identity }: TlsEndpoint): HelmValues => ({
    name: "opentelemetry",
    match: "*",
    host,
    port,
    logs_uri: "/v1/logs",
    logs_body_key: [`$${MESSAGE}`, `$${TEXT}`],
    logs_body_key_attributes: true,
    logs_severity_text_message_key: "$level",
    logs_severity_number_message_key: "$severity_number",
    logs_trace_id_message_key: "$trace_id",
    logs_span_id_message_key: "$span_id",
    // A chunk is one request: of several, only the last one's failure would be noticed.
    batch_size: CHUNK_LINES,
    compress: "gzip",
    tls: true,
    "tls.verify": true,
    "tls.verify_hostname": true,
    "tls.ca_file": caFile,
    ...(identity === undefined ? {} : { "tls.crt_file": identity.certificate, "tls.key_file": identity.key }),
    // Connections are dialled anew now and then, so that nodes spread over all collectors.
    "net.keepalive_max_recycle": 100,
    "net.connect_timeout": "10s",
    "net.io_timeout": "60s",
    // It would tell of every request, and in an outage of each one again.
    log_level: "warn",
    log_suppress_interval: "60s",
    // Tried without end within the space on disk, which bounds what a long outage can cost.
    retry_limit: "no_limits",
    "storage.total_limit_size": `${Math.floor(bytes(fluentBit.bufferSize) / MEBI)}M`,
});

/** The file that Fluent Bit reads. */
export const fluentBitFile = (config: StackConfig, collector: TlsEndpoint): string =>
    toYaml(fluentBitConfig(config, collector));
