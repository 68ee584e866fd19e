/** A kind cluster to deploy to. */

import { onPath, run } from "../shared/system/command";
import { UsageError } from "../shared/terminal/usage-error";

const CLUSTER = "go-coffee";

/** Makes the kind cluster unless it is there, and makes it the current context. */
export async function ensureKindCluster(): Promise<void> {
    const missing = ["docker", "kind"].filter((command) => onPath(command) === undefined);
    if (missing.length > 0) {
        throw new UsageError(
            `--kind needs ${missing.join(" and ")} on the PATH: https://kind.sigs.k8s.io/docs/user/quick-start/#installation`,
        );
    }
    const clusters = await run("kind", ["get", "clusters"]);
    const exists = clusters.stdout.split("\n").includes(CLUSTER);
    console.log(exists ? `Using the kind cluster ${CLUSTER}.` : `Making the kind cluster ${CLUSTER}: about a minute.`);
    const made = await run(
        "kind",
        exists
            ? ["export", "kubeconfig", "--name", CLUSTER]
            : ["create", "cluster", "--name", CLUSTER, "--wait", "120s"],
    );
    if (made.code !== 0) throw new UsageError(`kind failed:\n${made.stderr.trim()}`);
}
