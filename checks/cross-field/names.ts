import type { Check } from "./contract";
import { set } from "../../config/problems";

/** Two things on one name: namespaces of the stack and of the applications must differ. */
export const nameProblems: Check = ({ namespaces }) => {
    const named = [
        { key: "namespaces.monitoring", name: namespaces.monitoring },
        { key: "namespaces.agents", name: namespaces.agents },
        ...namespaces.applications.map(({ name }, index) => ({ key: `namespaces.applications[${index}].name`, name })),
    ];
    return named.flatMap(({ key, name }, index) => {
        const first = named.slice(0, index).find((other) => other.name === name);
        if (first === undefined) return [];
        return [
            { key, value: name, problem: `is the name of ${first.key} too`, fix: set(key, `${name}-${index + 1}`) },
        ];
    });
};
