import { ask } from "./findable";
import { pathOf, type Problem } from "./problems";

/** Marks a value that must be replaced before the stack is deployed: it plans, but `up` refuses it. */
export const PLACEHOLDER = "replace-me";

/** Settings that still hold a placeholder. */
export function placeholderProblems(value: unknown, path: readonly PropertyKey[] = []): readonly Problem[] {
    if (typeof value === "string") {
        if (!value.includes(PLACEHOLDER)) return [];
        const key = pathOf(path);
        return [{ key, value, problem: "is a placeholder: yours belongs there", fix: ask(key) }];
    }
    if (Array.isArray(value)) {
        return value.flatMap((below: unknown, index) => placeholderProblems(below, [...path, index]));
    }
    if (typeof value !== "object" || value === null) return [];
    return Object.entries(value).flatMap(([part, below]) => placeholderProblems(below, [...path, part]));
}
