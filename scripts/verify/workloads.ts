import { workloads, type Workload } from "../../model/workloads/workloads";
import { valueAt, type PlainObject } from "../../config/merge";
import type { StackConfig } from "../../config/schema";
import type { Cluster } from "../shared/cluster/kubectl";
import { labelOf, listAt, nameOf, namespaceOf, numberAt, textAt } from "../shared/cluster/object-fields";
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

const isTrue = (pod: PlainObject, type: string): boolean =>
    listAt(pod, "status", "conditions").some(
        (condition) => textAt(condition, "type") === type && textAt(condition, "status") === "True",
    );
const isReady = (pod: PlainObject): boolean => isTrue(pod, "Ready");

/** What a pod may be given by name. */
const SOURCES = [
    { kind: "Secret", volume: "secret", name: "secretName", variable: "secretKeyRef", whole: "secretRef" },
    { kind: "ConfigMap", volume: "configMap", name: "name", variable: "configMapKeyRef", whole: "configMapRef" },
] as const;

const demanded = (source: unknown, name: string): string =>
    valueAt(source, ["optional"]) === true ? "" : textAt(source, name);

/** Secrets and ConfigMaps that a pod can't start without, as `Kind name`. */
export const sourcesOf = (pod: PlainObject): readonly string[] => {
    const volumes = listAt(pod, "spec", "volumes").flatMap((volume) => [
        volume,
        ...listAt(volume, "projected", "sources").map((source) => ({
            secret: { secretName: textAt(source, "secret", "name"), optional: valueAt(source, ["secret", "optional"]) },
            configMap: valueAt(source, ["configMap"]),
        })),
    ]);
    const containers = ["initContainers", "containers"].flatMap((list) => listAt(pod, "spec", list));
    return SOURCES.flatMap(({ kind, volume, name, variable, whole }) =>
        [
            ...volumes.map((one) => demanded(valueAt(one, [volume]), name)),
            ...containers.flatMap((container) => [
                ...listAt(container, "env").map((one) => demanded(valueAt(one, ["valueFrom", variable]), "name")),
                ...listAt(container, "envFrom").map((one) => demanded(valueAt(one, [whole]), "name")),
            ]),
        ]
            .filter((found) => found !== "")
            .map((found) => `${kind} ${found}`),
    );
};

/** Why a pod isn't ready, as far as the API tells. */
export function causeOf(pod: PlainObject, sources: Live["sources"]): string {
    const missing = sourcesOf(pod).find((source) => !sources.has(`${namespaceOf(pod)}/${source}`));
    if (missing !== undefined) return `the ${missing} is missing`;
    const unscheduled = listAt(pod, "status", "conditions").find(
        (condition) => textAt(condition, "type") === "PodScheduled" && textAt(condition, "status") === "False",
    );
    if (unscheduled !== undefined) return textAt(unscheduled, "message");
    const statuses = [...listAt(pod, "status", "initContainerStatuses"), ...listAt(pod, "status", "containerStatuses")];
    const waiting = statuses.find((status) => textAt(status, "state", "waiting", "reason") !== "");
    if (waiting !== undefined) {
        return [
            textAt(waiting, "name"),
            textAt(waiting, "state", "waiting", "reason"),
            textAt(waiting, "state", "waiting", "message"),
        ]
            .filter((part) => part !== "")
            .join(" ");
    }
    // Its containers were ready when they were last heard of.
    if (isTrue(pod, "ContainersReady"))
        return `its node ${textAt(pod, "spec", "nodeName")} does not answer, or did not`;
    const unready = statuses.find((status) => status.ready === false);
    return unready === undefined ? textAt(pod, "status", "phase") : `${textAt(unready, "name")} isn't ready`;
}

/** What is live of the namespaces of a stack. */
export interface Live {
    readonly workloads: readonly PlainObject[];
    readonly pods: readonly PlainObject[];
    /** Secrets and ConfigMaps that there are, as `namespace/Kind name`. */
    readonly sources: ReadonlySet<string>;
}

function finding(expected: Workload, { workloads: live, pods, sources }: Live): Finding {
    const { kind, name, namespace, madeBy } = expected;
    const check = `${kind} ${name}`;
    const found = live.find((one) => one.kind === kind && nameOf(one) === name && namespaceOf(one) === namespace);
    if (found === undefined) {
        const remedy =
            madeBy === "chart"
                ? `helm status of its release: kubectl get secrets --namespace ${namespace} --selector owner=helm`
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
            // Names alone.
            sources: (await cluster.text(["get", "secrets,configmaps", "--namespace", namespace, "--output", "name"]))
                .split("\n")
                .map((line) => line.replace(/^secret\//, "Secret ").replace(/^configmap\//, "ConfigMap "))
                .map((source) => `${namespace}/${source}`),
        })),
    );
    return {
        workloads: each.flatMap((one) => one.workloads),
        pods: each.flatMap((one) => one.pods),
        sources: new Set(each.flatMap((one) => one.sources)),
    };
}
