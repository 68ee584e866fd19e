/** Drift of a whole stack, object by object and release by release. */

import type { PlainObject } from "../../config/merge";
import type { Cluster } from "../shared/cluster/kubectl";
import { renderFor } from "../shared/rendering/render";
import { releasesOf } from "../shared/planning/graph";
import type { PlannedStack } from "../shared/planning/planned-stack";
import { differences, differencesFromManifest, hideValues, type Difference } from "./differences";
import { apiOf, dryRun, liveObjects, MANAGER, type DryRun } from "./dry-run";
import { additions } from "./managers";
import { comparable, scaledByOthers, type Comparable } from "./others";
import { releaseState, type ReleaseState } from "./release-states";
import { keyOf, objectsOfRelease, ownObjects, type Scopes, type Wanted } from "./wanted";

export type ObjectState =
    | { readonly state: "as planned" }
    | { readonly state: "missing" }
    | { readonly state: "changed"; readonly differences: readonly Difference[] }
    /** A field that can't be changed has another value: deploying the plan would fail, or replace the object. */
    | { readonly state: "unchangeable"; readonly reason: string }
    /** The API server did not answer the question, mostly for lack of rights. */
    | { readonly state: "not compared"; readonly reason: string };

export type CheckedObject = ObjectState & {
    readonly wanted: Wanted;
    /** Paths of values that the plan doesn't know. */
    readonly unknown: readonly string[];
    /** Whether it was compared by reading alone, for lack of the right to a dry run. */
    readonly byReading: boolean;
};

export interface Drift {
    readonly releases: readonly ReleaseState[];
    readonly objects: readonly CheckedObject[];
}

/** Compares a plan with what is in the cluster; changes nothing there. */
export async function driftOf(
    cluster: Cluster,
    { plan }: PlannedStack,
    progress: (line: string) => void,
): Promise<Drift> {
    const api = await apiOf(cluster);
    const planned = releasesOf(plan.resources);
    progress(`Rendering ${planned.length} charts for Kubernetes ${api.kubernetes} ...`);
    const groups = await Promise.all(
        planned.map(async (release) => {
            const rendered = await renderFor({ kubernetes: api.kubernetes, apis: api.names }, release);
            return { title: release.release, wanted: objectsOfRelease(rendered, release, api.scopes) };
        }),
    );
    groups.push({ title: "objects of the program", wanted: ownObjects(plan.resources) });
    const scaled = scaledByOthers(groups.flatMap(({ wanted }) => wanted));
    const objects: CheckedObject[] = [];
    for (const { title, wanted } of groups) {
        progress(`Comparing ${title}: ${wanted.length} objects ...`);
        objects.push(...(await checkObjects(cluster, wanted, api.scopes, scaled)));
    }
    return { objects, releases: await Promise.all(planned.map((release) => releaseState(cluster, release))) };
}

async function checkObjects(
    cluster: Cluster,
    wanted: readonly Wanted[],
    scopes: Scopes,
    scaled: ReadonlySet<string>,
): Promise<readonly CheckedObject[]> {
    const known = wanted.filter(({ apiVersion, kind }) => scopes.has(`${apiVersion}/${kind}`));
    const live = await liveObjects(cluster, known);
    const present = known.flatMap((one) => {
        const object = live.get(keyOf(one));
        return object === undefined ? [] : [{ wanted: one, live: object, ...comparable(one, object, scaled) }];
    });
    const results = await dryRun(
        cluster,
        present.map(({ manifest }) => manifest),
    );
    const checked = new Map(
        present.map((one): [string, CheckedObject] => {
            const key = keyOf(one.wanted);
            const result = results.get(key);
            return [
                key,
                {
                    wanted: one.wanted,
                    unknown: one.unknown.map(dotted),
                    byReading: result?.state === "forbidden",
                    ...stateOf(one, result),
                },
            ];
        }),
    );
    return wanted.map(
        (one) => checked.get(keyOf(one)) ?? { wanted: one, unknown: [], byReading: false, state: "missing" },
    );
}

const dotted = (path: readonly string[]): string => path.join(".");

function stateOf(
    { live, manifest, absent }: Comparable & { readonly live: PlainObject },
    result?: DryRun,
): ObjectState {
    if (result === undefined) return { state: "not compared", reason: "the API server did not tell what it would be" };
    if (result.state === "invalid") return { state: "unchangeable", reason: result.reason };
    if (result.state === "failed") return { state: "not compared", reason: result.reason };
    const found = [
        ...(result.state === "forbidden"
            ? differencesFromManifest(live, manifest)
            : [...differences(live, result.object), ...additions(live, result.object, MANAGER)]),
        ...absent.map((path) => ({ path: dotted(path), planned: ["(a value)"], live: [] })),
    ];
    if (found.length === 0) return { state: "as planned" };
    return { state: "changed", differences: live.kind === "Secret" ? found.map(hideValues) : found };
}
