import type { PlainObject } from "../../config/merge";
import { toSortedYaml } from "../../model/formats/yaml";
import { inOrder, objectsOf, releasesOf } from "../../scripts/shared/planning/graph";
import type { TestCluster } from "./cluster";
import type { Release, Resource } from "./plan";

/** How Pulumi's provider signs what it applies: its name and something random for each object. */
const SIGNATURE = ["--server-side", "--force-conflicts", "--field-manager", "pulumi-kubernetes-7b2f4e90"] as const;

/** Installs a release; one without a repository from the folder that its chart is. */
export const installRelease = (
    cluster: TestCluster,
    { release, chart, version, repository, namespace, values }: Release,
    ...options: readonly string[]
): string =>
    cluster.helm(
        [
            ...["upgrade", "--install", release, chart, "--namespace", namespace, "--values", "-", ...options],
            ...(repository === undefined ? [] : ["--version", version, "--repo", repository]),
        ],
        toSortedYaml(values),
    );

export const applyOwn = (cluster: TestCluster, manifest: PlainObject): string =>
    cluster.kubectl(["apply", ...SIGNATURE, "--filename", "-"], JSON.stringify(manifest));

/** Puts a plan into a cluster the way Pulumi does, in its order: releases by helm, the program's own objects by themselves. */
export function install(
    cluster: TestCluster,
    resources: readonly Resource[],
    located: (release: Release) => Release = (release) => release,
): void {
    for (const resource of inOrder(resources)) {
        const [release] = releasesOf([resource]);
        const [object] = objectsOf([resource]);
        if (release !== undefined) installRelease(cluster, located(release));
        else if (object !== undefined) applyOwn(cluster, object.manifest);
    }
}

/** Definitions that take anything, for the kinds of own objects that the charts would bring. */
export function definitionsFor(resources: readonly Resource[]): readonly object[] {
    const custom = objectsOf(resources).flatMap(({ kind, namespace, manifest }) => {
        const [group = "", version = ""] = String(manifest.apiVersion).split("/");
        const isBuiltIn = !group.includes(".") || group.endsWith(".k8s.io");
        return isBuiltIn ? [] : [[`${group}/${kind}`, { group, version, kind, namespace }] as const];
    });
    return [...new Map(custom).values()].map(({ group, version, kind, namespace }) => ({
        apiVersion: "apiextensions.k8s.io/v1",
        kind: "CustomResourceDefinition",
        metadata: { name: `${kind.toLowerCase()}s.${group}` },
        spec: {
            group,
            scope: namespace === undefined ? "Cluster" : "Namespaced",
            names: { kind, plural: `${kind.toLowerCase()}s` },
            versions: [{ name: version, served: true, storage: true, schema: { openAPIV3Schema: ANYTHING } }],
        },
    }));
}

const ANYTHING = { type: "object", "x-kubernetes-preserve-unknown-fields": true } as const;
