/** What is really in the cluster, beside what the plan says. */
import type { PlainObject } from "../../../config/merge";
import { releasesOf } from "../../../scripts/shared/planning/graph";
import { withConfig } from "../../../scripts/shared/planning/stack-file";
import type { TestCluster } from "../../../scripts/shared/loopback/cluster";
import { plan, type Release, type Resource, type Stack } from "../../support/plan";

/** The plan of settings, without any stack file below them. */
export const planned = async (
    stack: Stack,
    settings: PlainObject,
    secrets: { readonly [name: string]: string } = {},
): Promise<readonly Resource[]> => {
    const nothing = { project: "go-coffee-observability", values: {}, secretKeys: [] };
    return (await plan(stack, withConfig(nothing, settings, secrets))).plan.resources;
};

/** The values that a release was installed with, as helm keeps them: nulls and empty lists included. */
export const liveValues = (cluster: TestCluster, { release, namespace }: Release): unknown =>
    JSON.parse(cluster.helm(["get", "values", release, "--namespace", namespace, "--output", "json"]));

/** Each release with its values, live and planned. */
export function valuesOf(
    cluster: TestCluster,
    resources: readonly Resource[],
): { readonly live: object; readonly plan: object } {
    const releases = releasesOf(resources);
    return {
        live: Object.fromEntries(releases.map((one) => [one.release, liveValues(cluster, one)])),
        plan: Object.fromEntries(releases.map((one) => [one.release, one.values])),
    };
}

/** Every ConfigMap and everything else that isn't a Secret, as text. */
export const openObjects = (cluster: TestCluster): string =>
    ["configmaps", "deployments,statefulsets,daemonsets", "jobs,cronjobs", "services"]
        .map((kinds) => cluster.kubectl(["get", kinds, "--all-namespaces", "--output", "json"]))
        .join("\n");
