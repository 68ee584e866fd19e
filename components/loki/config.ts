import { CERTIFICATE, serviceHost, TRUST, urlOf, type TlsEndpoint } from "../../model/network/endpoints";
import { publicUrl } from "../../model/network/interfaces";
import { PORTS, SERVICES } from "../../model/cluster/names";
import { bytes } from "../../config/quantities";
import { asksForCertificates } from "../../model/network/issuers";
import { gossipsSecurely, LOKI_SERVER_NAME } from "../../model/network/servers";
import type { StackConfig } from "../../config/schema";
import type { Settings } from "../../model/stack/stack";
import { DATASOURCES } from "../../model/grafana/datasources";
import type { JsonObject } from "../../model/formats/json";
import { defined, type HelmValue, type HelmValues } from "../helm/values";
import { chunkAge, limits } from "./limits";
import { commonStorage, objectStoreName } from "./storage";

/** Directory of the rules of the ruler; below it one folder per tenant, `fake` when there are no tenants. */
export const RULES_DIRECTORY = "/etc/loki/rules";

const MEBI = 2 ** 20;
export interface LokiCalls {
    /** Where the ruler sends alerts: every Alertmanager. */
    readonly alertmanagers: readonly TlsEndpoint[];
}

/** The whole configuration of Loki: https://grafana.com/docs/loki/latest/configure/ */
export function lokiConfig(settings: Settings, { alertmanagers }: LokiCalls): HelmValues {
    const { loki, objectStorage, namespaces } = settings.config;
    const distributed = loki.mode === "distributed";
    const client = grpcClient();
    const asks = asksForCertificates(settings.config);
    const asking: HelmValues = asks ? { ...serverTls, ...CLIENTS_OF_OURS } : serverTls;
    const store = objectStoreName(objectStorage);
    const host = (service: string): string => serviceHost(service, namespaces.monitoring);
    return defined({
        auth_enabled: false,
        analytics: { reporting_enabled: false },
        server: {
            log_level: "info",
            http_listen_port: SERVICES.loki.port,
            grpc_listen_port: PORTS.lokiGrpc,
            http_tls_config: asking,
            grpc_tls_config: asking,
            http_server_read_timeout: "10m",
            http_server_write_timeout: "10m",
            grpc_server_max_recv_msg_size: 100 * MEBI,
            grpc_server_max_send_msg_size: 100 * MEBI,
        },
        // The kubelet has no certificate to show: its probes get an answer here, and policies let nobody else in. The two
        // servers wait for each other at the end (seen with 3.7.8): all else has stopped and is stored by then.
        internal_server: asks
            ? {
                  enable: true,
                  http_listen_address: "0.0.0.0",
                  http_listen_port: PORTS.lokiProbes,
                  http_tls_config: serverTls,
              }
            : undefined,
        common: {
            path_prefix: "/var/loki",
            replication_factor: distributed ? 3 : 1,
            storage: commonStorage(objectStorage),
            ring: { kvstore: { store: distributed ? "memberlist" : "inmemory" } },
            // A single process finds its own compactor on the loopback address.
            compactor_grpc_address: `${distributed ? host("loki-compactor") : "localhost"}:${PORTS.lokiGrpc}`,
        },
        memberlist: distributed
            ? {
                  join_members: [`${host("loki-memberlist")}:${PORTS.memberlist}`],
                  bind_port: PORTS.memberlist,
                  ...(gossipsSecurely(settings.config) ? tlsFiles(GOSSIP_DIRECTORY) : {}),
              }
            : undefined,
        schema_config: {
            configs: [
                {
                    from: loki.schemaFrom,
                    store: "tsdb",
                    object_store: store,
                    schema: "v13",
                    index: { prefix: "loki_index_", period: "24h" },
                },
            ],
        },
        storage_config: {
            tsdb_shipper: {
                active_index_directory: "/var/loki/tsdb-index",
                cache_location: "/var/loki/tsdb-cache",
                index_gateway_client: {
                    server_address: distributed
                        ? `dns+${host("loki-index-gateway-headless")}:${PORTS.lokiGrpc}`
                        : undefined,
                    grpc_client_config: client,
                },
            },
        },
        compactor: {
            working_directory: "/var/loki/compactor",
            retention_enabled: true,
            delete_request_store: store,
            compaction_interval: "10m",
            retention_delete_delay: "2h",
            // Who asks for a person's lines to be deleted has been asked before: nobody takes it back within a day.
            delete_request_cancel_period: settings.config.loki.erasure ? "1m" : undefined,
            // What is to be deleted is remembered where the chunks are: a compactor's own disk goes with its pod.
            deletion_marker_object_store_prefix: objectStorage === undefined ? undefined : "deletion-markers/",
        },
        limits_config: limits(settings.config),
        ingester: ingester(settings.config),
        query_scheduler: { use_scheduler_ring: distributed ? true : undefined, grpc_client_config: client },
        frontend: {
            grpc_client_config: client,
            tail_proxy_url: distributed ? `https://${host("loki-querier")}:${SERVICES.loki.port}` : undefined,
            tail_tls_config: distributed ? tailTls : undefined,
        },
        frontend_worker: { query_scheduler_grpc_client: client, query_frontend_grpc_client: client },
        ingester_client: { grpc_client_config: client },
        compactor_grpc_client: client,
        query_range: { align_queries_with_step: true, cache_results: false },
        ruler: ruler(settings.config, alertmanagers),
        runtime_config: { file: "/etc/loki/runtime-config/runtime-config.yaml" },
    });
}

