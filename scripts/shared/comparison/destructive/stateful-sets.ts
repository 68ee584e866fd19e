import { isPlainObject, valueAt, type PlainObject } from "../../../../config/merge";
import { fieldChanges } from "../fields";
import { titleOf, type AppliedObject } from "../applied-objects";
import { namesOfTemplates, templateChanges } from "./templates";
import { listed, type Subject, type Verdict } from "./verdict";

/** What Kubernetes lets change in the spec of a stateful set. */
const MUTABLE = new Set([
    "replicas",
    "ordinals",
    "template",
    "updateStrategy",
    "revisionHistoryLimit",
    "persistentVolumeClaimRetentionPolicy",
    "minReadySeconds",
]);
const TEMPLATES = "volumeClaimTemplates";

const entriesOf = ({ spec }: PlainObject): readonly (readonly [string, unknown])[] =>
    Object.entries(isPlainObject(spec) ? spec : {});

/** Its spec without what may change; whether its volumes go with it is kept, because the verdict says so. */
const facts = (manifest: PlainObject): PlainObject => ({
    spec: Object.fromEntries(
        entriesOf(manifest).filter(([key]) => !MUTABLE.has(key) || key === "persistentVolumeClaimRetentionPolicy"),
    ),
});

export const statefulSets: Subject = {
    kinds: ["apps/StatefulSet"],
    facts,
    judge: ({ before, after }): readonly Verdict[] =>
        after === undefined ? [removed(before)] : changed(before, after),
};

function removed({ id, manifest }: AppliedObject): Verdict {
    const volumes = namesOfTemplates(valueAt(manifest, ["spec", TEMPLATES]));
    const deleted = valueAt(manifest, ["spec", "persistentVolumeClaimRetentionPolicy", "whenDeleted"]) === "Delete";
    const common = { severity: "destructive", object: titleOf(id), found: "removed" } as const;
    if (volumes.length === 0) {
        return {
            ...common,
            consequence: "its pods go; it has no volumes of its own",
            remedy: "there is nothing to keep",
        };
    }
    return {
        ...common,
        consequence: deleted
            ? `its claims (${listed(volumes)}) are deleted with it, and the volumes with them`
            : `its claims (${listed(volumes)}) stay behind, and nothing reads them any more`,
        remedy: "let what it holds expire or copy it first, then remove it",
    };
}

function changed(before: AppliedObject, after: AppliedObject): readonly Verdict[] {
    const templates = (object: AppliedObject): unknown => valueAt(object.manifest, ["spec", TEMPLATES]);
    const volumes = templateChanges(templates(before), templates(after));
    const others = fieldChanges(immutable(before), immutable(after)).map(({ path }) => `spec.${path} differs`);
    const all = [...volumes.map(({ text }) => text), ...others];
    if (all.length === 0) return [];
    const { id, release } = after;
    const common = { object: titleOf(id), found: listed(all) };
    if (others.length === 0 && volumes.every(({ grows }) => grows)) {
        return [
            {
                severity: "note",
                ...common,
                consequence: "Kubernetes refuses it for the stateful set that is there",
                remedy: "npm run grow enlarges the claims and makes way for the update",
            },
        ];
    }
    const place = id.namespace === undefined ? "" : ` -n ${id.namespace}`;
    const orphan = `kubectl delete statefulset${place} ${id.name} --cascade=orphan before the update keeps pods and claims`;
    return [
        {
            severity: "destructive",
            ...common,
            consequence:
                release === undefined
                    ? "Kubernetes refuses it, so that it is deleted and made anew"
                    : `Kubernetes refuses it, so that the update of the release ${release} fails`,
            remedy:
                volumes.length === 0
                    ? orphan
                    : `${orphan}, but claims that are there stay as they are: copy what they hold`,
        },
    ];
}

const immutable = ({ manifest }: AppliedObject): PlainObject =>
    Object.fromEntries(entriesOf(manifest).filter(([key]) => !MUTABLE.has(key) && key !== TEMPLATES));
