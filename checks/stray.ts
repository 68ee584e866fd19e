/** Keys below a name that is nearly the project's: the program never sees them. */

import { nearest } from "../config/nearest";
import { remove, setAll, type Problem } from "../config/problems";
import { structured } from "../config/structured";
import { SECRET_NAMES } from "../config/secrets";

/** Settings of a misspelt project, from everything that Pulumi has been told. */
export const strayProblems = (told: { readonly [key: string]: string }, project: string): readonly Problem[] =>
    Object.entries(told).flatMap(([key, text]) => {
        const [namespace = "", name = ""] = key.split(/:(.*)/s);
        if (namespace === project || nearest(namespace, [project]) === undefined) return [];
        const isSecret = SECRET_NAMES.some((secret) => secret === name);
        return [
            {
                key,
                value: isSecret ? "[secret]" : structured(text),
                problem: `is a setting of ${namespace}: nobody reads it; did you mean ${project}:${name}?`,
                fix: [remove(key), ...(isSecret ? [] : setAll([name], structured(text)))].join(" && "),
            },
        ];
    });
