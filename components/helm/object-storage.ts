/** How pods get at the object storage: keys of a Secret, in the environment or as files. */

import type { Settings } from "../../model/stack/stack";
import type { HelmValue } from "./values";

const CREDENTIALS = "/etc/go-coffee/object-storage";

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
