import { decisive } from "../shared/rendering/stateful";
import { objectVerdicts, subjectOf } from "../shared/comparison/destructive";
import { releaseVerdicts } from "../shared/comparison/destructive/releases";
import type { Verdict } from "../shared/comparison/destructive/verdict";
import { compareObjects } from "../shared/comparison/changes";
import { idOf, own, titleOf, type AppliedObject } from "../shared/comparison/applied-objects";
import { isDestructive, volumesOf } from "../shared/comparison/stack";
import type { Side } from "../shared/comparison/side";
import type { PlannedRelease } from "../shared/planning/graph";
import type { PlainObject } from "../../config/merge";

/** What of a stack holds data, or has data hanging on it: facts, as the rules of what is destructive read them. */
export interface Inventory {
    /** With those of their values that decide about volumes. */
    readonly releases: readonly PlannedRelease[];
    /** Objects of our own. */
    readonly objects: readonly AppliedObject[];
    /** Objects of the rendered charts; absent where they weren't at hand. */
    readonly rendered?: readonly AppliedObject[];
}

export function inventoryOf(side: Side, rendered?: readonly AppliedObject[]): Inventory {
    return {
        releases: side.releases.map(decisive),
        objects: side.objects.map(own).flatMap(factsOf),
        ...(rendered === undefined ? {} : { rendered: rendered.flatMap(factsOf) }),
    };
}

/** An object reduced to what rules read of it; none for one that nothing hangs on. */
function factsOf(object: AppliedObject): readonly AppliedObject[] {
    const facts = subjectOf(object)?.facts?.(object.manifest);
    if (facts === undefined) return [];
    const { namespace, name } = object.id;
    const { apiVersion, kind } = object.manifest;
    const metadata: PlainObject = { name, ...(namespace === undefined ? {} : { namespace }) };
    return [{ ...object, manifest: { apiVersion, kind, metadata, ...facts } }];
}

export const recorded = (manifest: PlainObject, release?: string): AppliedObject => ({
    id: idOf(manifest),
    ...(release === undefined ? {} : { release }),
    manifest,
});

/** What an upgrade from one inventory to another replaces or deletes, as far as plans tell. */
export const planVerdicts = (before: Inventory, after: Inventory): readonly Verdict[] =>
    [
        ...releaseVerdicts(before.releases, after.releases),
        ...objectVerdicts(compareObjects(planned(before), planned(after))),
    ].filter(isDestructive);

/** The same of the rendered charts, which both sides must have. */
export const chartVerdicts = ({ rendered: before = [] }: Inventory, { rendered: after = [] }: Inventory) =>
    objectVerdicts(compareObjects(before, after)).filter(isDestructive);

const planned = ({ objects, releases }: Inventory): readonly AppliedObject[] => [
    ...objects,
    ...releases.flatMap(volumesOf),
];

/** Names, as findings have them, of what plans alone tell about. */
export const plannedNames = (inventory: Inventory): readonly string[] => [
    ...inventory.releases.map(({ namespace, release }) => `Release ${namespace}/${release}`),
    ...planned(inventory).map(({ id }) => titleOf(id)),
];
