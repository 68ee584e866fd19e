/** Thanos' programs and what they are told: https://thanos.io/tip/thanos/getting-started.md/ */

import { HEADLESS, PORTS, SERVICES, THANOS_COMPACTOR } from "../../model/cluster/names";
import { CERTIFICATE, serviceHost, TRUST, urlOf, type TlsEndpoint } from "../../model/network/endpoints";
import type { StackConfig } from "../../config/schema";
import type { Workload } from "../../config/schema/resources";
import { bytes, type Bytes } from "../../config/quantities";
import type { JsonObject } from "../../model/formats/json";
import { REPLICA_LABEL, thanosServerName, type LongTerm } from "../../model/workloads/long-term";
import { grpcServer, thanosFile } from "../helm/thanos";

export const DATA_DIRECTORY = "/var/thanos/data";
/** Share of a store gateway's memory limit for what it keeps of indices and for chunks on their way. */
const INDEX_CACHE_SHARE = 0.2;
const CHUNK_POOL_SHARE = 0.4;
/** Share of a query frontend's memory limit for answers that it keeps. */
const ANSWERS_SHARE = 0.5;
const MEBI = 2 ** 20;

export interface Program {
    readonly name: string;
    readonly replicas: number;
    readonly size: Workload;
    readonly args: readonly string[];
    /** Whether it reads or writes the bucket. */
    readonly blocks: boolean;
    /** Volume of each pod, for what it has read of the bucket: lost, it is read again. */
    readonly storage?: Bytes;
    /** Whether it serves gRPC. */
    readonly grpc: boolean;
}

const HTTP = [
    `--http-address=0.0.0.0:${PORTS.thanosHttp}`,
    `--http.config=${thanosFile("web")}`,
    "--log.format=json",
] as const;
const grpc = (config: StackConfig): readonly string[] => {
    const { certFile, keyFile, caFile } = grpcServer(config);
    return [
        `--grpc-address=0.0.0.0:${PORTS.thanosGrpc}`,
        `--grpc-server-tls-cert=${certFile}`,
        `--grpc-server-tls-key=${keyFile}`,
        ...(caFile === undefined ? [] : [`--grpc-server-tls-client-ca=${caFile}`]),
    ];
};

/** Pods of a headless Service, as Thanos looks them up. */
const podsOf = (service: string, { namespaces }: StackConfig): string =>
    `--endpoint=dns+${serviceHost(service, namespaces.monitoring)}:${PORTS.thanosGrpc}`;

const shareOf = (limit: Bytes, share: number): string => `${Math.floor((bytes(limit) * share) / MEBI)}MiB`;

export function thanosPrograms(
    config: StackConfig,
    longTerm: LongTerm,
    calls: { readonly query: TlsEndpoint },
): readonly Program[] {
    const { retention, queriers, stores, storeStorage, compactorStorage } = longTerm;
    const { thanosStore } = config.resources;
    return [
        {
            name: SERVICES.thanosQueryFrontend.service,
            replicas: queriers,
            size: "thanosQueryFrontend",
            blocks: false,
            grpc: false,
            args: [
                "query-frontend",
                ...HTTP,
                `--query-frontend.downstream-url=${urlOf(calls.query)}`,
                `--query-frontend.downstream-tripper-config-file=${thanosFile("downstream")}`,
                `--query-range.response-cache-config=${JSON.stringify(answers(config))}`,
                `--labels.response-cache-config=${JSON.stringify(answers(config))}`,
                "--query-frontend.compress-responses",
            ],
        },
        {
            name: SERVICES.thanosQuery.service,
            replicas: queriers,
            size: "thanosQuery",
            blocks: false,
            grpc: false,
            args: [
                "query",
                ...HTTP,
                ...grpc(config),
                podsOf(HEADLESS.prometheus, config),
                podsOf(HEADLESS.thanosStore, config),
                "--grpc-client-tls-secure",
                `--grpc-client-tls-ca=${TRUST.file}`,
                `--grpc-client-tls-cert=${CERTIFICATE.certificate}`,
                `--grpc-client-tls-key=${CERTIFICATE.key}`,
                `--grpc-client-server-name=${thanosServerName(config)}`,
                `--query.replica-label=${REPLICA_LABEL}`,
                // Long ranges are answered with what is kept for them.
                "--query.auto-downsampling",
            ],
        },
        {
            name: HEADLESS.thanosStore,
            replicas: stores,
            size: "thanosStore",
            blocks: true,
            storage: storeStorage,
            grpc: true,
            args: [
                "store",
                ...HTTP,
                ...grpc(config),
                `--data-dir=${DATA_DIRECTORY}`,
                `--objstore.config-file=${thanosFile("bucket")}`,
                `--index-cache-size=${shareOf(thanosStore.memoryLimit, INDEX_CACHE_SHARE)}`,
                `--chunk-pool-size=${shareOf(thanosStore.memoryLimit, CHUNK_POOL_SHARE)}`,
            ],
        },
        {
            name: THANOS_COMPACTOR,
            replicas: 1,
            size: "thanosCompactor",
            blocks: true,
            storage: compactorStorage,
            grpc: false,
            args: [
                "compact",
                "--wait",
                ...HTTP,
                `--data-dir=${DATA_DIRECTORY}`,
                `--objstore.config-file=${thanosFile("bucket")}`,
                `--retention.resolution-raw=${retention.raw}`,
                `--retention.resolution-5m=${retention.fiveMinutes}`,
                `--retention.resolution-1h=${retention.hour}`,
                // Prometheus takes samples out of order, so that blocks overlap: it would halt at the first of them.
                "--compact.enable-vertical-compaction",
            ],
        },
    ];
}

/** Answers that a query frontend keeps, in its memory. */
const answers = ({ resources }: StackConfig): JsonObject => ({
    type: "IN-MEMORY",
    config: {
        // Of queries and of labels alike.
        max_size: shareOf(resources.thanosQueryFrontend.memoryLimit, ANSWERS_SHARE / 2),
        validity: "24h",
    },
});

/** How a query frontend verifies the queriers. */
export const downstreamConfig = (config: StackConfig): JsonObject => ({
    tls_config: { ca_file: TRUST.file, server_name: thanosServerName(config) },
});

/** The servers of HTTP. */
export const webConfig: JsonObject = {
    tls_server_config: { cert_file: CERTIFICATE.certificate, key_file: CERTIFICATE.key, min_version: "TLS12" },
};
