/** The privacy policy as a file beside the configuration: once for every tier, and in it what is equal once. */

import { valueAt } from "../../config/merge";
import type { Json } from "../../model/formats/json";
import { OWN_PREFIX } from "../../model/cluster/names";
import { toSharedYaml } from "../../model/formats/yaml";
import { digest } from "../helm/pods";
import { untemplated, type HelmValue, type HelmValues } from "../helm/values";
import { PROCESSOR } from "./privacy";

/** ConfigMap of the policy, and where collectors find it. */
export const POLICY = { configMap: "otel-privacy", file: "privacy.yaml", directory: "/etc/otelcol-privacy" } as const;

const AT = ["processors", PROCESSOR] as const;
const REFERENCE = `\${file:${POLICY.directory}/${POLICY.file}}`;

/** The policy that a pipeline scrubs with; undefined where it doesn't. */
const policyOf = (pipeline: HelmValues): Json | undefined => valueAt(pipeline, AT) as Json | undefined;

/** The policy of a pipeline as the text of its file. */
export const policyFile = (pipeline: HelmValues): string => toSharedYaml(policyOf(pipeline) ?? {});

/** What a release is given, and what its pods need for it. */
export interface Delivered {
    readonly alternateConfig: HelmValues;
    readonly annotations: { readonly [name: string]: string };
    readonly volumes: readonly HelmValue[];
    readonly mounts: readonly HelmValue[];
}

/**
 * A pipeline as its release is given it. The policy is 0.7 MB of values, which Pulumi's state, its log and helm's Secret
 * would each hold several times for each tier: collectors read it from its file.
 *
 * @param overridden what the user lays over the pipeline: a policy that this touches stays in its place.
 */
export function delivered(pipeline: HelmValues, file: string | undefined, overridden: Json | undefined): Delivered {
    const own = policyOf(pipeline);
    if (file === undefined || own === undefined || valueAt(overridden, AT) !== undefined)
        return { alternateConfig: untemplated(pipeline), annotations: {}, volumes: [], mounts: [] };
    const processors = { ...(pipeline.processors as HelmValues), [PROCESSOR]: REFERENCE };
    return {
        alternateConfig: untemplated({ ...pipeline, processors }),
        // A collector reads its configuration once.
        annotations: { [`${OWN_PREFIX}/privacy`]: digest(file) },
        volumes: [{ name: POLICY.configMap, configMap: { name: POLICY.configMap } }],
        mounts: [{ name: POLICY.configMap, mountPath: POLICY.directory, readOnly: true }],
    };
}
