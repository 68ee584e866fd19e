import { toYaml } from "../../config/yaml";
import type { TlsEndpoint } from "../../config/endpoints";
import { PORTS } from "../../config/names";
import { bytes } from "../../config/quantities";
import type { Settings } from "../../config/wiring";
import type { HelmValues } from "../helm/values";

/** Directory on the node: positions and undelivered lines survive a restart of the pod. */
export const STATE_DIRECTORY = "/var/fluent-bit/state";
const MEBI = 2 ** 20;

/** The whole configuration of Fluent Bit: https://docs.fluentbit.io/manual/administration/configuring-fluent-bit/yaml */
export function fluentBitConfig({ config }: Settings, collector: TlsEndpoint): HelmValues {
    const bufferMb = Math.floor(bytes(config.fluentBit.bufferSize) / MEBI);
    return {
        service: {
            flush: 1,
            log_level: "info",
            // The image's own parsers: cri, docker, json and others.
            parsers_file: "/fluent-bit/etc/parsers.conf",
            http_server: "on",
            http_listen: "0.0.0.0",
            http_port: PORTS.fluentBit,
            health_check: "on",
            "storage.path": `${STATE_DIRECTORY}/chunks`,
            "storage.sync": "normal",
            "storage.max_chunks_up": 64,
            "storage.backlog.mem_limit": "16M",
            "storage.metrics": "on",
            "scheduler.base": 1,
            "scheduler.cap": 30,
        },
        pipeline: {
            inputs: [
                {
                    name: "tail",
                    tag: "kube.*",
                    path: "/var/log/containers/*.log",
                    // Its own lines would feed themselves back.
                    exclude_path: `/var/log/containers/*_${config.namespaces.agents}_fluent-bit-*.log`,
                    "multiline.parser": "cri, docker",
                    db: `${STATE_DIRECTORY}/tail.db`,
                    "db.locking": true,
                    read_from_head: true,
                    refresh_interval: 10,
                    rotate_wait: 30,
                    skip_long_lines: "on",
                    mem_buf_limit: "32M",
                    "storage.type": "filesystem",
                },
            ],
            filters: [
                {
                    name: "kubernetes",
                    match: "kube.*",
                    // JSON lines become fields, everything else stays as it is.
                    merge_log: "on",
                    keep_log: "off",
                    "k8s-logging.parser": "on",
                    "k8s-logging.exclude": "on",
                    labels: "on",
                    annotations: "off",
                    buffer_size: "256k",
                },
                { name: "modify", match: "kube.*", rename: "log message" },
            ],
            outputs: [
                {
                    name: "opentelemetry",
                    match: "*",
                    host: collector.host,
                    port: collector.port,
                    logs_uri: "/v1/logs",
                    logs_body_key: "$message",
                    logs_body_key_attributes: true,
                    logs_severity_text_message_key: "level",
                    logs_trace_id_message_key: "trace_id",
                    logs_span_id_message_key: "span_id",
                    compress: "gzip",
                    tls: "on",
                    "tls.verify": "on",
                    "tls.ca_file": collector.caFile,
                    // Tried without end within the space on disk, which bounds what a long outage can cost.
                    retry_limit: "no_limits",
                    "storage.total_limit_size": `${bufferMb}M`,
                },
            ],
        },
    };
}

/** The file that Fluent Bit reads. */
export const fluentBitFile = (settings: Settings, collector: TlsEndpoint): string =>
    toYaml(fluentBitConfig(settings, collector));
