import { at } from "./marks";
import { literal } from "./ottl";

/**
 * A part of telemetry that is looked at by itself. Paths are read in their group's context, whose name isn't repeated: so
 * most groups of one part are, word for word, those of the others.
 */
export interface Part {
    /** OTTL's context: https://github.com/open-telemetry/opentelemetry-collector-contrib/tree/main/pkg/ottl/contexts */
    readonly context: "resource" | "span" | "spanevent" | "log" | "datapoint" | "exemplar";
    /** Its attributes. */
    readonly attributes: string;
    /** Its texts that aren't attributes. */
    readonly fields: readonly string[];
}

const part = (context: Part["context"], fields: readonly string[] = [], attributes = "attributes"): Part => ({
    context,
    attributes,
    fields,
});

export const PARTS = {
    traces: [part("resource"), part("span", ["name", "status.message"]), part("spanevent", ["name"])],
    logs: [part("resource"), part("log", ["body"])],
    metrics: [part("resource"), part("datapoint")],
} as const satisfies Readonly<Record<string, readonly Part[]>>;

/** Attributes of exemplars aren't worth a policy of their own: suspects lose what isn't known. */
export const EXEMPLAR = part("exemplar", [], "filtered_attributes");

/** Where a part keeps something while it is worked on. */
export const cache = (name: string): string => `cache[${literal(name)}]`;

/** Key of a field among the attributes. */
export const keyOf = (field: string): string => literal(`${at.own}${field}`);

/** An attribute of a part. */
export const attribute = ({ attributes }: Part, key: string): string => `${attributes}[${literal(key)}]`;
