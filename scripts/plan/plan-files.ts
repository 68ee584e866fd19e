import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Plan } from "../shared/planning/engine";
import { objectsOf, releasesOf } from "../shared/planning/graph";
import { nativeFiles, type Files } from "./native";
import { toSortedYaml } from "../../model/formats/yaml";
import { json } from "../shared/terminal/text";

/** Folder for objects that belong to the cluster as a whole. */
const CLUSTER = "_cluster";

type Entry = readonly [path: string, content: string];

/** Everything that a plan writes: scripts and pull-request jobs build on this layout. */
export function planFiles(plan: Plan): Files {
    const releases = releasesOf(plan.resources);
    const objects = objectsOf(plan.resources);
    const values = releases.map(({ release, values: content }): Entry => [
        `values/${release}.yaml`,
        toSortedYaml(content),
    ]);
    const manifests = objects.map(({ kind, name, namespace, manifest }): Entry => [
        `objects/${namespace ?? CLUSTER}/${kind}-${name}.yaml`,
        toSortedYaml(manifest),
    ]);
    return {
        "releases.yaml": toSortedYaml(releases.map(({ values: _, ...release }) => release)),
        "outputs.json": json(plan.outputs),
        "plan.json": json({ stack: plan.stack, resources: plan.resources }),
        ...Object.fromEntries([...values, ...manifests]),
        ...nativeFiles(releases, objects),
    };
}

/** Writes files into a folder, which is emptied first: nothing of an earlier plan stays. */
export function writeFiles(folder: string, files: Files): void {
    rmSync(folder, { recursive: true, force: true });
    for (const [path, content] of Object.entries(files)) {
        const file = join(folder, path);
        mkdirSync(dirname(file), { recursive: true });
        writeFileSync(file, content);
    }
}
