/** Where Loki keeps chunks, indices and rules. */

import type { Settings } from "../../model/stack/stack";
import { defined, type HelmValues } from "../helm/values";

type ObjectStorage = NonNullable<Settings["config"]["objectStorage"]>;

const STORE_NAMES = { s3: "s3", gcs: "gcs", azure: "azure" } as const;

/** Name of the store in Loki's schema. */
export const objectStoreName = (storage: ObjectStorage | undefined): string =>
    storage === undefined ? "filesystem" : STORE_NAMES[storage.provider];

/** Loki's `common.storage`: https://grafana.com/docs/loki/latest/configure/#common */
export function commonStorage(storage: ObjectStorage | undefined): HelmValues {
    switch (storage?.provider) {
        case undefined:
            return { filesystem: { chunks_directory: "/var/loki/chunks", rules_directory: "/var/loki/rules" } };
        case "s3":
            return {
                s3: defined({
                    bucketnames: storage.logs,
                    region: storage.region,
                    endpoint: storage.endpoint,
                    s3forcepathstyle: storage.endpoint !== undefined,
                    sse: storage.kmsKey === undefined ? undefined : { type: "SSE-KMS", kms_key_id: storage.kmsKey },
                }),
            };
        case "gcs":
            return { gcs: { bucket_name: storage.logs } };
        case "azure":
            return {
                azure: defined({
                    container_name: storage.logs,
                    account_name: storage.account,
                    use_federated_token: storage.identity.type === "workload" ? true : undefined,
                    // Loki expands it from the environment, where the Secret is.
                    account_key: storage.identity.type === "secret" ? "${AZURE_ACCOUNT_KEY}" : undefined,
                }),
            };
    }
}
