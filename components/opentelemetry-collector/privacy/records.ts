import { at } from "./marks";
import { literal } from "./ottl";

/**
 * A part of telemetry whose attributes and texts are looked at by themselves. What is found suspicious is gathered, and
 * worked on with the record that it belongs to: so the policy is there once for each signal.
 */
export interface Part {
    /** OTTL's context: https://github.com/open-telemetry/opentelemetry-collector-contrib/tree/main/pkg/ottl/contexts */
    readonly context: "resource" | "scope" | "spanevent" | "span" | "log" | "datapoint" | "exemplar";
    /** Its texts that aren't attributes, by their path. */
    readonly fields: readonly string[];
}

const RESOURCE: Part = { context: "resource", fields: [] };
const SCOPE: Part = { context: "scope", fields: ["name", "version"] };
const EVENT: Part = { context: "spanevent", fields: ["name"] };

/** The parts of a signal: those around a record, those inside of one, and the record itself. */
export interface Parts {
    readonly around: readonly Part[];
    readonly inside: readonly Part[];
    readonly record: Part;
}

export const PARTS = {
    traces: {
        around: [RESOURCE, SCOPE],
        inside: [EVENT],
        record: { context: "span", fields: ["name", "status.message", "trace_state"] },
    },
    logs: {
        around: [RESOURCE, SCOPE],
        inside: [],
        record: { context: "log", fields: ["body", "severity_text", "event_name"] },
    },
    metrics: { around: [RESOURCE, SCOPE], inside: [], record: { context: "datapoint", fields: [] } },
} as const satisfies Readonly<Record<string, Parts>>;

/** Attributes of exemplars aren't worth a policy of their own: suspects lose what isn't known. */
export const EXEMPLAR: Part = { context: "exemplar", fields: [] };

/** Where something is kept while a group of statements works on a record. */
export const cache = (...names: readonly string[]): string =>
    `cache${names.map((name) => `[${literal(name)}]`).join("")}`;

/** Key of a field among the attributes. */
export const keyOf = (field: string): string => `${at.own}${field}`;

/** An attribute of what a group works on, or of what `owner` names. */
export const attribute = (key: string, owner?: string): string =>
    `${owner === undefined ? "" : `${owner}.`}attributes[${literal(key)}]`;
