import { set, type Problem } from "./problems";

/** Marks a value that must be replaced before the stack is deployed: it plans, but `up` refuses it. */
export const PLACEHOLDER = "replace-me";

/** Settings that still hold a placeholder. */
export function placeholderProblems(value: unknown, key = ""): readonly Problem[] {
    if (typeof value === "string") {
        if (!value.includes(PLACEHOLDER)) return [];
        return [{ key, value, problem: "is a placeholder of the example", fix: set(key, "VALUE") }];
    }
    if (typeof value !== "object" || value === null) return [];
    return Object.entries(value).flatMap(([part, below]) =>
        placeholderProblems(below, Array.isArray(value) ? `${key}[${part}]` : key === "" ? part : `${key}.${part}`),
    );
}
