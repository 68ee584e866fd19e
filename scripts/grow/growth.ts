import { bytes } from "../../config/quantities";
import type { PlainObject } from "../../config/merge";
import type { StackConfig } from "../../config/schema";
import { workloads, type Workload } from "../../model/workloads/workloads";
import { listAt, nameOf, namespaceOf, quantity, textAt } from "../shared/cluster/object-fields";

/** Something that is done so that volumes get the size which the configuration says. */
export type Step =
    | {
          readonly step: "enlarge";
          readonly namespace: string;
          readonly claim: string;
          readonly from: string;
          readonly to: string;
      }
    /** The size in a StatefulSet can't be changed: it is taken away without its pods, and `up` makes it anew. */
    | { readonly step: "orphan"; readonly namespace: string; readonly statefulSet: string };

export interface Growth {
    readonly steps: readonly Step[];
    /** What can't be done, each with the reason. */
    readonly problems: readonly string[];
    /** What somebody else does. */
    readonly notes: readonly string[];
}

/** What is live of a namespace. */
export interface LiveVolumes {
    readonly claims: readonly PlainObject[];
    readonly statefulSets: readonly PlainObject[];
    readonly classes: readonly PlainObject[];
}

const requested = (claim: PlainObject): string => textAt(claim, "spec", "resources", "requests", "storage");

/** What is to be done so that the volumes of a stack have the sizes of its configuration. */
export function growthOf(config: StackConfig, live: LiveVolumes): Growth {
    const each = workloads(config).map((workload) => growthOfWorkload(workload, live));
    return {
        steps: each.flatMap(({ steps }) => steps),
        problems: each.flatMap(({ problems }) => problems),
        notes: each.flatMap(({ notes }) => notes),
    };
}

const NOTHING: Growth = { steps: [], problems: [], notes: [] };

function growthOfWorkload(workload: Workload, { claims, statefulSets, classes }: LiveVolumes): Growth {
    const { volume, namespace, name, madeBy } = workload;
    if (volume === undefined) return NOTHING;
    const own = claims.filter((claim) => namespaceOf(claim) === namespace && volume.claims.test(nameOf(claim)));
    const smaller = own.filter((claim) => quantity(requested(claim)) < bytes(volume.size));
    const larger = own.filter((claim) => quantity(requested(claim)) > bytes(volume.size));
    const operated = typeof madeBy === "object";
    if (operated && madeBy.resource === "elasticsearch") {
        return smaller.length === 0
            ? NOTHING
            : { ...NOTHING, notes: [`${name}: the ECK operator enlarges its volumes on "up".`] };
    }
    const stiff = smaller.filter((claim) => !expands(claim, classes));
    return {
        steps: [
            ...smaller
                .filter((claim) => !stiff.includes(claim))
                .map((claim): Step => ({
                    step: "enlarge",
                    namespace,
                    claim: nameOf(claim),
                    from: requested(claim),
                    to: volume.size,
                })),
            ...(operated ? [] : orphans(workload, statefulSets)),
        ],
        problems: [
            ...larger.map(
                (claim) =>
                    `${nameOf(claim)} has ${requested(claim)}, the configuration says ${volume.size}: a volume can't shrink.`,
            ),
            ...stiff.map(
                (claim) =>
                    `${nameOf(claim)}: its storage class ${textAt(claim, "spec", "storageClassName")} doesn't allow volumes to grow.`,
            ),
        ],
        notes:
            operated && smaller.length > 0
                ? [`${name}: its operator makes the StatefulSet anew on "up", and its pods restart.`]
                : [],
    };
}

const expands = (claim: PlainObject, classes: readonly PlainObject[]): boolean =>
    classes.some(
        (one) => nameOf(one) === textAt(claim, "spec", "storageClassName") && one.allowVolumeExpansion === true,
    );

function orphans({ kind, name, namespace, volume }: Workload, statefulSets: readonly PlainObject[]): readonly Step[] {
    if (kind !== "StatefulSet" || volume === undefined) return [];
    const found = statefulSets.find((one) => nameOf(one) === name && namespaceOf(one) === namespace);
    const sizes = listAt(found, "spec", "volumeClaimTemplates").map(requested);
    return sizes.some((size) => quantity(size) < bytes(volume.size))
        ? [{ step: "orphan", namespace, statefulSet: name }]
        : [];
}
