import { isPlainObject, type PlainObject } from "../../../config/merge";
import type { PlannedResource } from "./engine";

/** A Helm release of the plan. */
export interface PlannedRelease {
    readonly release: string;
    readonly chart: string;
    readonly version: string;
    /** Repository; absent for an OCI chart, whose name holds it. */
    readonly repository?: string;
    readonly namespace: string;
    readonly values: PlainObject;
}

export const isRelease = ({ type }: PlannedResource): boolean => type === "kubernetes:helm.sh/v3:Release";

const text = (value: unknown): string => (typeof value === "string" ? value : "");

/** Releases in the order in which they are installed. */
export function releasesOf(resources: readonly PlannedResource[]): readonly PlannedRelease[] {
    return inOrder(resources)
        .filter(isRelease)
        .map(({ inputs }) => {
            const { name, chart, version, namespace, repositoryOpts, values } = isPlainObject(inputs) ? inputs : {};
            const repository = isPlainObject(repositoryOpts) ? text(repositoryOpts.repo) : undefined;
            return {
                release: text(name),
                chart: text(chart),
                version: text(version),
                ...(repository === undefined ? {} : { repository }),
                namespace: text(namespace),
                values: isPlainObject(values) ? values : {},
            };
        });
}

/** Resources so that each comes after what it depends on; otherwise by URN. */
export function inOrder(resources: readonly PlannedResource[]): readonly PlannedResource[] {
    const byUrn = new Map(resources.map((resource) => [resource.urn, resource]));
    const placed = new Set<string>();
    const order: PlannedResource[] = [];
    const place = (resource: PlannedResource): void => {
        if (placed.has(resource.urn)) return;
        placed.add(resource.urn);
        for (const urn of [resource.parent, ...resource.dependencies]) {
            const needed = byUrn.get(urn);
            if (needed !== undefined) place(needed);
        }
        order.push(resource);
    };
    resources.forEach(place);
    return order;
}

/** A Kubernetes object of the plan as a manifest. */
export interface PlannedObject {
    readonly kind: string;
    readonly name: string;
    /** Absent for what belongs to the cluster as a whole. */
    readonly namespace?: string;
    readonly manifest: PlainObject;
}

const OBJECT = /^kubernetes:(?:(?<group>[^/]+)\/)?(?<version>v[^:]+):(?<kind>\w+)$/;

/** Kubernetes objects that the program creates itself. */
export function objectsOf(resources: readonly PlannedResource[]): readonly PlannedObject[] {
    return resources.flatMap((resource) => {
        const { kind } = OBJECT.exec(resource.type)?.groups ?? {};
        if (kind === undefined || isRelease(resource) || !isPlainObject(resource.inputs)) return [];
        const { metadata } = resource.inputs;
        const { name, namespace } = isPlainObject(metadata) ? metadata : {};
        return [
            {
                kind,
                name: text(name),
                ...(typeof namespace === "string" ? { namespace } : {}),
                manifest: resource.inputs,
            },
        ];
    });
}
