import { isPlainObject, valueAt, type PlainObject } from "../../../config/merge";
import type { StackConfig } from "../../../config/schema";
import { onPath, run, type Result } from "../system/command";
import { UsageError } from "../terminal/usage-error";

/**
 * The cluster of a stack, through kubectl: with the credentials of the current context and no others, whatever
 * authentication plugin they need.
 */
export interface Cluster {
    readonly kubectl: string;
    readonly context: string;
    /** Arguments that hold a call of kubectl to the context. */
    readonly to: (args: readonly string[]) => readonly string[];
    readonly run: (args: readonly string[], input?: string) => Promise<Result>;
    /**
     * What kubectl prints.
     *
     * @throws UsageError with what it said when it fails.
     */
    readonly text: (args: readonly string[], input?: string) => Promise<string>;
    /** Objects of one or several kinds ("deployments,statefulsets"); none where the cluster doesn't know the kind. */
    readonly list: (kinds: string, where: Where) => Promise<readonly PlainObject[]>;
    /** One object; undefined where there is none. */
    readonly get: (kind: string, name: string, namespace?: string) => Promise<PlainObject | undefined>;
}

export type Where =
    | { readonly namespace: string; readonly selector?: string }
    | { readonly everywhere: true; readonly selector?: string };

/** Why a cluster can't be used, and what to do. */
export interface Unreachable {
    readonly problem: string;
    readonly remedy: string;
}

const REQUEST_TIMEOUT = "--request-timeout=15s";

/** Opens the current context, which must be the one that the stack names where it names one. */
export async function reachCluster({ cluster }: Pick<StackConfig, "cluster">): Promise<Cluster | Unreachable> {
    const kubectl = process.env.KUBECTL ?? onPath("kubectl");
    if (kubectl === undefined) {
        return {
            problem: "kubectl is not on the PATH.",
            remedy: "Install it (https://kubernetes.io/docs/tasks/tools/) or set KUBECTL.",
        };
    }
    const current = await run(kubectl, ["config", "current-context"]);
    const context = current.stdout.trim();
    if (current.code !== 0 || context === "") {
        return {
            problem: "There is no current context: no kubeconfig, or none of its contexts is chosen.",
            remedy: `Set KUBECONFIG, or choose one: kubectl config use-context ${cluster.context ?? "NAME"}`,
        };
    }
    if (cluster.context !== undefined && cluster.context !== context) {
        return {
            problem: `The stack is deployed to the context ${cluster.context}, and the current context is ${context}.`,
            remedy: `kubectl config use-context ${cluster.context}`,
        };
    }
    const answer = await run(kubectl, ["--context", context, "get", "--raw", "/version", REQUEST_TIMEOUT]);
    if (answer.code !== 0) {
        return {
            problem: `The cluster of the context ${context} does not answer: ${complaint(answer)}`,
            remedy: "Is it running, is a VPN needed, are the credentials still valid? kubectl get --raw /version",
        };
    }
    return clusterOf(kubectl, context);
}

export const isReached = (cluster: Cluster | Unreachable): cluster is Cluster => "kubectl" in cluster;

/**
 * The same for commands that can do nothing without a cluster.
 *
 * @throws UsageError with what to do.
 */
export async function openCluster(config: Pick<StackConfig, "cluster">): Promise<Cluster> {
    const cluster = await reachCluster(config);
    if (isReached(cluster)) return cluster;
    throw new UsageError(`${cluster.problem}\n    ${cluster.remedy}`);
}

/** The last line that a failed kubectl printed, without its own prefix. */
export const complaint = ({ stderr }: Result): string =>
    (stderr.trim().split("\n").at(-1) ?? "").replace(/^(?:error|Error from server[^:]*): /, "");

const isUnknown = ({ stderr }: Result): boolean =>
    /the server doesn't have a resource type|could not find the requested resource|no matches for kind/.test(stderr);

const placeOf = (where: Where): readonly string[] => [
    ...("namespace" in where ? ["--namespace", where.namespace] : ["--all-namespaces"]),
    ...(where.selector === undefined ? [] : ["--selector", where.selector]),
];

function clusterOf(kubectl: string, context: string): Cluster {
    const to = (args: readonly string[]): readonly string[] => ["--context", context, ...args];
    const call = (args: readonly string[], input?: string): Promise<Result> => run(kubectl, to(args), input);
    const text = async (args: readonly string[], input?: string): Promise<string> => {
        const result = await call(args, input);
        if (result.code !== 0) throw new UsageError(`kubectl ${args.join(" ")}\n    ${result.stderr.trim()}`);
        return result.stdout;
    };
    return {
        kubectl,
        context,
        to,
        run: call,
        text,
        list: async (kinds, where) => {
            const args = ["get", kinds, ...placeOf(where), "--output", "json", REQUEST_TIMEOUT];
            const result = await call(args);
            if (result.code !== 0 && isUnknown(result)) return [];
            const items = valueAt(JSON.parse(result.code === 0 ? result.stdout : await text(args)), ["items"]);
            return Array.isArray(items) ? items.filter(isPlainObject) : [];
        },
        get: async (kind, name, namespace) => {
            const place = namespace === undefined ? [] : ["--namespace", namespace];
            const args = ["get", kind, name, ...place, "--ignore-not-found", "--output", "json", REQUEST_TIMEOUT];
            const result = await call(args);
            if (result.code !== 0 && isUnknown(result)) return undefined;
            const answer = result.code === 0 ? result.stdout : await text(args);
            const object: unknown = answer.trim() === "" ? undefined : JSON.parse(answer);
            return isPlainObject(object) ? object : undefined;
        },
    };
}
