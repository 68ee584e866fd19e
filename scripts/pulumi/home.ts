/** Holds a stack to the cluster that it lives in. Its backend remembers which one that is, in two tags of the stack. */
import type { StackConfig } from "../../config/schema";
import { ownerOf } from "../../model/cluster/names";
import { isReached, reachCluster } from "../shared/cluster/kubectl";
import { UsageError } from "../shared/terminal/usage-error";
import { foreignProblem, identityOf, movedProblem, ownedNamespaces, type ClusterIdentity } from "./belonging";

/** Runs the Pulumi CLI on a stack and collects what it prints; undefined when it fails. */
export type PulumiReader = (args: readonly string[]) => Promise<string | undefined>;

const UID_TAG = "go-coffee:cluster-uid";
const SERVER_TAG = "go-coffee:cluster";

async function homeOf(read: PulumiReader): Promise<ClusterIdentity | undefined> {
    const tags = JSON.parse((await read(["stack", "tag", "ls", "--json"])) ?? "{}") as {
        readonly [tag: string]: string;
    };
    const uid = tags[UID_TAG];
    return uid === undefined ? undefined : { uid, server: tags[SERVER_TAG] ?? "that it was deployed to" };
}

/** Whether the stack has anything anywhere: a stack that was destroyed lives nowhere. */
async function isDeployed(read: PulumiReader): Promise<boolean> {
    const state = JSON.parse((await read(["stack", "export"])) ?? "{}") as {
        readonly deployment?: { readonly resources?: readonly { readonly type: string }[] };
    };
    return (state.deployment?.resources ?? []).some(({ type }) => !type.startsWith("pulumi:"));
}

export interface Guarded {
    readonly project: string;
    readonly stack: string;
    readonly config: Pick<StackConfig, "cluster">;
    readonly verb: "preview" | "up" | "refresh" | "destroy";
    /** Whether the user says that the stack is to live in this cluster from now on. */
    readonly moved: boolean;
}

/**
 * Refuses a cluster that isn't the stack's, or that is another stack's, before anything is changed; remembers the
 * cluster when something is about to be deployed. Tells further options for the verb.
 *
 * @throws UsageError with both clusters, or both stacks.
 */
export async function holdToCluster(guarded: Guarded, read: PulumiReader): Promise<readonly string[]> {
    const { project, stack, config, verb, moved } = guarded;
    const cluster = await reachCluster(config);
    if (!isReached(cluster)) {
        if (verb === "preview") return [];
        throw new UsageError(`${cluster.problem}\n    ${cluster.remedy}`);
    }
    const here = await identityOf(cluster);
    const home = (await isDeployed(read)) ? await homeOf(read) : undefined;
    const problem =
        (moved ? undefined : movedProblem(stack, home, { ...here, context: cluster.context })) ??
        (verb === "destroy" || verb === "refresh"
            ? undefined
            : foreignProblem(stack, ownerOf(project, stack), await ownedNamespaces(cluster)));
    if (problem !== undefined) throw new UsageError(problem);
    if (verb !== "up") return [];
    await read(["stack", "tag", "set", UID_TAG, here.uid]);
    await read(["stack", "tag", "set", SERVER_TAG, here.server]);
    // What the state knows of the former cluster is forgotten, so that all of it is created here.
    return moved && home !== undefined && home.uid !== here.uid ? ["--refresh"] : [];
}
