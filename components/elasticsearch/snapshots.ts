import type { StackConfig } from "../../config/schema";
import { portOf } from "../../model/network/outside";
import type { Settings } from "../../model/stack/stack";
import type { HelmValue, HelmValues } from "../helm/values";

/**
 * How Elasticsearch gets at the object storage that snapshots go to; registering a repository in it is left to
 * `npm run backup`. https://www.elastic.co/docs/deploy-manage/tools/snapshot-and-restore/cloud-on-k8s
 */
export interface SnapshotAccess {
    /** Settings of each node. */
    readonly config: HelmValues;
    /** Keys of Secrets that the operator puts into the nodes' keystores (`secureSettings`). */
    readonly secureSettings: readonly HelmValue[];
    /** Keystore entries that no Secret holds yet. */
    readonly keystore: { readonly [setting: string]: string };
    /** The identity of the pods, where it is what the object storage trusts. */
    readonly identity?: PodIdentity;
}

export interface PodIdentity {
    /** Annotations of the pods' service account. */
    readonly annotations: { readonly [name: string]: string };
    readonly podLabels: { readonly [name: string]: string };
    /** Whether the pods' usual token is asked for. */
    readonly mountToken: boolean;
    /** A token for the object storage alone; Elasticsearch reads no file outside of its own configuration. */
    readonly token?: ProjectedToken;
    readonly env: readonly HelmValue[];
}

export interface ProjectedToken {
    readonly volume: string;
    readonly directory: string;
    readonly file: string;
    readonly audience: string;
    readonly seconds: number;
}

/** Secret with keystore entries of ours. */
export const KEYSTORE_SECRET = "elasticsearch-keystore";
export const SERVICE_ACCOUNT = "elasticsearch";

const CONFIGURATION = "/usr/share/elasticsearch/config";
/** Elasticsearch looks for it in exactly this place. */
const AWS_TOKEN: ProjectedToken = {
    volume: "aws-iam-token",
    directory: `${CONFIGURATION}/repository-s3`,
    file: "aws-web-identity-token-file",
    audience: "sts.amazonaws.com",
    seconds: 86_400,
};
const AZURE_TOKEN: ProjectedToken = {
    volume: "azure-identity-token",
    directory: `${CONFIGURATION}/azure/tokens`,
    file: "azure-identity-token",
    audience: "api://AzureADTokenExchange",
    seconds: 3600,
};
const ROLE_ANNOTATION = "eks.amazonaws.com/role-arn";

type Storage = NonNullable<StackConfig["objectStorage"]>;

/** Undefined where no snapshots are taken. */
export function snapshotAccess({ config, references }: Settings): SnapshotAccess | undefined {
    const { elasticsearch, objectStorage } = config;
    const snapshots = elasticsearch.mode === "managed" ? elasticsearch.snapshots : undefined;
    if (snapshots === undefined || objectStorage === undefined) return undefined;
    const { config: nodes, keystore, keys } = clientOf(objectStorage);
    const settings = { ...nodes, ...proxyOf(objectStorage.provider, config) };
    const own = Object.keys(keystore).length > 0 ? [{ secretName: KEYSTORE_SECRET }] : [];
    const { identity } = objectStorage;
    if (identity.type === "workload") {
        return {
            config: settings,
            keystore,
            secureSettings: own,
            identity: podIdentity(objectStorage, snapshots.annotations ?? identity.annotations, identity.podLabels),
        };
    }
    return { config: settings, keystore, secureSettings: [...own, ...projected(keys, references)] };
}

/** Java reads no variables: the client of each provider has settings of its own for a proxy. */
function proxyOf(provider: Storage["provider"], { httpProxy }: StackConfig): HelmValues {
    if (httpProxy === undefined) return {};
    const { hostname, protocol } = new URL(httpProxy.url);
    const client = `${provider}.client.default.proxy`;
    const kind = provider === "s3" ? { [`${client}.scheme`]: protocol.slice(0, -1) } : { [`${client}.type`]: "http" };
    return { ...kind, [`${client}.host`]: hostname, [`${client}.port`]: portOf(httpProxy.url) };
}

type KeyName = "objectStorageAccessKeyId" | "objectStorageSecretAccessKey";

/** The client of a provider: its settings, and what its keys are called in the keystore. */
function clientOf(storage: Storage): Pick<SnapshotAccess, "config" | "keystore"> & {
    readonly keys: { readonly [name in KeyName]?: string };
} {
    switch (storage.provider) {
        case "s3":
            return {
                config: {
                    "s3.client.default.region": storage.region,
                    ...(storage.endpoint === undefined
                        ? {}
                        : {
                              "s3.client.default.endpoint": storage.endpoint,
                              "s3.client.default.path_style_access": true,
                          }),
                },
                keystore: {},
                keys: {
                    objectStorageAccessKeyId: "s3.client.default.access_key",
                    objectStorageSecretAccessKey: "s3.client.default.secret_key",
                },
            };
        case "gcs":
            return {
                config: {},
                keystore: {},
                keys: { objectStorageSecretAccessKey: "gcs.client.default.credentials_file" },
            };
        case "azure":
            return {
                config: {},
                // No secret, but Elasticsearch wants it among them.
                keystore: { "azure.client.default.account": storage.account },
                keys: { objectStorageSecretAccessKey: "azure.client.default.key" },
            };
    }
}

/** Keys of Secrets under the names of the keystore, one entry for each Secret. */
function projected(
    keys: { readonly [name in KeyName]?: string },
    references: Settings["references"],
): readonly HelmValue[] {
    const bySecret = new Map<string, { readonly key: string; readonly path: string }[]>();
    for (const name of ["objectStorageAccessKeyId", "objectStorageSecretAccessKey"] as const) {
        const path = keys[name];
        const reference = references[name];
        if (path === undefined || reference === undefined) continue;
        bySecret.set(reference.name, [...(bySecret.get(reference.name) ?? []), { key: reference.key, path }]);
    }
    return [...bySecret].map(([secretName, entries]) => ({ secretName, entries }));
}

function podIdentity(
    storage: Storage,
    annotations: PodIdentity["annotations"],
    podLabels: PodIdentity["podLabels"],
): PodIdentity {
    const plain = { annotations, podLabels, mountToken: false, env: [] } as const;
    switch (storage.provider) {
        case "s3": {
            const role = annotations[ROLE_ANNOTATION];
            // Without a role, the pods have one by EKS Pod Identity or by their node.
            if (role === undefined) return plain;
            return {
                ...plain,
                token: AWS_TOKEN,
                env: [
                    { name: "AWS_WEB_IDENTITY_TOKEN_FILE", value: `${AWS_TOKEN.directory}/${AWS_TOKEN.file}` },
                    { name: "AWS_ROLE_ARN", value: role },
                    { name: "AWS_REGION", value: storage.region },
                ],
            };
        }
        case "gcs":
            return { ...plain, mountToken: true };
        case "azure":
            return {
                ...plain,
                token: AZURE_TOKEN,
                env: [{ name: "AZURE_FEDERATED_TOKEN_FILE", value: `${AZURE_TOKEN.directory}/${AZURE_TOKEN.file}` }],
            };
    }
}
