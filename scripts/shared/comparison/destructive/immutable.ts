import { valueAt } from "../../../../config/merge";
import { fieldChanges } from "../fields";
import { titleOf, type AppliedObject, type ObjectId } from "../applied-objects";
import type { Subject, Verdict } from "./verdict";

/** Fields that Kubernetes refuses to change, of objects that hold no data. */
const FIELDS: Readonly<Record<string, readonly string[]>> = {
    "apps/Deployment": ["spec.selector"],
    "apps/DaemonSet": ["spec.selector"],
    "rbac.authorization.k8s.io/RoleBinding": ["roleRef"],
    "rbac.authorization.k8s.io/ClusterRoleBinding": ["roleRef"],
    "batch/Job": ["spec.template"],
    "/Service": ["spec.clusterIP"],
    "storage.k8s.io/StorageClass": ["provisioner", "parameters", "reclaimPolicy", "volumeBindingMode"],
    "scheduling.k8s.io/PriorityClass": ["value", "preemptionPolicy"],
};

/** Helm deletes hooks and makes them anew, each time. */
const isHook = ({ manifest }: AppliedObject): boolean =>
    valueAt(manifest, ["metadata", "annotations", "helm.sh/hook"]) !== undefined;

const deletion = ({ kind, namespace, name }: ObjectId): string =>
    `kubectl delete ${kind.toLowerCase()}${namespace === undefined ? "" : ` -n ${namespace}`} ${name}`;

export const immutable: Subject = {
    kinds: Object.keys(FIELDS),
    judge: ({ before, after }): readonly Verdict[] => {
        if (after === undefined || isHook(after)) return [];
        const { id, release } = after;
        const fields = (FIELDS[`${id.group}/${id.kind}`] ?? []).filter((field) => {
            const path = field.split(".");
            return fieldChanges(valueAt(before.manifest, path), valueAt(after.manifest, path)).length > 0;
        });
        if (fields.length === 0) return [];
        const common = { object: titleOf(id), found: `${fields.join(", ")} changes` };
        return [
            release === undefined
                ? {
                      severity: "note",
                      ...common,
                      consequence: "Kubernetes refuses it, so that Pulumi deletes it and makes it anew",
                      remedy: "no data hang on it",
                  }
                : {
                      severity: "destructive",
                      ...common,
                      consequence: `Kubernetes refuses it, so that the update of the release ${release} fails`,
                      remedy: `${deletion(id)} before the update: no data hang on it`,
                  },
        ];
    },
};
