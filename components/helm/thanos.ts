/** What the pods of every program of Thanos' have, the sidecar's in Prometheus' pod too. */

import { CLAIMS } from "../../model/cluster/names";
import { CERTIFICATE, TRUST } from "../../model/network/endpoints";
import { CERTIFICATES } from "../../model/network/servers";
import type { StackConfig } from "../../config/schema";
import { asksForCertificates } from "../../model/network/issuers";
import type { Settings } from "../../model/stack/stack";
import { BUCKET_DIRECTORY, thanosOf, THANOS_FILES } from "../../model/workloads/long-term";
import { storageCredentials } from "./object-storage";
import { outgoing } from "./outgoing";
import { caMount, caVolume, certificateMount, certificateVolume } from "./pods";
import type { HelmValue } from "./values";

const VOLUME = "thanos";
const BUCKET_VOLUME = "thanos-bucket";

export interface ThanosPod {
    readonly annotations: { readonly [name: string]: string };
    readonly env: readonly HelmValue[];
    readonly volumes: readonly HelmValue[];
    readonly mounts: readonly HelmValue[];
}

/** @param blocks whether the program reads or writes the bucket. */
export function thanosPod(settings: Settings, blocks: boolean): ThanosPod {
    const local = thanosOf(settings.config)?.store.type === "volume";
    const none = { env: [], volumes: [], mounts: [] } as const;
    const credentials = blocks && !local ? storageCredentials(settings) : none;
    const outside = blocks ? outgoing(settings.config, "thanos") : { ...none, annotations: {} };
    return {
        env: [...credentials.env, ...outside.env],
        annotations: outside.annotations,
        volumes: [
            caVolume,
            certificateVolume(CERTIFICATES.thanos.secret),
            { name: VOLUME, configMap: { name: THANOS_FILES.configMap } },
            ...(blocks && local
                ? [{ name: BUCKET_VOLUME, persistentVolumeClaim: { claimName: CLAIMS.thanosBucket } }]
                : []),
            ...credentials.volumes,
            ...outside.volumes,
        ],
        mounts: [
            caMount,
            certificateMount,
            { name: VOLUME, mountPath: THANOS_FILES.directory, readOnly: true },
            ...(blocks && local ? [{ name: BUCKET_VOLUME, mountPath: BUCKET_DIRECTORY }] : []),
            ...credentials.mounts,
            ...outside.mounts,
        ],
    };
}

/** A file of Thanos' ConfigMap. */
export const thanosFile = (name: "bucket" | "web" | "downstream"): string =>
    `${THANOS_FILES.directory}/${THANOS_FILES[name]}`;

/** A server of gRPC, which asks who calls it where that proves anything. */
export const grpcServer = (config: StackConfig) => ({
    certFile: CERTIFICATE.certificate,
    keyFile: CERTIFICATE.key,
    ...(asksForCertificates(config) ? { caFile: TRUST.file } : {}),
});
