import { isPlainObject, valueAt, type PlainObject } from "../../../config/merge";

/** Reading Kubernetes objects as they come from the API. */

export const textAt = (object: unknown, ...path: readonly PropertyKey[]): string => {
    const value = valueAt(object, path);
    return typeof value === "string" || typeof value === "number" ? String(value) : "";
};

export const numberAt = (object: unknown, ...path: readonly PropertyKey[]): number => {
    const value = valueAt(object, path);
    return typeof value === "number" ? value : 0;
};

export const listAt = (object: unknown, ...path: readonly PropertyKey[]): readonly PlainObject[] => {
    const value = valueAt(object, path);
    return Array.isArray(value) ? value.filter(isPlainObject) : [];
};

export const nameOf = (object: unknown): string => textAt(object, "metadata", "name");
export const namespaceOf = (object: unknown): string => textAt(object, "metadata", "namespace");
export const labelOf = (object: unknown, label: string): string => textAt(object, "metadata", "labels", label);
export const annotationOf = (object: unknown, annotation: string): string =>
    textAt(object, "metadata", "annotations", annotation);

/** A value of a Secret as it comes from the API; undefined where there is no such Secret or key. */
export const secretText = (secret: unknown, key: string): string | undefined => {
    const value = valueAt(secret, ["data", key]);
    return typeof value === "string" ? Buffer.from(value, "base64").toString() : undefined;
};

/** Images of a workload's containers. */
export const imagesOfWorkload = (workload: unknown): readonly string[] =>
    listAt(workload, "spec", "template", "spec", "containers").map((container) => textAt(container, "image"));

const UNITS: Readonly<Record<string, number>> = {
    n: 1e-9,
    u: 1e-6,
    m: 1e-3,
    "": 1,
    k: 1e3,
    M: 1e6,
    G: 1e9,
    T: 1e12,
    P: 1e15,
    E: 1e18,
    Ki: 2 ** 10,
    Mi: 2 ** 20,
    Gi: 2 ** 30,
    Ti: 2 ** 40,
    Pi: 2 ** 50,
    Ei: 2 ** 60,
};

/** A quantity of any form that Kubernetes writes; 0 for none: https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/ */
export function quantity(text: string): number {
    const [, number, unit = ""] = /^([+-]?[\d.]+(?:[eE][+-]?\d+)?)([a-zA-Z]*)$/.exec(text) ?? [];
    return number === undefined ? 0 : Number(number) * (UNITS[unit] ?? 0);
}
