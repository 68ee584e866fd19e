import { stringify, type ToStringOptions, type DocumentOptions, type SchemaOptions } from "yaml";

/** Readable to YAML 1.1 parsers too (Go's), which take `on` for true and 2006-01-02 for a date unless quoted. */
const OPTIONS: ToStringOptions & DocumentOptions & SchemaOptions = {
    compat: "yaml-1.1",
    lineWidth: 0,
};

/** YAML with unbroken lines; keys keep their order. */
export const toYaml = (value: unknown): string => stringify(value, { ...OPTIONS, aliasDuplicateObjects: false });

/** The same with texts in single quotes, in which nothing is escaped: shorter where texts are full of quotes. */
export const toShortYaml = (value: unknown): string =>
    stringify(value, { ...OPTIONS, aliasDuplicateObjects: false, singleQuote: true });

/** The same with keys in alphabetical order, so that two versions can be compared. */
export const toSortedYaml = (value: unknown): string =>
    stringify(value, { ...OPTIONS, aliasDuplicateObjects: false, sortMapEntries: true });
