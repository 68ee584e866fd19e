import { fieldChanges, masked, type FieldChange } from "./fields";
import { keyOf, titleOf, type AppliedObject } from "./applied-objects";

/** An object that differs between two sides. */
export type ObjectChange =
    | { readonly change: "added"; readonly after: AppliedObject }
    | { readonly change: "removed"; readonly before: AppliedObject }
    | {
          readonly change: "changed";
          readonly before: AppliedObject;
          readonly after: AppliedObject;
          /** Values of Secrets are masked. */
          readonly fields: readonly FieldChange[];
      };

export const objectOf = (change: ObjectChange): AppliedObject =>
    change.change === "removed" ? change.before : change.after;

/** What differs between two renderings of one revision, by object: the whole object, or some of its fields. */
export type Noise = ReadonlyMap<string, "object" | ReadonlySet<string>>;

const NONE: Noise = new Map();

const byKey = (objects: readonly AppliedObject[]): ReadonlyMap<string, AppliedObject> =>
    new Map(objects.map((object) => [keyOf(object.id), object]));

/** Objects that differ, in the order of their names; what is noise is left out. */
export function compareObjects(
    before: readonly AppliedObject[],
    after: readonly AppliedObject[],
    noise: Noise = NONE,
): readonly ObjectChange[] {
    const [old, present] = [byKey(before), byKey(after)];
    return [...new Set([...old.keys(), ...present.keys()])]
        .filter((key) => noise.get(key) !== "object")
        .flatMap((key): readonly ObjectChange[] => {
            const [was, is] = [old.get(key), present.get(key)];
            if (was === undefined) return is === undefined ? [] : [{ change: "added", after: is }];
            if (is === undefined) return [{ change: "removed", before: was }];
            const ignored = noise.get(key);
            const fields = masked(is.id.kind, fieldChanges(was.manifest, is.manifest)).filter(
                ({ path }) => !(ignored instanceof Set && ignored.has(path)),
            );
            return fields.length === 0 ? [] : [{ change: "changed", before: was, after: is, fields }];
        })
        .sort((a, b) => (titleOf(objectOf(a).id) < titleOf(objectOf(b).id) ? -1 : 1));
}

/** What two renderings of one revision don't agree on: generated passwords, dates, random names. */
export const noiseBetween = (once: readonly AppliedObject[], again: readonly AppliedObject[]): Noise =>
    new Map(
        compareObjects(once, again).map((change) => [
            keyOf(objectOf(change).id),
            change.change === "changed" ? new Set(change.fields.map(({ path }) => path)) : "object",
        ]),
    );

/** Noise of either of several. */
export function allNoise(parts: readonly Noise[]): Noise {
    const all = new Map<string, "object" | ReadonlySet<string>>();
    for (const [key, noise] of parts.flatMap((part) => [...part])) {
        const known = all.get(key) ?? new Set<string>();
        all.set(key, noise === "object" || known === "object" ? "object" : new Set([...known, ...noise]));
    }
    return all;
}
