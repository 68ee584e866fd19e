import { parse } from "yaml";
import { isPlainObject, type PlainObject } from "../../../config/merge";

/** Documents of a rendered chart; CRDs are left out, they hold nothing to list and are large. */
export const documentsOf = (manifest: string): readonly PlainObject[] =>
    manifest
        .split(/^---$/m)
        .filter((text) => text.trim() !== "" && !/^kind: CustomResourceDefinition$/m.test(text))
        .map((text): unknown => parse(text))
        .filter(isPlainObject);

/** Options by which operators learn of images that they run. */
const IMAGE_OPTION = /^--(?:prometheus-config-reloader|acme-http01-solver-image)=(.+)$/;

/** Every image that a document names. */
export function imagesOf(node: unknown): readonly string[] {
    if (typeof node === "string") return IMAGE_OPTION.exec(node)?.slice(1) ?? [];
    if (Array.isArray(node)) return node.flatMap(imagesOf);
    if (!isPlainObject(node)) return [];
    return Object.entries(node).flatMap(([key, value]) =>
        key === "image" && typeof value === "string" && value !== "" ? [value] : imagesOf(value),
    );
}

/** Names of the cluster roles among documents. */
export const clusterRolesOf = (documents: readonly PlainObject[]): readonly string[] =>
    documents
        .filter(({ kind }) => kind === "ClusterRole")
        .flatMap(({ metadata }) =>
            isPlainObject(metadata) && typeof metadata.name === "string" ? [metadata.name] : [],
        );