/** Who calls shows a certificate of the stack's own authority. */
const CLIENTS_OF_OURS = { client_auth_type: "RequireAndVerifyClientCert", client_ca_file: TRUST.file } as const;

const serverTls = { cert_file: CERTIFICATE.certificate, key_file: CERTIFICATE.key } as const;

/** Where the certificate of the gossip between the processes is. */
export const GOSSIP_DIRECTORY = "/etc/go-coffee/gossip";

const tlsFiles = (directory: string): JsonObject => ({
    tls_enabled: true,
    tls_ca_path: TRUST.file,
    tls_cert_path: `${directory}/tls.crt`,
    tls_key_path: `${directory}/tls.key`,
    tls_server_name: LOKI_SERVER_NAME,
});

/** Processes of Loki call each other by pod address, so the name in the certificate is given. */
const grpcClient = (): HelmValues => ({
    ...tlsFiles(CERTIFICATE.directory),
    max_recv_msg_size: 100 * MEBI,
    max_send_msg_size: 100 * MEBI,
});

/** The frontend hands a tail on to a querier, by HTTP. */
const tailTls: HelmValues = {
    tls_ca_path: TRUST.file,
    tls_cert_path: CERTIFICATE.certificate,
    tls_key_path: CERTIFICATE.key,
    tls_server_name: LOKI_SERVER_NAME,
};

/** Share of an ingester's memory that a replay of its write-ahead log may fill before it is flushed. */
const REPLAY_SHARE = 0.4;

function ingester(config: StackConfig): HelmValues {
    const { memoryLimit } = config.resources[config.loki.mode === "distributed" ? "lokiIngester" : "loki"];
    return {
        chunk_encoding: "zstd",
        max_chunk_age: chunkAge(config),
        wal: {
            dir: "/var/loki/wal",
            flush_on_shutdown: true,
            replay_memory_ceiling: `${Math.floor((bytes(memoryLimit) * REPLAY_SHARE) / MEBI)}MB`,
        },
    };
}

function ruler(config: StackConfig, alertmanagers: readonly TlsEndpoint[]): HelmValue {
    const distributed = config.loki.mode === "distributed";
    return {
        enable_api: true,
        // As on the alerts of Prometheus; the link to the source of an alert leads to Grafana.
        external_labels: { cluster: config.cluster.name },
        external_url: publicUrl("grafana", config),
        datasource_uid: DATASOURCES.loki.uid,
        enable_alertmanager_v2: true,
        alertmanager_url: alertmanagers.map(urlOf).join(","),
        alertmanager_client: { tls_ca_path: TRUST.file },
        storage: { type: "local", local: { directory: RULES_DIRECTORY } },
        rule_path: "/var/loki/rules-temp",
        ring: { kvstore: { store: distributed ? "memberlist" : "inmemory" } },
        ruler_client: tlsFiles(CERTIFICATE.directory),
    };
}
