import { z } from "zod";
import { isPlainObject, type PlainObject } from "../../config/merge";
import { schema } from "../../config/schema";

/** The configuration's JSON schema, as its writer sees it. */
export const jsonSchema = (): PlainObject => {
    const generated: unknown = z.toJSONSchema(schema, {
        io: "input",
        unrepresentable: "any",
        // What is read as text first has a default all the same.
        override: ({ zodSchema, jsonSchema: written }) => {
            const { def } = zodSchema._zod;
            if (def.type === "default") written.default ??= def.defaultValue;
        },
    });
    return isPlainObject(generated) ? generated : {};
};

export const propertiesOf = (node: PlainObject): readonly (readonly [string, PlainObject])[] =>
    isPlainObject(node.properties)
        ? Object.entries(node.properties).flatMap(([key, value]) =>
              isPlainObject(value) ? [[key, value] as const] : [],
          )
        : [];

/** Variants of a block of which one is chosen. */
export const variantsOf = (node: PlainObject): readonly PlainObject[] => {
    const variants = node.oneOf ?? node.anyOf;
    return Array.isArray(variants) ? variants.filter(isPlainObject) : [];
};
