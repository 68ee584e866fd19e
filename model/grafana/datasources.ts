/** UIDs of the datasources that queries name. */
export const DATASOURCES = {
    prometheus: { type: "prometheus", uid: "prometheus" },
    loki: { type: "loki", uid: "loki" },
    jaeger: { type: "jaeger", uid: "jaeger" },
    alertmanager: { type: "alertmanager", uid: "alertmanager" },
} as const;
