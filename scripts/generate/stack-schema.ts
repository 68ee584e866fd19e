/** config.schema.json: what editors complete and check stack files by. */

import { isPlainObject, type PlainObject } from "../../config/merge";
import { definitionOf, SECRET_NAMES } from "../../config/secrets";
import { jsonSchema, propertiesOf } from "./schema";

/** Name of the project, before each key. */
const PROJECT = "go-coffee-observability";

/** Stack files say only what differs: nothing is required, and a block may leave out what chooses its variant. */
function lenient(node: unknown): unknown {
    if (Array.isArray(node)) return node.map(lenient);
    if (!isPlainObject(node)) return node;
    return Object.fromEntries(
        Object.entries(node).flatMap(([key, value]) =>
            key === "required" && Array.isArray(value) ? [] : [[key === "oneOf" ? "anyOf" : key, lenient(value)]],
        ),
    );
}

const secret = (description: string): PlainObject => ({
    description,
    type: "object",
    properties: { secure: { type: "string" } },
    additionalProperties: false,
});

/** config.schema.json */
export function stackFileSchema(): string {
    const settings = propertiesOf(jsonSchema()).map(([key, node]) => [`${PROJECT}:${key}`, lenient(node)]);
    const secrets = SECRET_NAMES.map((name) => [`${PROJECT}:${name}`, secret(definitionOf(name).description)]);
    const written = {
        $schema: "https://json-schema.org/draft/2020-12/schema",
        title: "Stack file of go-coffee-observability",
        type: "object",
        properties: {
            config: {
                type: "object",
                properties: Object.fromEntries([...settings, ...secrets]) as PlainObject,
                patternProperties: { [`^(?!${PROJECT}:)`]: {} },
                additionalProperties: false,
            },
        },
    };
    return `${JSON.stringify(written, null, 2)}\n`;
}
