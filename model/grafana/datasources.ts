/** UIDs of the datasources that queries name. */
export const DATASOURCES = {
    prometheus: { type: "prometheus", uid: "prometheus" },
    /** The stack's own, where dashboards ask another engine. */
    ownPrometheus: { type: "prometheus", uid: "prometheus-own" },
    loki: { type: "loki", uid: "loki" },
    jaeger: { type: "jaeger", uid: "jaeger" },
    alertmanager: { type: "alertmanager", uid: "alertmanager" },
} as const;

/** Where Grafana finds the key of an engine of `metrics.remoteWrite` that dashboards ask. */
export const ENGINE_KEY = { directory: "/etc/go-coffee/metrics-engine", file: "key" } as const;
