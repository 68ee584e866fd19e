/** Services that nobody knows. */

import type { Check } from "./contract";
import { nearest } from "../../config/nearest";
import { move, or, pathOf, set } from "../../config/problems";
import { CATALOGUE, USUAL_SERVICE } from "../../config/schema/services";

const KNOWN: readonly string[] = Object.keys(CATALOGUE);

/** What tells a service from others; half of them are called so. */
const stem = (name: string): string => name.replace(/-service$/, "");

/** An entry of a service that nobody knows is a new service, unless it looks like a slip of the pen. */
export const serviceProblems: Check = ({ services }) =>
    Object.entries(services).flatMap(([name, { added, ...entry }]) => {
        const meant = nearest(stem(name), KNOWN.map(stem));
        const near = KNOWN.find((known) => stem(known) === meant);
        if (KNOWN.includes(name) || added || near === undefined) return [];
        const path = ["services", name];
        const said = Object.entries(entry).filter(([key, value]) => value !== Reflect.get(USUAL_SERVICE, key));
        return [
            {
                key: pathOf(path),
                value: name,
                problem: `is no service of the catalogue; did you mean "${near}"?`,
                fix: `${move(path, ["services", near], Object.fromEntries(said))}${or(set(pathOf([...path, "added"]), true))}`,
            },
        ];
    });
