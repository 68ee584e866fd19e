import { valueAt, type PlainObject } from "../../config/merge";
import { objectsOf, releasesOf } from "../../scripts/shared/planning/graph";
import type { Release, Resource } from "./plan";

/** The one resource of a type and name. */
export function resource(resources: readonly Resource[], type: string, name: string): Resource {
    const found = resources.filter((candidate) => candidate.type === type && candidate.name === name);
    const [only] = found;
    if (only === undefined || found.length > 1) throw new Error(`${found.length} resources ${type} ${name}`);
    return only;
}

export function release(resources: readonly Resource[], name: string): Release {
    const found = releasesOf(resources).find((candidate) => candidate.release === name);
    if (found === undefined) throw new Error(`no release ${name}`);
    return found;
}

export const manifest = (resources: readonly Resource[], kind: string, name: string): PlainObject => {
    const found = objectsOf(resources).find((candidate) => candidate.kind === kind && candidate.name === name);
    if (found === undefined) throw new Error(`no ${kind} ${name}`);
    return found.manifest;
};

/** Everything that must exist before a resource, directly or through others. */
export function before(resources: readonly Resource[], { urn }: Resource): ReadonlySet<string> {
    const byUrn = new Map(resources.map((candidate) => [candidate.urn, candidate]));
    const seen = new Set<string>();
    const visit = (current: string): void => {
        for (const needed of byUrn.get(current)?.dependencies ?? []) {
            if (!seen.has(needed)) {
                seen.add(needed);
                visit(needed);
            }
        }
    };
    visit(urn);
    return seen;
}

/** A value inside of maps and lists. */
export const at = (root: unknown, ...path: readonly (string | number)[]): unknown => valueAt(root, path);

/** Every text below a value, with its path. */
export function texts(value: unknown, path = ""): readonly { readonly path: string; readonly text: string }[] {
    if (typeof value === "string") return [{ path, text: value }];
    if (typeof value !== "object" || value === null) return [];
    return Object.entries(value).flatMap(([key, below]) => [
        { path: `${path}.${key} (key)`, text: key },
        ...texts(below, `${path}.${key}`),
    ]);
}
