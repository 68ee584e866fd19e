/** CRDs for API servers of tests and benches, where the charts that bring the real ones aren't installed. */
import { objectsOf } from "../planning/graph";
import type { PlannedResource } from "../planning/engine";

export interface Definition {
    readonly metadata: { readonly name: string };
    readonly spec: { readonly group: string };
}

/** Definitions that take anything, for the kinds of own objects that the charts would bring. */
export function definitionsFor(resources: readonly PlannedResource[]): readonly Definition[] {
    const custom = objectsOf(resources).flatMap(({ kind, namespace, manifest }) => {
        const [group = "", version = ""] = String(manifest.apiVersion).split("/");
        const isBuiltIn = !group.includes(".") || group.endsWith(".k8s.io");
        return isBuiltIn ? [] : [[`${group}/${kind}`, { group, version, kind, namespace }] as const];
    });
    return [...new Map(custom).values()].map(({ group, version, kind, namespace }) => ({
        apiVersion: "apiextensions.k8s.io/v1",
        kind: "CustomResourceDefinition",
        metadata: { name: `${kind.toLowerCase()}s.${group}` },
        spec: {
            group,
            scope: namespace === undefined ? "Cluster" : "Namespaced",
            names: { kind, plural: `${kind.toLowerCase()}s` },
            versions: [{ name: version, served: true, storage: true, schema: { openAPIV3Schema: ANYTHING } }],
        },
    }));
}

const ANYTHING = { type: "object", "x-kubernetes-preserve-unknown-fields": true } as const;
