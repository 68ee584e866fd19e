/** Brings what has drifted back to the plan: releases by helm, objects of the program and additions through the API. */
import { valueAt, type PlainObject } from "../../config/merge";
import { toSortedYaml } from "../../model/formats/yaml";
import { keyOf, titleOf } from "../drift/wanted";
import type { CheckedObject, Drift } from "../drift/check";
import { liveObjects } from "../drift/dry-run";
import type { Cluster } from "../shared/cluster/kubectl";
import type { PlannedRelease } from "../shared/planning/graph";
import { chartArguments, helm } from "../shared/rendering/render";
import { run } from "../shared/system/command";
import { failed, ok, skipped, type Finding } from "../shared/terminal/findings";

const isDrifted = ({ state }: CheckedObject): boolean => state === "changed" || state === "missing";

/** Releases with a problem of their own, and those of which an object has drifted. */
export const driftedReleases = ({ releases, objects }: Drift): ReadonlySet<string> =>
    new Set([
        ...releases.filter(({ problems }) => problems.length > 0).map(({ release }) => release),
        ...objects.filter(isDrifted).flatMap(({ wanted }) => (wanted.release === undefined ? [] : [wanted.release])),
    ]);

/** Objects of the program's own; what holds a value that the plan doesn't know is left to `up`. */
export const driftedObjects = ({ objects }: Drift): readonly CheckedObject[] =>
    objects.filter((object) => isDrifted(object) && object.wanted.release === undefined);

/** Installs a release once more with the plan's values: helm sets every field of its manifests again. */
export async function upgrade(cluster: Cluster, release: PlannedRelease): Promise<Finding> {
    const { release: name, namespace, values } = release;
    const { code, stderr } = await run(
        helm(),
        [
            ...["upgrade", "--install", name, ...chartArguments(release), "--namespace", namespace],
            ...["--kube-context", cluster.context, "--values", "-", "--wait", "--timeout", "15m"],
        ],
        toSortedYaml(values),
    );
    const check = `release ${name}`;
    if (code === 0) return ok(check, "installed once more with the plan's values");
    return failed(check, stderr.trim().split("\n").at(-1) ?? "", `kubectl get pods --namespace ${namespace}`);
}

/** Who applies an object on Pulumi's behalf: another name would be a conflict at the next change. */
function managerOf(live: PlainObject | undefined): string {
    const entries = valueAt(live, ["metadata", "managedFields"]);
    const managers = (Array.isArray(entries) ? entries : []).map((entry) => String(valueAt(entry, ["manager"])));
    return managers.find((manager) => manager.startsWith("pulumi-kubernetes")) ?? "pulumi-kubernetes";
}

/** Applies an object of the program's own as the plan has it. */
export async function apply(cluster: Cluster, { wanted, unknown }: CheckedObject): Promise<Finding> {
    const check = titleOf(wanted);
    if (unknown.length > 0) {
        return skipped(
            check,
            `the plan doesn't know ${unknown.join(", ")}: npm run up -- --stack {stack} -- --refresh`,
        );
    }
    const live = (await liveObjects(cluster, [wanted])).get(keyOf(wanted));
    const as = ["--server-side", "--force-conflicts", "--field-manager", managerOf(live)];
    const { code, stderr } = await cluster.run(["apply", ...as, "--filename", "-"], JSON.stringify(wanted.manifest));
    if (code === 0) return ok(check, live === undefined ? "created" : "as planned again");
    return failed(check, stderr.trim(), `kubectl describe ${wanted.kind.toLowerCase()} ${wanted.name}`);
}

/** Takes away the keys that somebody has added to an object. */
export async function takeAway(cluster: Cluster, object: CheckedObject): Promise<readonly Finding[]> {
    if (object.state !== "changed") return [];
    const { kind, name, namespace } = object.wanted;
    const added = object.differences.flatMap(({ added: keys }) => (keys === undefined ? [] : [keys]));
    if (added.length === 0) return [];
    const place = namespace === undefined ? [] : ["--namespace", namespace];
    for (const keys of added) {
        const patch = [...keys].reverse().reduce<unknown>((below, key) => ({ [key]: below }), null);
        await cluster.text(["patch", kind, name, ...place, "--type", "merge", "--patch", JSON.stringify(patch)]);
    }
    return [ok(titleOf(object.wanted), `took away ${added.map((keys) => keys.join(".")).join(", ")}`)];
}
