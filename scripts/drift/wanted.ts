import { parse } from "yaml";
import { isPlainObject, valueAt, type PlainObject } from "../../config/merge";
import { objectsOf, type PlannedRelease } from "../shared/planning/graph";
import type { PlannedResource } from "../shared/planning/engine";

/** An object that should be in the cluster. */
export interface Wanted {
    readonly apiVersion: string;
    readonly kind: string;
    readonly name: string;
    /** Absent for what belongs to the cluster as a whole. */
    readonly namespace?: string;
    /** The release that it is part of; absent for the program's own objects. */
    readonly release?: string;
    readonly manifest: PlainObject;
}

/** Which kinds of a cluster are inside of namespaces, by `apiVersion/kind`. */
export type Scopes = ReadonlyMap<string, "namespaced" | "cluster">;

const textAt = (manifest: PlainObject, ...path: readonly string[]): string | undefined => {
    const value = valueAt(manifest, path);
    return typeof value === "string" ? value : undefined;
};

/** Such as `Deployment go-coffee-monitoring/grafana`. */
export const titleOf = ({ kind, namespace, name }: Pick<Wanted, "kind" | "namespace" | "name">): string =>
    `${kind} ${namespace === undefined ? "" : `${namespace}/`}${name}`;

export const keyOf = ({ apiVersion, kind, namespace, name }: Omit<Wanted, "manifest">): string =>
    [apiVersion, kind, namespace ?? "", name].join(" ");

export function wantedOf(manifest: PlainObject, release?: string): Wanted {
    const namespace = textAt(manifest, "metadata", "namespace");
    return {
        apiVersion: textAt(manifest, "apiVersion") ?? "",
        kind: textAt(manifest, "kind") ?? "",
        name: textAt(manifest, "metadata", "name") ?? "",
        ...(namespace === undefined ? {} : { namespace }),
        ...(release === undefined ? {} : { release }),
        manifest,
    };
}

const isHook = (manifest: PlainObject): boolean =>
    valueAt(manifest, ["metadata", "annotations", "helm.sh/hook"]) !== undefined;

/** CRDs of a chart's `crds` folder are installed as they are; helm marks what comes from templates as its own. */
const isTemplate = (manifest: PlainObject, source: string): boolean =>
    manifest.kind !== "CustomResourceDefinition" || /^# Source: \S+\/templates\//m.test(source);

/** Adds what helm puts on each object of a release beyond the chart: its namespace, its label, its annotations. */
function asInstalled(manifest: PlainObject, { release, namespace }: PlannedRelease, scopes: Scopes): PlainObject {
    const metadata = isPlainObject(manifest.metadata) ? manifest.metadata : {};
    const { labels, annotations } = metadata;
    const isNamespaced =
        scopes.get(`${String(manifest.apiVersion)}/${String(manifest.kind)}`) !== "cluster" &&
        metadata.namespace === undefined;
    return {
        ...manifest,
        metadata: {
            ...metadata,
            ...(isNamespaced ? { namespace } : {}),
            labels: { ...(isPlainObject(labels) ? labels : {}), "app.kubernetes.io/managed-by": "Helm" },
            annotations: {
                ...(isPlainObject(annotations) ? annotations : {}),
                "meta.helm.sh/release-name": release,
                "meta.helm.sh/release-namespace": namespace,
            },
        },
    };
}

/** Objects of a rendered release; hooks are left out, which come and go with each deployment. */
export const objectsOfRelease = (rendered: string, release: PlannedRelease, scopes: Scopes): readonly Wanted[] =>
    rendered
        .split(/^---$/m)
        .map((source) => ({ source, manifest: parse(source) as unknown }))
        .flatMap(({ source, manifest }) => {
            if (!isPlainObject(manifest) || isHook(manifest)) return [];
            const installed = isTemplate(manifest, source) ? asInstalled(manifest, release, scopes) : manifest;
            return [wantedOf(installed, release.release)];
        });

/** Objects that the program creates itself. */
export const ownObjects = (resources: readonly PlannedResource[]): readonly Wanted[] =>
    objectsOf(resources).map(({ manifest }) => wantedOf(manifest));
