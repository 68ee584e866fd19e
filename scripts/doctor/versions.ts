import { OLDEST_KUBERNETES } from "../../model/charts/charts";
import { valueAt } from "../../config/merge";
import { onPath, run } from "../shared/system/command";
import { textAt } from "../shared/cluster/object-fields";
import { failed, ok, warning, type Finding } from "../shared/terminal/findings";
import type { Check } from "./subject";

/** [major, minor] of "v1.35.4" or "1.35+". */
export const versionOf = (text: string): readonly [number, number] => {
    const [, major, minor] = /^v?(\d+)\.(\d+)/.exec(text) ?? [];
    return [Number(major ?? 0), Number(minor ?? 0)];
};

/** Minor versions from the first to the second; across a major version, more than any skew that is allowed. */
export const minorsBetween = (from: string, to: string): number => {
    const [[fromMajor, fromMinor], [toMajor, toMinor]] = [versionOf(from), versionOf(to)];
    return fromMajor === toMajor ? toMinor - fromMinor : (toMajor - fromMajor) * 100;
};

export function kubernetesFinding(server: string): Finding {
    if (minorsBetween(OLDEST_KUBERNETES, server) >= 0) return ok("Kubernetes", server);
    return failed(
        "Kubernetes",
        server,
        `The charts want Kubernetes ${OLDEST_KUBERNETES} or newer: upgrade the cluster.`,
    );
}

/** kubectl may be one minor version away from the API server: https://kubernetes.io/releases/version-skew-policy/ */
export function kubectlFinding(client: string, server: string): Finding {
    if (Math.abs(minorsBetween(client, server)) <= 1) return ok("kubectl", client);
    return warning(
        "kubectl",
        `${client} for an API server ${server}`,
        "Install a kubectl of the cluster's version, at most one minor version away.",
    );
}

export const kubernetesVersions: Check = {
    name: "Kubernetes",
    look: async ({ cluster }) => {
        const versions: unknown = JSON.parse(await cluster.text(["version", "--output", "json"]));
        const server = textAt(valueAt(versions, ["serverVersion"]), "gitVersion");
        return [kubernetesFinding(server), kubectlFinding(textAt(versions, "clientVersion", "gitVersion"), server)];
    },
};

/** What is needed on this machine; asks no cluster. */
export async function localFindings(): Promise<readonly Finding[]> {
    const pulumi = onPath("pulumi");
    if (pulumi === undefined) {
        return [
            ok("Node.js", process.version),
            warning(
                "Pulumi CLI",
                "not on the PATH",
                "npm run up downloads it at first use; for a machine without internet: https://www.pulumi.com/docs/install/",
            ),
        ];
    }
    const { stdout } = await run(pulumi, ["version"]);
    return [ok("Node.js", process.version), ok("Pulumi CLI", stdout.trim())];
}
