import type { Cluster } from "./kubectl";

/** A Helm release as the cluster keeps it: the newest revision. */
export interface LiveRelease {
    readonly name: string;
    readonly namespace: string;
    readonly revision: number;
    /** deployed, failed, pending-install, pending-upgrade, pending-rollback, uninstalling. */
    readonly status: string;
    /** The Secret of the revision. */
    readonly secret: string;
    /** When the Secret was made: when the operation began. */
    readonly since: string;
}

/** Labels only: what is in a release is large, and nobody's business here. */
const COLUMNS = [
    "NAMESPACE:.metadata.namespace",
    "SECRET:.metadata.name",
    "NAME:.metadata.labels.name",
    "STATUS:.metadata.labels.status",
    "REVISION:.metadata.labels.version",
    "SINCE:.metadata.creationTimestamp",
].join(",");

/** The newest revision of each release in some namespaces: https://helm.sh/docs/topics/advanced/#storage-backends */
export async function liveReleases(cluster: Cluster, namespaces: readonly string[]): Promise<readonly LiveRelease[]> {
    const newest = new Map<string, LiveRelease>();
    for (const namespace of namespaces) {
        const place = ["--namespace", namespace, "--selector", "owner=helm"];
        const output = ["--output", `custom-columns=${COLUMNS}`, "--no-headers"];
        for (const line of (await cluster.text(["get", "secrets", ...place, ...output])).split("\n")) {
            const [found = "", secret = "", name = "", status = "", revision = "", since = ""] = line
                .trim()
                .split(/\s+/);
            if (!/^\d+$/.test(revision)) continue;
            const release = { name, namespace: found, revision: Number(revision), status, secret, since };
            const key = `${found}/${name}`;
            if ((newest.get(key)?.revision ?? 0) < release.revision) newest.set(key, release);
        }
    }
    return [...newest.values()].sort((a, b) => a.name.localeCompare(b.name));
}

/** Whether an operation on it is under way, or was broken off. */
export const isPending = ({ status }: LiveRelease): boolean =>
    status.startsWith("pending-") || status === "uninstalling";
