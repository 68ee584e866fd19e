import type { PlainObject } from "../../config/merge";
import type { StackConfig } from "../../config/schema";
import { workloads } from "../../model/workloads/workloads";
import { objectsOf, releasesOf } from "../../scripts/shared/planning/graph";
import type { TestCluster } from "../../scripts/shared/loopback/cluster";
import { applyOwn, installRelease } from "./installed";
import { withStandIns } from "./objects-chart";
import { configuration, plan, type Resource } from "./plan";
import { eventually } from "../../scripts/shared/loopback/programs";
import { definitionStandIn, workloadStandIn } from "./stand-ins";

/** dev on a real API: its own objects are those of the plan, what charts and operators make stands in. */

const DEFINITIONS = [
    definitionStandIn("cert-manager.io", "Certificate", "certificates"),
    definitionStandIn("cert-manager.io", "Issuer", "issuers"),
    definitionStandIn("monitoring.coreos.com", "PodMonitor", "podmonitors"),
    definitionStandIn("monitoring.coreos.com", "ServiceMonitor", "servicemonitors"),
    definitionStandIn("monitoring.coreos.com", "PrometheusRule", "prometheusrules"),
    definitionStandIn("monitoring.coreos.com", "Prometheus", "prometheuses"),
    definitionStandIn("monitoring.coreos.com", "Alertmanager", "alertmanagers"),
];

/** Definitions that charts would have brought. */
export async function define(cluster: TestCluster): Promise<void> {
    cluster.apply(...DEFINITIONS);
    await eventually("the definitions are served", () =>
        cluster.kubectl(["get", "prometheusrules,certificates", "--all-namespaces"]),
    );
}

export interface Deployed {
    readonly resources: readonly Resource[];
    readonly config: StackConfig;
}

/** Deploys dev with settings over it, as `up` does: own objects first, then the releases. */
export async function deploy(cluster: TestCluster, chart: string, over: PlainObject = {}): Promise<Deployed> {
    const { plan: planned, config } = await plan("dev", configuration("dev", over));
    const { resources } = planned;
    const own = objectsOf(resources);
    const together = (objects: typeof own): PlainObject => ({
        apiVersion: "v1",
        kind: "List",
        items: objects.map(({ manifest }) => manifest),
    });
    applyOwn(cluster, together(own.filter(({ kind }) => kind === "Namespace")));
    // A job's template can't be changed: Pulumi replaces it.
    for (const { name, namespace } of own.filter(({ kind }) => kind === "Job")) {
        cluster.kubectl(["delete", "job", name, "--namespace", namespace ?? "default", "--ignore-not-found"]);
    }
    applyOwn(cluster, together(own.filter(({ kind }) => kind !== "Namespace")));
    for (const release of releasesOf(resources)) installRelease(cluster, withStandIns(chart, config)(release));
    cluster.apply(
        ...workloads(config)
            .filter(({ madeBy }) => typeof madeBy === "object")
            .map((workload) => workloadStandIn(workload)),
    );
    return { resources, config };
}
