/** Where Loki keeps chunks, indices and rules. */

import type { Settings } from "../../model/stack/stack";
import { defined, type HelmValue, type HelmValues } from "../helm/values";

type ObjectStorage = NonNullable<Settings["config"]["objectStorage"]>;

const STORE_NAMES = { s3: "s3", gcs: "gcs", azure: "azure" } as const;
const CREDENTIALS = "/etc/go-coffee/object-storage";

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

/** How the pods get at the keys of the object storage: environment or files, never values. */
export function storageCredentials({ config, references }: Settings): {
    readonly env: readonly HelmValue[];
    readonly volumes: readonly HelmValue[];
    readonly mounts: readonly HelmValue[];
} {
    const none = { env: [], volumes: [], mounts: [] } as const;
    const storage = config.objectStorage;
    const id = references.objectStorageAccessKeyId;
    const key = references.objectStorageSecretAccessKey;
    if (storage?.identity.type !== "secret" || key === undefined) return none;
    const variable = (name: string, secretKeyRef: typeof key): HelmValue => ({
        name,
        valueFrom: { secretKeyRef: { ...secretKeyRef } },
    });
    switch (storage.provider) {
        case "s3":
            return {
                ...none,
                env: [
                    ...(id === undefined ? [] : [variable("AWS_ACCESS_KEY_ID", id)]),
                    variable("AWS_SECRET_ACCESS_KEY", key),
                ],
            };
        case "azure":
            return { ...none, env: [variable("AZURE_ACCOUNT_KEY", key)] };
        case "gcs":
            return {
                env: [{ name: "GOOGLE_APPLICATION_CREDENTIALS", value: `${CREDENTIALS}/service-account.json` }],
                volumes: [
                    {
                        name: "object-storage",
                        secret: { secretName: key.name, items: [{ key: key.key, path: "service-account.json" }] },
                    },
                ],
                mounts: [{ name: "object-storage", mountPath: CREDENTIALS, readOnly: true }],
            };
    }
}
