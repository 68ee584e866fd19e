import type { PlainObject } from "../../config/merge";
import { toSortedYaml } from "../../model/formats/yaml";
import { inOrder, objectsOf, releasesOf } from "../../scripts/shared/planning/graph";
import type { TestCluster } from "../../scripts/shared/loopback/cluster";
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
