import type { HelmValues } from "../helm/values";

/**
 * One schema for the lines of every container: message, level, service, trace_id, span_id, timestamp and what else a
 * line tells, under its own name.
 */

/** What the runtime wrote: a whole line, as it is. */
const LINE = "raw_line";
/** A line that isn't JSON: it stays whole, and traces are joined from such lines. */
export const TEXT = "raw_text";
export const MESSAGE = "message";
/** Where the path of a line's file is. */
export const PATH = "raw_path";

const PARSED_LEVEL = "raw_level";
const KUBERNETES = "kubernetes.";
const POD_LABEL = "pod-label:";
const FROM_PATH = "path_";

/** Parsers by name. A line is dated by the container runtime, its own timestamp stays a field: none has a time. */
const PARSERS = {
    json: { format: "json" },
    // Empty lines are part of traces.
    text: { format: "regex", regex: String.raw`^(?!\s*\{)(?<${TEXT}>.*)$`, skip_empty_values: false },
    // Bunyan and Pino give a number; the schema has names.
    numericLevel: { format: "regex", regex: String.raw`^\s*\{.*?"level"\s*:\s*(?<${PARSED_LEVEL}>[1-6]0)\s*[,}]` },
    path: {
        format: "regex",
        regex: String.raw`/(?<${FROM_PATH}pod>[^/_]+)_(?<${FROM_PATH}namespace>[^/_]+)_(?<${FROM_PATH}container>[^/_]+)-[0-9a-f]+\.log$`,
    },
} as const;
const parserName = (parser: keyof typeof PARSERS): string => `line-${parser.toLowerCase()}`;

export const parsers: readonly HelmValues[] = (Object.keys(PARSERS) as (keyof typeof PARSERS)[]).map((parser) => ({
    name: parserName(parser),
    ...PARSERS[parser],
}));

/** Names that loggers use, by the name of the schema. */
export const VARIANTS: { readonly [field: string]: readonly string[] } = {
    [MESSAGE]: ["msg", "@message", "short_message"],
    level: ["lvl", "severity", "loglevel", "log_level", "levelname", "log.level", "@level"],
    trace_id: ["traceId", "traceID", "trace.id", "TraceId", "otelTraceID"],
    span_id: ["spanId", "spanID", "span.id", "SpanId", "otelSpanID"],
    service: ["service_name", "serviceName", "svc", "app"],
    timestamp: ["ts", "time", "@timestamp", "asctime"],
    error: ["err", "exception", "error.message"],
};

/** Attributes of a pod, from the field of Kubernetes' metadata, or else from the path of its file. */
export const POD = {
    "k8s.namespace.name": ["namespace_name", "namespace"],
    "k8s.pod.name": ["pod_name", "pod"],
    "k8s.container.name": ["container_name", "container"],
    "k8s.pod.uid": ["pod_id"],
} as const;
const NODE = "k8s.node.name";
export const SERVICE = "service.name";
const NAME_LABEL = "app.kubernetes.io/name";
/** Environment variable with the name of the node. */
export const NODE_VARIABLE = "NODE_NAME";

/** A filter that reads fields from one; those that it was read from stay. */
const parse = (field: string, parser: keyof typeof PARSERS, keep: boolean): HelmValues => ({
    name: "parser",
    key_name: field,
    parser: parserName(parser),
    reserve_data: true,
    preserve_key: keep,
});
const modify = (rules: HelmValues): HelmValues => ({ name: "modify", ...rules });
const lift = (map: string, prefix: string): HelmValues => ({
    name: "nest",
    operation: "lift",
    nested_under: map,
    add_prefix: prefix,
});

/** Fields of JSON lines beside each other; other lines as they are. */
const fields: readonly HelmValues[] = [
    modify({ rename: [`log ${LINE}`, "stream log.iostream"], remove: ["time", "_p"] }),
    parse(LINE, "json", true),
    // What is said of a pod is Kubernetes' to say, and what is audited isn't a line's.
    modify({
        remove: ["kubernetes", SERVICE, "audit", TEXT, PARSED_LEVEL, "level_number", "severity_number"],
        remove_wildcard: ["k8s.", KUBERNETES, POD_LABEL, FROM_PATH],
    }),
    parse(LINE, "numericLevel", true),
    parse(LINE, "text", false),
];

/** Which pod it is from, even while the API server doesn't answer. */
const pod: readonly HelmValues[] = [
    parse(PATH, "path", false),
    {
        name: "kubernetes",
        merge_log: false,
        "k8s-logging.exclude": true,
        labels: true,
        annotations: false,
        buffer_size: "256k",
        "tls.verify_hostname": true,
        log_suppress_interval: "60s",
    },
    lift("kubernetes", KUBERNETES),
    lift(`${KUBERNETES}labels`, POD_LABEL),
    modify({
        rename: [
            ...Object.entries(POD).flatMap(([attribute, [field, part]]) => [
                `${KUBERNETES}${field} ${attribute}`,
                ...(part === undefined ? [] : [`${FROM_PATH}${part} ${attribute}`]),
            ]),
            `${POD_LABEL}${NAME_LABEL} ${SERVICE}`,
        ],
        add: `${NODE} \${${NODE_VARIABLE}}`,
        remove_wildcard: [KUBERNETES, POD_LABEL, FROM_PATH],
        remove: PATH,
    }),
];

/** What a batch of lines goes through, in this order. A list within a processor holds ten values at most. */
export const lineProcessors: readonly HelmValues[] = [...fields, ...pod];

/** Everything under the schema's names; a line without a message is its own. */
export const schemaFilter: HelmValues = {
    name: "modify",
    match: "*",
    hard_rename: `${PARSED_LEVEL} level`,
    rename: [
        ...Object.entries(VARIANTS).flatMap(([field, variants]) => variants.map((name) => `${name} ${field}`)),
        `${LINE} ${MESSAGE}`,
        `service ${SERVICE}`,
    ],
    copy: `k8s.container.name ${SERVICE}`,
    remove: LINE,
};
