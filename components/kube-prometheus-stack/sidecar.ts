/** Thanos' sidecar: answers for what Prometheus has, and puts its blocks into the bucket. */

import { imageOf, IMAGES } from "../../model/charts/images";
import type { Settings } from "../../model/stack/stack";
import { thanosOf } from "../../model/workloads/long-term";
import { resourcesOf } from "../helm/pods";
import { grpcServer, thanosFile, thanosPod } from "../helm/thanos";
import { defined, type HelmValue, type HelmValues } from "../helm/values";

/** What the operator calls its container. */
const CONTAINER = "thanos-sidecar";

/** What a container in Prometheus' pod needs: nothing where it isn't wanted. */
export interface Beside {
    readonly spec: HelmValues;
    readonly containers: readonly HelmValue[];
    readonly volumes: readonly HelmValue[];
    readonly volumeMounts: readonly HelmValue[];
}

export const NOTHING_BESIDE: Beside = { spec: {}, containers: [], volumes: [], volumeMounts: [] };

/** The `thanos` of Prometheus' custom resource; with a bucket, the operator leaves compaction to Thanos. */
export function thanosSidecar(settings: Settings): Beside {
    const { config } = settings;
    if (thanosOf(config) === undefined) return NOTHING_BESIDE;
    const { env, volumes, mounts } = thanosPod(settings, true);
    return {
        spec: {
            thanos: defined({
                image: imageOf(IMAGES.thanos, config.imageRegistry),
                // The operator's own default is another.
                version: IMAGES.thanos.tag,
                logFormat: "json",
                resources: resourcesOf(config.resources.thanosSidecar),
                objectStorageConfigFile: thanosFile("bucket"),
                grpcServerTlsConfig: grpcServer(config),
                additionalArgs: [{ name: "http.config", value: thanosFile("web") }],
                volumeMounts: mounts,
            }),
        },
        // The operator has no environment for it.
        containers: env.length === 0 ? [] : [{ name: CONTAINER, env }],
        volumes,
        volumeMounts: [],
    };
}

/** Two may bring the same volume. */
const distinct = (list: readonly HelmValue[]): readonly HelmValue[] => [
    ...new Map(list.map((one) => [JSON.stringify(one), one])).values(),
];

/** Several of them in one pod. */
export function together(parts: readonly Beside[]): HelmValues {
    const lists = (["containers", "volumes", "volumeMounts"] as const).map(
        (name) => [name, distinct(parts.flatMap((part) => part[name]))] as const,
    );
    return {
        ...Object.fromEntries(lists.filter(([, list]) => list.length > 0)),
        ...parts.reduce<HelmValues>((all, { spec }) => ({ ...all, ...spec }), {}),
    };
}
