/** The privacy policy as files beside the configuration: once for every tier, and in them what is equal once. */

import { isPlainObject, valueAt } from "../../config/merge";
import type { Json } from "../../model/formats/json";
import { OWN_PREFIX } from "../../model/cluster/names";
import { toShortYaml } from "../../model/formats/yaml";
import { digest } from "../helm/pods";
import { untemplated, type HelmValue, type HelmValues } from "../helm/values";
import { PROCESSOR } from "./privacy";

/** ConfigMap of the policy, and where collectors find it. */
export const POLICY = { configMap: "otel-privacy", directory: "/etc/otelcol-privacy" } as const;

/** Texts by the name of their file. */
export type PolicyFiles = Readonly<Record<string, string>>;

const AT = ["processors", PROCESSOR] as const;

/** The statements of each signal that a pipeline scrubs, by their key. */
function statementsOf(pipeline: HelmValues): readonly (readonly [key: string, statements: Json])[] {
    const policy = valueAt(pipeline, AT);
    return Object.entries(isPlainObject(policy) ? (policy as HelmValues) : {}).filter(([, value]) =>
        Array.isArray(value),
    );
}

const fileOf = (key: string): string => `${key}.yaml`;
const reference = (file: string): string => `\${file:${POLICY.directory}/${file}}`;

/** Lists of statements that are shorter stay in their place. */
const WORTH_A_FILE = 1024;

/** A file for the groups of each signal, and one for each list of statements, which groups of several signals refer to. */
export function policyFiles(pipeline: HelmValues): PolicyFiles {
    const lists = new Map<string, string>();
    const apart = (statements: Json): Json => {
        const text = toShortYaml(statements);
        if (text.length < WORTH_A_FILE) return statements;
        const file = fileOf(`statements-${digest(statements).slice(0, 8)}`);
        lists.set(file, text);
        return reference(file);
    };
    const groups = statementsOf(pipeline).map(([key, all]): readonly [string, string] => [
        fileOf(key),
        toShortYaml(
            (all as readonly HelmValues[]).map((group) => ({
                ...group,
                statements: apart(group.statements as Json),
            })),
        ),
    ]);
    return Object.fromEntries([...groups, ...lists]);
}

/** What a release is given, and what its pods need for it. */
export interface Delivered {
    readonly alternateConfig: HelmValues;
    readonly annotations: { readonly [name: string]: string };
    readonly volumes: readonly HelmValue[];
    readonly mounts: readonly HelmValue[];
}

/**
 * A pipeline as its release is given it. Pulumi's state, its log and helm's Secret would each hold the policy several times
 * for each tier: collectors read it from its files.
 *
 * @param files what is in the ConfigMap: statements that aren't one of them, to the letter, stay in their place.
 * @param overridden what the user lays over the pipeline: a policy that this touches stays in its place.
 */
export function delivered(pipeline: HelmValues, files: PolicyFiles, overridden: Json | undefined): Delivered {
    const own = valueAt(overridden, AT) === undefined ? statementsOf(pipeline) : [];
    const ofPipeline = policyFiles(pipeline);
    const apart = own.filter(([key]) => files[fileOf(key)] === ofPipeline[fileOf(key)]);
    if (apart.length === 0) return { alternateConfig: untemplated(pipeline), annotations: {}, volumes: [], mounts: [] };
    const references = apart.map(([key]) => [key, reference(fileOf(key))] as const);
    const policy = { ...(valueAt(pipeline, AT) as HelmValues), ...Object.fromEntries(references) };
    const processors = { ...(pipeline.processors as HelmValues), [PROCESSOR]: policy };
    return {
        alternateConfig: untemplated({ ...pipeline, processors }),
        // A collector reads its configuration once.
        annotations: { [`${OWN_PREFIX}/privacy`]: digest(apart.map(([, statements]) => statements)) },
        volumes: [{ name: POLICY.configMap, configMap: { name: POLICY.configMap } }],
        mounts: [{ name: POLICY.configMap, mountPath: POLICY.directory, readOnly: true }],
    };
}
