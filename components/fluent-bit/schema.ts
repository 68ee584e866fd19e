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
/** A JSON line with an integer that the output would turn into another one: it stays a text. */
const BIG = "raw_big";
const KUBERNETES = "kubernetes.";
const POD_LABEL = "pod-label:";
const FROM_PATH = "path_";

/** What may stand before a key of the outermost object: other keys with texts, numbers, or objects that are flat. */
const STRING = String.raw`"(?:[^"\\]|\\.)*"`;
const BEFORE_KEY = String.raw`^\s*\{(?:${STRING}|\{(?:${STRING}|[^"{}])*\}|[^"{}])*?`;

/** What a signed integer can't hold: whole numbers from 2^63 on. */
const UNSIGNED = "9223372036854775808";
const BIG_INTEGER = [
    ...Array.from(UNSIGNED).flatMap((digit, index) =>
        digit === "9" ? [] : [`${UNSIGNED.slice(0, index)}[${Number(digit) + 1}-9]\\d{${UNSIGNED.length - 1 - index}}`],
    ),
    UNSIGNED,
    String.raw`1\d{19}`,
].join("|");

/** Parsers by name. A line is dated by the container runtime, its own timestamp stays a field: none has a time. */
const PARSERS = {
    json: { format: "json" },
    // Empty lines are part of traces.
    text: { format: "regex", regex: String.raw`^(?!\s*\{)(?<${TEXT}>.*)$`, skip_empty_values: false },
    // Bunyan, Pino and Monolog give a number; the schema has names.
    numericLevel: {
        format: "regex",
        regex: String.raw`${BEFORE_KEY}"level"\s*:\s*(?<${PARSED_LEVEL}>[1-6][05]?0)(\.0+)?\s*[,}]`,
    },
    // From 2^63 on: OTLP's integers have a sign.
    big: {
        format: "regex",
        regex: String.raw`^(?<${BIG}>\s*\{.*?[:\[,]\s*(${BIG_INTEGER})\s*[,}\]].*)$`,
    },
    levelInText: {
        format: "regex",
        regex: String.raw`${BEFORE_KEY}"(level|severity|lvl)"\s*:\s*"?(?<${PARSED_LEVEL}>[^",}]+)`,
    },
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
export const VARIANTS = {
    [MESSAGE]: ["msg", "@message", "short_message"],
    level: [
        ...["lvl", "severity", "loglevel", "log_level", "levelname", "level_name", "log.level", "@level", "@l"],
        ...["Level", "LEVEL", "LogLevel", "logLevel", "levelName", "Severity", "SEVERITY"],
        ...["severity_text", "SeverityText", "severityText", "error_severity"],
    ],
    trace_id: ["traceId", "traceID", "trace.id", "TraceId", "otelTraceID"],
    span_id: ["spanId", "spanID", "span.id", "SpanId", "otelSpanID"],
    service: ["service_name", "serviceName", "svc", "app"],
    timestamp: ["ts", "time", "@timestamp", "asctime"],
    error: ["err", "exception", "error.message"],
} as const;

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
    parse(LINE, "big", false),
    parse(BIG, "levelInText", true),
    parse(LINE, "json", true),
    // What is said of a pod is Kubernetes' to say, and what is audited isn't a line's.
    modify({
        remove: ["kubernetes", SERVICE, "audit", TEXT, "level_number", "severity_number"],
        remove_wildcard: ["k8s.", KUBERNETES, POD_LABEL, FROM_PATH],
    }),
    parse(LINE, "numericLevel", true),
    parse(LINE, "text", false),
    // Elastic's schema nests what others call by a name with a dot.
    lift("log", "log."),
    lift("service", "service_"),
];

/** Which pod it is from, even while the API server doesn't answer. */
/** Until DNS answers, at a node's start, it serves nothing, its health neither: it tries this often, so many seconds apart. */
export const DNS_TRIES = { times: 36, seconds: 5 } as const;

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
        dns_retries: DNS_TRIES.times,
        dns_wait_time: DNS_TRIES.seconds,
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
const schemaFilter: HelmValues = {
    name: "modify",
    match: "*",
    hard_rename: [`${PARSED_LEVEL} level`, "level_name level"],
    rename: [
        ...Object.entries(VARIANTS).flatMap(([field, variants]) => variants.map((name) => `${name} ${field}`)),
        ...[LINE, BIG].map((line) => `${line} ${MESSAGE}`),
    ],
    remove: LINE,
};

/** What a service may be called: no number, object or blank, and not what programs print of a name that is missing. */
const NAME = String.raw`^(?!(?i:true|false|null|nil|none|undefined|unknown|n/a)$)[A-Za-z_][\w./:@\s-]{0,126}$`;

export const schemaFilters: readonly HelmValues[] = [
    schemaFilter,
    ...["service", ...VARIANTS.service].map((field) => ({
        name: "modify",
        match: "*",
        condition: `key_value_matches ${field} ${NAME}`,
        rename: `${field} ${SERVICE}`,
    })),
    { name: "modify", match: "*", copy: `k8s.container.name ${SERVICE}` },
];
