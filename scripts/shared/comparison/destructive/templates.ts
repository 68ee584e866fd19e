import { isDeepStrictEqual } from "node:util";
import { isPlainObject, valueAt, type PlainObject } from "../../../../config/merge";
import { quantity } from "../../cluster/object-fields";

/** Claims for volumes, and how two of one name differ. */

export interface ClaimChange {
    /** `volume storage grows from 20Gi to 40Gi` */
    readonly text: string;
    /** A volume can only grow; everything else needs a new one. */
    readonly grows: boolean;
}

const SIZE = ["spec", "resources", "requests", "storage"];
const CLASS = ["spec", "storageClassName"];

export const nameOfTemplate = (template: unknown): string => {
    const name = valueAt(template, ["metadata", "name"]);
    return typeof name === "string" ? name : "";
};

/** Templates of a list by their name. */
const byName = (templates: unknown): ReadonlyMap<string, PlainObject> =>
    new Map(
        (Array.isArray(templates) ? templates : [])
            .filter(isPlainObject)
            .map((template) => [nameOfTemplate(template), template]),
    );

export const namesOfTemplates = (templates: unknown): readonly string[] => [...byName(templates).keys()];

/** How the templates of a list differ, volume by volume. */
export function templateChanges(before: unknown, after: unknown): readonly ClaimChange[] {
    const [old, present] = [byName(before), byName(after)];
    return [...new Set([...old.keys(), ...present.keys()])].flatMap((name) => {
        const [was, is] = [old.get(name), present.get(name)];
        if (was === undefined) return [{ text: `volume ${name} is new`, grows: false }];
        if (is === undefined) return [{ text: `volume ${name} is removed`, grows: false }];
        return claimChanges(was, is, `volume ${name}`);
    });
}

/** How two claims differ. */
export function claimChanges(before: PlainObject, after: PlainObject, subject = "volume"): readonly ClaimChange[] {
    const [size, newSize] = [valueAt(before, SIZE), valueAt(after, SIZE)];
    const [storageClass, newClass] = [valueAt(before, CLASS), valueAt(after, CLASS)];
    const rest = isDeepStrictEqual(withoutKnown(before), withoutKnown(after));
    const difference = capacity(newSize) - capacity(size);
    return [
        ...(difference === 0
            ? []
            : [
                  {
                      text: `${subject} ${difference > 0 ? "grows" : "shrinks"} from ${named(size)} to ${named(newSize)}`,
                      grows: difference > 0,
                  },
              ]),
        ...(storageClass === newClass
            ? []
            : [
                  {
                      text: `${subject} moves from storage class ${named(storageClass)} to ${named(newClass)}`,
                      grows: false,
                  },
              ]),
        ...(rest ? [] : [{ text: `${subject} has other settings`, grows: false }]),
    ];
}

const named = (value: unknown): string =>
    typeof value === "string" || typeof value === "number" ? `${value}` : "the default";

/** A claim without what is compared by itself. */
function withoutKnown(claim: PlainObject): PlainObject {
    const { storageClassName: _, resources: __, ...spec } = isPlainObject(claim.spec) ? claim.spec : {};
    return { ...claim, spec };
}

/** Bytes of a size. */
const capacity = (size: unknown): number => quantity(named(size));
