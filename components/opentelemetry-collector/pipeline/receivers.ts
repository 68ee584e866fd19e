import type { JsonObject } from "../../../model/formats/json";
import { SERVICES } from "../../../model/cluster/names";
import type { StackConfig } from "../../../config/schema";
import { SENDERS } from "../../../model/network/senders";
import { everyAddress, innerTls, serverTls } from "../../helm/collector";
import type { HelmValues } from "../../helm/values";

/** What the collectors listen on and what they fetch: https://opentelemetry.io/docs/collector/components/receiver/ */

/** A connection is closed and dialled anew after this time, so that clients spread over all replicas. */
const CONNECTION_AGE = "2m";
/** A batch of large spans or lines passes the 4 MiB that gRPC servers take by default, and would be refused for good. */
export const LARGEST_MESSAGE_MIB = 16;
/** Bounds what a broken target can cost. */
const SCRAPE_LIMITS = { sample_limit: 50_000, label_limit: 50, label_value_length_limit: 1024 } as const;

/** An OTLP receiver; without TLS only where configuration allows it. */
export const otlpReceiver = (grpc: number, http: number, tls: HelmValues): HelmValues => {
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

/** What an application must prove at a receiver (`collector.authentication`). */
function asked(authentication: StackConfig["collector"]["authentication"]): HelmValues {
    switch (authentication.type) {
        case "none":
            return { tls: serverTls };
        case "bearer":
            return { tls: serverTls, auth: { authenticator: SENDERS.extension } };
        case "certificate":
            return { tls: { ...serverTls, client_ca_file: SENDERS.caFile, client_ca_file_reload: true } };
    }
}

/** The extensions that this takes. */
export const proofExtensions = ({ collector }: StackConfig): HelmValues =>
    collector.authentication.type === "bearer"
        ? { [SENDERS.extension]: { scheme: "Bearer", filename: SENDERS.tokenFile } }
        : {};

/** What the nodes' agents bring lines to: alone those who show a certificate, for they speak for every pod of their node. */
export const agentReceiver = (config: StackConfig): HelmValues => ({
    protocols: { http: { endpoint: everyAddress(SERVICES.collectorAgents.port), tls: innerTls(config) } },
});

/** What applications push to, by the signals that it brings. */
export function pushReceivers({ collector }: StackConfig): {
    readonly all: HelmValues;
    readonly tracesOnly: HelmValues;
} {
    const proving = asked(collector.authentication);
    const { collectorGrpc, collectorHttp, collectorPlainGrpc, collectorPlainHttp } = SERVICES;
    return {
        all: {
            otlp: otlpReceiver(collectorGrpc.port, collectorHttp.port, proving),
            ...(collector.plainOtlp
                ? { "otlp/plain": otlpReceiver(collectorPlainGrpc.port, collectorPlainHttp.port, {}) }
                : {}),
        },
        tracesOnly: {
            ...(collector.jaeger
                ? {
                      jaeger: {
                          protocols: {
                              grpc: { endpoint: everyAddress(SERVICES.collectorJaegerGrpc.port), ...proving },
                              thrift_http: { endpoint: everyAddress(SERVICES.collectorJaegerHttp.port), ...proving },
                          },
                      },
                  }
                : {}),
            ...(collector.zipkin
                ? { zipkin: { endpoint: everyAddress(SERVICES.collectorZipkin.port), ...proving } }
                : {}),
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
