/** What applications prove to the gateway before it takes their telemetry (`collector.authentication`). */

import type { StackConfig } from "../../config/schema";
import type { SecretReferences } from "../../model/stack/stack";
import { SENDERS, SENDERS_CA } from "../../model/network/senders";
import { digest } from "../helm/pods";
import type { HelmValue } from "../helm/values";

interface Proof {
    readonly volumes: readonly HelmValue[];
    readonly mounts: readonly HelmValue[];
    readonly annotations: { readonly [key: string]: string };
}

const NOTHING: Proof = { volumes: [], mounts: [], annotations: {} };

/** Files that the gateway compares with; undefined references where it isn't the gateway. */
export function senderProof({ collector }: StackConfig, references: SecretReferences | undefined): Proof {
    if (references === undefined) return NOTHING;
    const { authentication } = collector;
    const mounted = (source: HelmValue): Pick<Proof, "volumes" | "mounts"> => ({
        volumes: [{ name: SENDERS.volume, ...(source as object) }],
        mounts: [{ name: SENDERS.volume, mountPath: SENDERS.directory, readOnly: true }],
    });
    const token = references.otlpToken;
    if (authentication.type === "bearer" && token !== undefined)
        return {
            ...mounted({ secret: { secretName: token.name, items: [{ key: token.key, path: SENDERS.token }] } }),
            annotations: {},
        };
    if (authentication.type === "certificate")
        return {
            ...mounted({ configMap: { name: SENDERS_CA } }),
            annotations: { [SENDERS.annotation]: digest(authentication.caCertificates) },
        };
    return NOTHING;
}
