/** What a program that calls outside of the cluster is given: the company's proxy and its certificates. */

import type { StackConfig } from "../../config/schema";
import { callsOutside, COMPANY_TRUST, outgoingVariables, type Caller } from "../../model/network/outgoing";
import { digest } from "./pods";
import type { HelmValue } from "./values";

export interface Outgoing {
    readonly env: ReturnType<typeof outgoingVariables>;
    readonly volumes: readonly HelmValue[];
    readonly mounts: readonly { readonly name: string; readonly mountPath: string; readonly readOnly: true }[];
    /** Rolls pods when the certificates change: Go reads them once. */
    readonly annotations: { readonly [key: string]: string };
}

const NOTHING: Outgoing = { env: [], volumes: [], mounts: [], annotations: {} };

export function outgoing(config: StackConfig, caller: Caller): Outgoing {
    if (!callsOutside(config, caller)) return NOTHING;
    const env = outgoingVariables(config);
    const { companyCertificates } = config.tls;
    if (companyCertificates === undefined) return { ...NOTHING, env };
    const name = COMPANY_TRUST.configMap;
    return {
        env,
        volumes: [{ name, configMap: { name } }],
        mounts: [{ name, mountPath: COMPANY_TRUST.directory, readOnly: true }],
        annotations: { [COMPANY_TRUST.annotation]: digest(companyCertificates) },
    };
}
