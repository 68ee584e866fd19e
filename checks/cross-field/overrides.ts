import type { Check } from "./contract";
import { isPlainObject } from "../../config/merge";
import { pathOf, remove, type Problem } from "../../config/problems";

/** Overrides that would not arrive: Pulumi's protocol for releases has no null, and the provider drops it unsaid. */
export const overrideProblems: Check = ({ overrides }) =>
    Object.entries(overrides).flatMap(([element, values]) => nulls(["overrides", element], values));

function nulls(path: readonly (string | number)[], value: unknown): readonly Problem[] {
    if (value === null) {
        const key = pathOf(path);
        return [
            {
                key,
                value,
                problem: "never reaches helm as null: give the value that is to hold in place of the chart's",
                fix: remove(key),
            },
        ];
    }
    if (Array.isArray(value)) return value.flatMap((entry: unknown, index) => nulls([...path, index], entry));
    return isPlainObject(value) ? Object.entries(value).flatMap(([key, below]) => nulls([...path, key], below)) : [];
}
