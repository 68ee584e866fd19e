import { workloads, type Workload } from "../../model/workloads/workloads";
import { valueAt, type PlainObject } from "../../config/merge";
import type { StackConfig } from "../../config/schema";
import type { Cluster } from "../shared/cluster/kubectl";
import { labelOf, nameOf, namespaceOf, numberAt } from "../shared/cluster/object-fields";
import { causeOf, isReady, sourcesIn, type Sources } from "../shared/cluster/pods";
import { failed, ok, type Finding } from "../shared/terminal/findings";

/** Pods that a workload has, and wants. */
interface Pods {
    readonly wanted: number;
    readonly ready: number;
    /** Ready and of the newest revision. */
    readonly updated: number;
    /** Whether its controller has seen the newest revision. */
    readonly observed: boolean;
}

function podsOf({ kind }: Pick<Workload, "kind">, live: PlainObject): Pods {
    const observed = numberAt(live, "status", "observedGeneration") >= numberAt(live, "metadata", "generation");
    if (kind === "DaemonSet") {
        return {
            observed,
            wanted: numberAt(live, "status", "desiredNumberScheduled"),
            ready: numberAt(live, "status", "numberReady"),
            updated: numberAt(live, "status", "updatedNumberScheduled"),
        };
    }
    return {
        observed,
        wanted: numberAt(live, "spec", "replicas"),
        ready: numberAt(live, "status", "readyReplicas"),
        updated: numberAt(live, "status", "updatedReplicas"),
    };
}

const selects = (workload: PlainObject, pod: PlainObject): boolean =>
    namespaceOf(workload) === namespaceOf(pod) &&
    Object.entries(
        (valueAt(workload, ["spec", "selector", "matchLabels"]) ?? {}) as Readonly<Record<string, string>>,
    ).every(([label, value]) => labelOf(pod, label) === value);

/** What is live of the namespaces of a stack. */
export interface Live {
    readonly workloads: readonly PlainObject[];
    readonly pods: readonly PlainObject[];
    readonly sources: Sources;
}

function finding(expected: Workload, { workloads: live, pods, sources }: Live): Finding {
    const { kind, name, namespace, madeBy } = expected;
    const check = `${kind} ${name}`;
    const found = live.find((one) => one.kind === kind && nameOf(one) === name && namespaceOf(one) === namespace);
    if (found === undefined) {
        const remedy =
            typeof madeBy === "string"
                ? madeBy === "chart"
                    ? `helm status of its release: kubectl get secrets --namespace ${namespace} --selector owner=helm`
                    : "npm run up -- --stack {stack}"
                : `Its operator makes it from ${madeBy.resource}/${madeBy.name}: kubectl describe ${madeBy.resource} ${madeBy.name} --namespace ${namespace}`;
        return failed(check, "is not there", remedy);
    }
    const { wanted, ready, updated, observed } = podsOf(expected, found);
    const text = `${ready} of ${wanted} pods ready`;
    const fewer = expected.pods !== "each node" && wanted < expected.pods;
    if (observed && ready >= wanted && updated >= wanted && !fewer) return ok(check, text);
    const describe = `kubectl describe ${kind.toLowerCase()} ${name} --namespace ${namespace}`;
    if (fewer)
        return failed(
            check,
            `${text}; the stack wants ${expected.pods}`,
            `Scaled by hand? npm run reapply -- --stack {stack} makes it right. ${describe}`,
        );
    const stuck = pods.find((pod) => selects(found, pod) && !isReady(pod));
    if (stuck === undefined) return failed(check, `${text}, ${updated} of them up to date`, describe);
    return failed(
        check,
        `${text}: ${causeOf(stuck, sources)}`,
        `kubectl describe pod ${nameOf(stuck)} --namespace ${namespace}\nkubectl logs ${nameOf(stuck)} --namespace ${namespace} --all-containers --tail 50`,
    );
}

/** Whether every workload of the stack is there, of the newest revision and ready. */
export const workloadFindings = (config: StackConfig, live: Live): readonly Finding[] =>
    workloads(config).map((expected) => finding(expected, live));

const KINDS = "deployments,statefulsets,daemonsets";

export async function liveWorkloads(cluster: Cluster, namespaces: readonly string[]): Promise<Live> {
    const each = await Promise.all(
        namespaces.map(async (namespace) => ({
            workloads: await cluster.list(KINDS, { namespace }),
            pods: await cluster.list("pods", { namespace }),
            sources: await sourcesIn(cluster, namespace),
        })),
    );
    return {
        workloads: each.flatMap((one) => one.workloads),
        pods: each.flatMap((one) => one.pods),
        sources: new Set(each.flatMap((one) => [...one.sources])),
    };
}
