/** UIDs of the datasources that queries name. */
export const DATASOURCES = {
    prometheus: { type: "prometheus", uid: "prometheus" },
    loki: { type: "loki", uid: "loki" },
    jaeger: { type: "jaeger", uid: "jaeger" },
    alertmanager: { type: "alertmanager", uid: "alertmanager" },
} as const;

/** The stack's own Prometheus, where dashboards ask another engine. */
export const OWN_PROMETHEUS = { type: "prometheus", uid: "prometheus-own" } as const;

/** Where Grafana finds the key of an engine of `metrics.remoteWrite` that dashboards ask. */
export const ENGINE_KEY = { directory: "/etc/go-coffee/metrics-engine", file: "key" } as const;

/** What Grafana reads from a file: https://grafana.com/docs/grafana/latest/setup-grafana/configure-grafana/#file-provider */
export const fromFile = (path: string): string => `$__file{${path}}`;
