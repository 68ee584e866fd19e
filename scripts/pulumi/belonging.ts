/** Whether a cluster is the one that a stack lives in, and whether it is free of other stacks. */
import { valueAt } from "../../config/merge";
import { OWNER_LABEL } from "../../model/cluster/names";
import type { Cluster } from "../shared/cluster/kubectl";
import { UsageError } from "../shared/terminal/usage-error";

/** A cluster by what stays: kubeconfigs, contexts and addresses may change. */
export interface ClusterIdentity {
    /** UID of the namespace kube-system, which OpenTelemetry's `k8s.cluster.uid` is too. */
    readonly uid: string;
    /** URL of its API server, for people. */
    readonly server: string;
}

/** Which stack a namespace of the cluster is part of. */
export interface OwnedNamespace {
    readonly namespace: string;
    readonly owner: string;
}

export async function identityOf(cluster: Cluster): Promise<ClusterIdentity> {
    const uid = valueAt(await cluster.get("namespace", "kube-system"), ["metadata", "uid"]);
    if (typeof uid !== "string") throw new UsageError("The cluster has no namespace kube-system to know it by.");
    const server = await cluster.text([
        "config",
        "view",
        "--minify",
        "--output=jsonpath={.clusters[0].cluster.server}",
    ]);
    return { uid, server: server.trim() };
}

export async function ownedNamespaces(cluster: Cluster): Promise<readonly OwnedNamespace[]> {
    const found = await cluster.list("namespaces", { everywhere: true, selector: OWNER_LABEL });
    return found.map((namespace) => ({
        namespace: String(valueAt(namespace, ["metadata", "name"])),
        owner: String(valueAt(namespace, ["metadata", "labels", OWNER_LABEL])),
    }));
}

/** Why a stack that lives in one cluster must not be brought to another by oversight; undefined where it is the same. */
export const movedProblem = (
    stack: string,
    home: ClusterIdentity | undefined,
    here: ClusterIdentity & { readonly context: string },
): string | undefined =>
    home === undefined || home.uid === here.uid
        ? undefined
        : `The stack ${stack} lives in the cluster ${home.server} (kube-system ${home.uid}).\n` +
          `The context ${here.context} leads to another one, ${here.server} (kube-system ${here.uid}). Nothing was changed.\n` +
          "    kubectl config use-context NAME       # the context of its own cluster: kubectl config get-contexts\n" +
          `    npm run up -- --stack ${stack} --cluster-moved    # it is to live here from now on: all is created anew`;

/** Why a stack must stay out of a cluster: names of releases and of what belongs to the cluster exist once. */
export function foreignProblem(
    stack: string,
    owner: string,
    namespaces: readonly OwnedNamespace[],
): string | undefined {
    const foreign = namespaces.filter((namespace) => namespace.owner !== owner);
    if (foreign.length === 0) return undefined;
    const list = foreign.map(({ namespace, owner: other }) => `${namespace} (of ${other})`).join(", ");
    return (
        `The cluster holds another stack: ${list}; this is ${owner}. Nothing was changed.\n` +
        "Two stacks would share releases, issuers, roles and CRDs: a cluster takes one.\n" +
        `    kubectl config use-context NAME       # the context of the cluster of ${stack}\n` +
        foreign
            .map(
                ({ namespace }) =>
                    `    kubectl label namespace ${namespace} ${OWNER_LABEL}-    # the other stack is gone, and ${stack} takes over what it left`,
            )
            .join("\n")
    );
}
