import type { JsonObject } from "../../../model/formats/json";
import { SERVICES } from "../../../model/cluster/names";
import type { StackConfig } from "../../../config/schema";
import { everyAddress, innerTls, serverTls, tlsServer } from "../../helm/collector";
import { defined, type HelmValues } from "../../helm/values";

/** What the collectors listen on and what they fetch: https://opentelemetry.io/docs/collector/components/receiver/ */

/** A connection is closed and dialled anew after this time, so that clients spread over all replicas. */
const CONNECTION_AGE = "2m";
/** A batch of large spans or lines passes the 4 MiB that gRPC servers take by default, and would be refused for good. */
export const LARGEST_MESSAGE_MIB = 16;
/** Bounds what a broken target can cost. */
const SCRAPE_LIMITS = { sample_limit: 50_000, label_limit: 50, label_value_length_limit: 1024 } as const;

/** An OTLP receiver; without TLS only where configuration allows it. */
export const otlpReceiver = (grpc: number, http: number, security: HelmValues | undefined): HelmValues => {
    const tls: HelmValues = defined({ tls: security });
    return {
        protocols: {
            grpc: {
                endpoint: everyAddress(grpc),
                ...tls,
                max_recv_msg_size_mib: LARGEST_MESSAGE_MIB,
                keepalive: {
                    server_parameters: { max_connection_age: CONNECTION_AGE, max_connection_age_grace: "30s" },
                },
            },
            http: { endpoint: everyAddress(http), ...tls },
        },
    };
};

/** What the nodes' agents bring lines to: alone those who show a certificate, for they speak for every pod of their node. */
export const agentReceiver = (config: StackConfig): HelmValues => ({
    protocols: { http: { endpoint: everyAddress(SERVICES.collectorAgents.port), tls: innerTls(config) } },
});

/** What applications push to, by the signals that it brings. */
export function pushReceivers({ collector }: StackConfig): {
    readonly all: HelmValues;
    readonly tracesOnly: HelmValues;
} {
    const { collectorGrpc, collectorHttp, collectorPlainGrpc, collectorPlainHttp } = SERVICES;
    return {
        all: {
            otlp: otlpReceiver(collectorGrpc.port, collectorHttp.port, serverTls),
            ...(collector.plainOtlp
                ? { "otlp/plain": otlpReceiver(collectorPlainGrpc.port, collectorPlainHttp.port, undefined) }
                : {}),
        },
        tracesOnly: {
            ...(collector.jaeger
                ? {
                      jaeger: {
                          protocols: {
                              grpc: tlsServer(SERVICES.collectorJaegerGrpc.port),
                              thrift_http: tlsServer(SERVICES.collectorJaegerHttp.port),
                          },
                      },
                  }
                : {}),
            ...(collector.zipkin ? { zipkin: tlsServer(SERVICES.collectorZipkin.port) } : {}),
        },
    };
}

/** A Prometheus receiver of some jobs. */
export const prometheusReceiver = (jobs: readonly JsonObject[]): HelmValues => ({ config: { scrape_configs: jobs } });

/** A scrape job with bounds. */
export const scrapeJob = (name: string, targets: readonly string[], more: JsonObject): JsonObject => ({
    job_name: name,
    ...SCRAPE_LIMITS,
    ...more,
    static_configs: [{ targets }],
});

/** Events and objects of the cluster, seen once: by the one collector that has these. */
export const clusterReceivers: HelmValues = {
    k8s_cluster: {
        auth_type: "serviceAccount",
        collection_interval: "30s",
        node_conditions_to_report: ["Ready", "MemoryPressure", "DiskPressure", "PIDPressure"],
        allocatable_types_to_report: ["cpu", "memory", "ephemeral-storage", "pods"],
    },
    k8s_events: { auth_type: "serviceAccount" },
};
