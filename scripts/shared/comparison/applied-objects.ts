import { isPlainObject, type PlainObject } from "../../../config/merge";

/** An object of the cluster, whoever applies it. */
export interface AppliedObject {
    readonly id: ObjectId;
    /** Helm release that it is part of; absent for an object of our own. */
    readonly release?: string;
    readonly manifest: PlainObject;
}

/** What makes two manifests the same object. The version of its API isn't part of it. */
export interface ObjectId {
    /** API group; empty for the core. */
    readonly group: string;
    readonly kind: string;
    /** Absent for what belongs to the cluster as a whole. */
    readonly namespace?: string;
    readonly name: string;
}

/** Kinds of the charts and of our own that belong to no namespace. */
const CLUSTER_WIDE = new Set([
    "APIService",
    "ClusterIssuer",
    "ClusterRole",
    "ClusterRoleBinding",
    "CustomResourceDefinition",
    "IngressClass",
    "MutatingWebhookConfiguration",
    "Namespace",
    "PersistentVolume",
    "PriorityClass",
    "StorageClass",
    "ValidatingAdmissionPolicy",
    "ValidatingAdmissionPolicyBinding",
    "ValidatingWebhookConfiguration",
]);

const text = (value: unknown): string => (typeof value === "string" ? value : "");

/** @param fallback namespace of an object that names none: the one of its release. */
export function idOf(manifest: PlainObject, fallback?: string): ObjectId {
    const { apiVersion, kind, metadata } = manifest;
    const { name, namespace = fallback } = isPlainObject(metadata) ? metadata : {};
    const [group = ""] = /^.+(?=\/)/.exec(text(apiVersion)) ?? [];
    const place = CLUSTER_WIDE.has(text(kind)) ? undefined : namespace;
    return {
        group,
        kind: text(kind),
        ...(typeof place === "string" ? { namespace: place } : {}),
        name: text(name),
    };
}

export const keyOf = ({ group, kind, namespace = "", name }: ObjectId): string =>
    [group, kind, namespace, name].join("/");

/** The way people name an object: "StatefulSet go-coffee-monitoring/loki". */
export const titleOf = ({ kind, namespace, name }: ObjectId): string =>
    `${kind} ${namespace === undefined ? "" : `${namespace}/`}${name}`;

export const own = (manifest: PlainObject): AppliedObject => ({ id: idOf(manifest), manifest });
