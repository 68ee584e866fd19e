import { PORTS, SERVICES } from "../cluster/names";
import type { StackConfig } from "../../config/schema";

/** User interfaces with the local port that people know. */
export const INTERFACES = {
    grafana: { target: SERVICES.grafana, local: PORTS.grafana, scheme: "https" },
    prometheus: { target: SERVICES.prometheus, local: 9090, scheme: "https" },
    alertmanager: { target: SERVICES.alertmanager, local: 9093, scheme: "https" },
    jaeger: { target: SERVICES.jaegerQuery, local: 16686, scheme: "https" },
    // Probe port: one of the exceptions without TLS.
    otelCollector: { target: SERVICES.collectorHealth, local: PORTS.health, scheme: "http" },
} as const;

export type Interface = keyof typeof INTERFACES;

/** The user interfaces that a stack has. */
export function interfacesOf({ grafana, jaeger }: Pick<StackConfig, "grafana" | "jaeger">): readonly Interface[] {
    const absent: readonly (Interface | false)[] = [!grafana.enabled && "grafana", !jaeger.enabled && "jaeger"];
    return (Object.keys(INTERFACES) as Interface[]).filter((ui) => !absent.includes(ui));
}

/** Where a user interface is while its port is forwarded. */
export const localUrl = (ui: Interface): string => `${INTERFACES[ui].scheme}://localhost:${INTERFACES[ui].local}`;

/** Where links to a user interface lead, without a slash at the end: from outside, or through a forwarded port. */
export const publicUrl = (ui: Exclude<keyof StackConfig["access"], "groups">, { access }: StackConfig): string =>
    (access[ui].externalUrl ?? localUrl(ui)).replace(/\/+$/, "");
