/** Destructive changes of custom resource definitions. */

import { isPlainObject, valueAt, type PlainObject } from "../../../../config/merge";
import { titleOf } from "../applied-objects";
import { listed, type Subject, type Verdict } from "./verdict";

const versionsOf = ({ spec }: PlainObject): readonly PlainObject[] => {
    const versions = valueAt(spec, ["versions"]);
    return Array.isArray(versions) ? versions.filter(isPlainObject) : [];
};
const served = (manifest: PlainObject): readonly string[] =>
    versionsOf(manifest).flatMap((version) =>
        version.served !== false && typeof version.name === "string" ? [version.name] : [],
    );
const scopeOf = ({ spec }: PlainObject): string => String(valueAt(spec, ["scope"]));

/** Definitions of custom resources: with one go all of its objects, anyone's in the cluster. */
export const definitions: Subject = {
    kinds: ["apiextensions.k8s.io/CustomResourceDefinition"],
    facts: (manifest) => ({
        spec: {
            scope: scopeOf(manifest),
            versions: versionsOf(manifest).map(({ name, served: isServed, storage }) => ({
                name,
                served: isServed,
                storage,
            })),
        },
    }),
    judge: ({ before, after }): readonly Verdict[] => {
        const common = { severity: "destructive", object: titleOf(before.id) } as const;
        if (after === undefined) {
            return [
                {
                    ...common,
                    found: "removed",
                    consequence: "where it is deleted, every object of its kind goes with it, and what they run",
                    remedy: "keep it: annotate it with helm.sh/resource-policy=keep before the update",
                },
            ];
        }
        const present = served(after.manifest);
        const gone = served(before.manifest).filter((version) => !present.includes(version));
        const [was, is] = [scopeOf(before.manifest), scopeOf(after.manifest)];
        return [
            ...(gone.length === 0
                ? []
                : [
                      {
                          ...common,
                          found: `version ${listed(gone)} is no longer served`,
                          consequence: "whoever writes or reads objects of that version is refused",
                          remedy: `move manifests and clients to ${listed(present) || "a version that is"}, and stored objects with them, before the update`,
                      },
                  ]),
            ...(was === is
                ? []
                : [
                      {
                          ...common,
                          found: `scope changes from ${was} to ${is}`,
                          consequence: "Kubernetes refuses it; made anew, it loses every object of its kind",
                          remedy: "export the objects, and create them again afterwards",
                      },
                  ]),
        ];
    },
};
