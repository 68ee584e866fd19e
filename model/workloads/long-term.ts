/** Thanos: where its blocks are, and how its programs call each other. */

import type { StackConfig } from "../../config/schema";
import { serviceHost } from "../network/endpoints";
import { SERVICES } from "../cluster/names";
import { defined, type JsonObject } from "../formats/json";

export type LongTerm = Extract<StackConfig["metrics"]["longTerm"], { mode: "thanos" }>;

/** The label that the operator gives each replica: series that differ in it alone are one. */
export const REPLICA_LABEL = "prometheus_replica";

/** ConfigMap that all of Thanos' programs read, and where. */
export const THANOS_FILES = {
    configMap: "thanos",
    directory: "/etc/thanos",
    bucket: "bucket.yaml",
    web: "web.yaml",
    downstream: "downstream.yaml",
} as const;

/** Where a volume that stands for a bucket is mounted. */
export const BUCKET_DIRECTORY = "/var/thanos/bucket";

/** The name that every server of Thanos' has in its certificate: pods are dialled by address. */
export const thanosServerName = ({ namespaces }: Pick<StackConfig, "namespaces">): string =>
    serviceHost(SERVICES.thanosQuery.service, namespaces.monitoring);

/** Undefined where there is no Thanos. */
export const thanosOf = ({ metrics }: Pick<StackConfig, "metrics">): LongTerm | undefined =>
    metrics.longTerm.mode === "thanos" ? metrics.longTerm : undefined;

/** The bucket as Thanos reads it: https://thanos.io/tip/thanos/storage.md/ */
export function bucketConfig(longTerm: LongTerm, storage: StackConfig["objectStorage"]): JsonObject {
    const { store } = longTerm;
    if (store.type === "volume" || storage === undefined) {
        return { type: "FILESYSTEM", config: { directory: BUCKET_DIRECTORY } };
    }
    const bucket = store.bucket ?? storage.logs;
    const keys = storage.identity.type === "secret";
    const below = { prefix: store.prefix };
    switch (storage.provider) {
        case "s3": {
            const endpoint = storage.endpoint ?? `https://s3.${storage.region}.amazonaws.com`;
            const { host, protocol } = new URL(endpoint);
            return {
                type: "S3",
                config: defined({
                    bucket,
                    endpoint: host,
                    region: storage.region,
                    insecure: protocol === "http:" ? true : undefined,
                    bucket_lookup_type: storage.endpoint === undefined ? undefined : "path",
                    // Keys come from the environment, an identity by Amazon's own ways.
                    aws_sdk_auth: keys ? undefined : true,
                    sse_config:
                        storage.kmsKey === undefined ? undefined : { type: "SSE-KMS", kms_key_id: storage.kmsKey },
                }),
                ...below,
            };
        }
        case "gcs":
            return { type: "GCS", config: { bucket }, ...below };
        case "azure":
            return {
                type: "AZURE",
                config: defined({
                    storage_account: storage.account,
                    container: bucket,
                    // Thanos puts it in from the environment, where the Secret is.
                    storage_account_key: keys ? "$(AZURE_ACCOUNT_KEY)" : undefined,
                }),
                ...below,
            };
    }
}
