import type { HelmValues } from "../../helm/values";

/** Where Fluent Bit's Kubernetes metadata goes: attribute of the resource from the path in the record. */
const METADATA = {
    "k8s.namespace.name": 'attributes["kubernetes"]["namespace_name"]',
    "k8s.pod.name": 'attributes["kubernetes"]["pod_name"]',
    "k8s.pod.uid": 'attributes["kubernetes"]["pod_id"]',
    "k8s.container.name": 'attributes["kubernetes"]["container_name"]',
    "k8s.node.name": 'attributes["kubernetes"]["host"]',
} as const;

const SERVICE_NAMES = [
    'attributes["kubernetes"]["labels"]["app.kubernetes.io/name"]',
    'attributes["service"]',
    'attributes["kubernetes"]["container_name"]',
] as const;

/**
 * Gives a log line of Fluent Bit's the resource of its own pod: never that of the connection which brought it.
 * `groupbyattrs` then moves the attributes from the line to the resource.
 */
export const fluentBitLines: HelmValues = {
    error_mode: "ignore",
    log_statements: [
        {
            context: "log",
            conditions: ['attributes["kubernetes"] != nil'],
            statements: [
                ...Object.entries(METADATA).map(
                    ([attribute, path]) => `set(attributes["${attribute}"], ${path}) where ${path} != nil`,
                ),
                ...SERVICE_NAMES.map(
                    (path) =>
                        `set(attributes["service.name"], ${path}) where attributes["service.name"] == nil and IsString(${path}) and IsMatch(${path}, "[A-Za-z_]")`,
                ),
                'set(severity_text, attributes["level"]) where severity_text == "" and attributes["level"] != nil',
                'delete_key(attributes, "kubernetes")',
            ],
        },
    ],
};

export const resourceOfLine: HelmValues = { keys: [...Object.keys(METADATA), "service.name"] };
