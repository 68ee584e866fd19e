import { stringify, type ToStringOptions, type DocumentOptions, type SchemaOptions } from "yaml";

/** Readable to YAML 1.1 parsers too (Go's), which take `on` for true and 2006-01-02 for a date unless quoted. */
const OPTIONS: ToStringOptions & DocumentOptions & SchemaOptions = {
    compat: "yaml-1.1",
    lineWidth: 0,
};

/** YAML with unbroken lines; keys keep their order. */
export const toYaml = (value: unknown): string => stringify(value, { ...OPTIONS, aliasDuplicateObjects: false });

/** The same with what is there more than once written once, and referred to: for programs that take YAML's aliases. */
export function toSharedYaml(value: unknown): string {
    const known = new Map<string, unknown>();
    const shared = (part: unknown): unknown => {
        if (typeof part !== "object" || part === null) return part;
        const text = JSON.stringify(part);
        const found = known.get(text);
        if (found !== undefined) return found;
        const made = Array.isArray(part)
            ? part.map(shared)
            : Object.fromEntries(Object.entries(part).map(([key, below]) => [key, shared(below)]));
        known.set(text, made);
        return made;
    };
    return stringify(shared(value), OPTIONS);
}

/** The same with keys in alphabetical order, so that two versions can be compared. */
export const toSortedYaml = (value: unknown): string =>
    stringify(value, { ...OPTIONS, aliasDuplicateObjects: false, sortMapEntries: true });
