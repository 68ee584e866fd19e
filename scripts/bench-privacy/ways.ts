/** Ways of scrubbing in the upstream collector that are held against each other. */
import type { HelmValues } from "../../components/helm/values";
import { policyFiles } from "../../components/opentelemetry-collector/policy-file";
import { privacy } from "../../components/opentelemetry-collector/privacy";
import type { Settings } from "../../model/stack/stack";
import type { Way } from "./scrubber";

/** Patterns as people write them for the redaction processor. */
const BLOCKED = [
    "[0-9A-Za-z._%+-]+@[0-9A-Za-z.-]+\\.[A-Za-z]{2,}",
    "\\b(?:4[0-9]{3}|5[1-5][0-9]{2}|3[47][0-9]{2}|6[0-9]{3})[ -]?[0-9]{4}[ -]?[0-9]{4}[ -]?[0-9]{3,4}\\b",
    "\\b(?:[0-9]{1,3}\\.){3}[0-9]{1,3}\\b",
    "\\+[1-9][0-9 ()-]{7,14}[0-9]",
    "\\b[A-Z]{2}[0-9]{2}(?: ?[0-9A-Z]{4}){3,7}\\b",
    "(?i)(?:pass(?:word|wd)?|secret|token|api[_-]?key|authorization)[\"']?[=: ]+[\"']?[^\\s\"',;&]+",
    "eyJ[0-9A-Za-z_-]{8,}\\.[0-9A-Za-z_-]{4,}\\.[0-9A-Za-z_-]*",
    "\\b(?:AKIA[0-9A-Z]{16}|[rs]k_(?:live|test)_[0-9A-Za-z]{8,}|gh[opsur]_[0-9A-Za-z]{20,}|xox[abp]-[0-9A-Za-z-]{8,})",
    "-----BEGIN [A-Z ]*PRIVATE KEY-----[\\s\\S]*",
];

const REDACTION = "redaction/patterns";

/** The redaction processor by itself: patterns alone, one mask for all of them. */
const patterns: Way = {
    name: "redaction processor alone",
    processors: {
        [REDACTION]: {
            allow_all_keys: true,
            redact_all_types: true,
            blocked_values: BLOCKED,
            blocked_key_patterns: [
                "(?i)pass(?:word|wd)|secret|token|api.?key|_name$|address|birth|phone|user.?id|customer.?id",
            ],
            summary: "silent",
        },
    },
    logs: [REDACTION],
};
export const NOTHING: Way = { name: "nothing", processors: {}, logs: [] };

export const waysOf = ({ config }: Settings): readonly Way[] => {
    const { processors, logs } = privacy(config.privacy);
    return [NOTHING, patterns, { name: "our policy", processors, logs }];
};

/** A gateway that scrubs in another way, in every pipeline that ours scrubs in. */
export function gatewayWith(gateway: HelmValues, ours: Way, way: Way): HelmValues {
    const service = gateway.service as HelmValues;
    const pipelines = Object.entries(service.pipelines as HelmValues).map(([id, pipeline]) => {
        const { processors, ...rest } = pipeline as HelmValues;
        const [first] = ours.logs;
        const all = processors as readonly string[];
        return [
            id,
            {
                ...rest,
                processors: all.flatMap((name) => (name === first ? way.logs : ours.logs.includes(name) ? [] : [name])),
            },
        ] as const;
    });
    const others = Object.entries(gateway.processors as HelmValues).filter(([id]) => !ours.logs.includes(id));
    return {
        ...gateway,
        processors: { ...Object.fromEntries(others), ...way.processors },
        service: { ...service, pipelines: Object.fromEntries(pipelines) },
    };
}

/** Bytes of what a gateway is given for a way: its files, and what stays in the configuration. */
export function sizeOf({ processors }: Way): number {
    const files = Object.values(policyFiles({ processors })).join("");
    const rest = Object.values(processors).map((processor) =>
        Object.fromEntries(Object.entries(processor as HelmValues).filter(([key]) => !key.endsWith("_statements"))),
    );
    return Buffer.byteLength(files) + (rest.length === 0 ? 0 : Buffer.byteLength(JSON.stringify(rest)));
}
