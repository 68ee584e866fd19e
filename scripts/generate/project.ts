import type { PlainObject } from "../../config/merge";
import { toYaml } from "../../model/formats/yaml";
import { jsonSchema, propertiesOf } from "./schema";

/** Keys that Pulumi itself demands before the program runs. */
const REQUIRED = ["environment"];

/** What Pulumi's own config schema can say of a key: its type, and a default that stands for "not set". */
function declaration(key: string, node: PlainObject): PlainObject {
    const description = node.description;
    if (REQUIRED.includes(key)) return { type: "string", description };
    return node.type === "string"
        ? { type: "string", description, default: "" }
        : { type: "object", description, default: {} };
}

/** Pulumi.yaml */
export function projectFile(): string {
    const declared = Object.fromEntries(propertiesOf(jsonSchema()).map(([key, node]) => [key, declaration(key, node)]));
    const header =
        "# The `config` block is generated from config/schema/ by `npm run generate`; docs/configuration.md has every key.\n";
    return (
        header +
        toYaml({
            name: "go-coffee-observability",
            description: "The observability stack of the Go Coffee platform",
            license: "Apache-2.0",
            // Pulumi's own loader checks all types at each run, which takes longer than all else of a preview.
            runtime: {
                name: "nodejs",
                options: { packagemanager: "npm", typescript: false, nodeargs: "--import tsx" },
            },
            config: {
                // Nothing reaches a cluster but through the provider with the named context.
                "pulumi:disable-default-providers": { value: ["*"] },
                ...declared,
            },
        })
    );
}
