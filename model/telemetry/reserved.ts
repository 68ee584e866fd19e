/** Names that rules and dashboards trust: an application that measures under one of them would speak for the platform. */

/** First words of what the platform and the stack's own programs say of themselves. */
const FAMILIES = [
    ...["kube", "node", "container", "kubelet", "apiserver", "machine"],
    ...[
        "prometheus",
        "alertmanager",
        "thanos",
        "loki",
        "grafana",
        "fluentbit",
        "certmanager",
        "controller_runtime",
        "eck",
    ],
    ...["jaeger_storage", "traces_span_metrics", "traces_service_graph", "scrape"],
] as const;
type Family = (typeof FAMILIES)[number];
/** What Prometheus makes itself, and what of the API server's has no word of its own. */
const WHOLE = ["up", "ALERTS", "ALERTS_FOR_STATE", "authentication_attempts", "authorization_attempts_total"] as const;

const spelled = (names: readonly string[], separator: string): string =>
    names.map((name) => name.replaceAll("_", separator)).join("|");

/**
 * Pattern of these names, anchored. Recorded series have a colon, which nothing else has. The collectors' own (`otelcol_`)
 * aren't among them: rules ask for those by their job, and applications may run collectors too.
 *
 * @param but families that may be told by others.
 * @param separator what stands between the words of a name: an underscore, or what becomes one.
 */
export const reservedNames = (separator: string, but: readonly Family[] = []): string =>
    `^(?:${spelled(
        FAMILIES.filter((family) => !but.includes(family)),
        separator,
    )})${separator}.*$|^(?:${spelled(WHOLE, separator)})$|^.*:.*$`;
