/** Pods: whether they are ready, what they can't start without, why they wait. */
import { valueAt, type PlainObject } from "../../../config/merge";
import type { Cluster } from "./kubectl";
import { listAt, namespaceOf, textAt } from "./object-fields";

/** Secrets and ConfigMaps that there are, as `namespace/Kind name`. */
export type Sources = ReadonlySet<string>;

/** Those of a namespace, by their names alone: what is in them isn't asked for. */
export async function sourcesIn(cluster: Cluster, namespace: string): Promise<Sources> {
    const names = await cluster.text(["get", "secrets,configmaps", "--namespace", namespace, "--output", "name"]);
    return new Set(
        names
            .split("\n")
            .map((line) => line.replace(/^secret\//, "Secret ").replace(/^configmap\//, "ConfigMap "))
            .map((source) => `${namespace}/${source}`),
    );
}

const isTrue = (pod: PlainObject, type: string): boolean =>
    listAt(pod, "status", "conditions").some(
        (condition) => textAt(condition, "type") === type && textAt(condition, "status") === "True",
    );
export const isReady = (pod: PlainObject): boolean => isTrue(pod, "Ready");

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
export function causeOf(pod: PlainObject, sources: Sources): string {
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
