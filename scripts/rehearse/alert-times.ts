/** What Prometheus says of alerts, from second to second, as times. */
import type { FiringAlert } from "./local-prometheus";

/** An alert's way; times in seconds since the cause. */
export interface Alert {
    readonly name: string;
    readonly of: string;
    readonly severity: string;
    readonly team: string;
    readonly summary: string;
    readonly pending?: number;
    readonly firing?: number;
    readonly resolved?: number;
}

/** These are always on, or tell the machinery alone. */
const ALWAYS: readonly string[] = ["Watchdog", "InfoInhibitor"];

const keyOf = ({ labels }: FiringAlert): string =>
    JSON.stringify(Object.entries(labels).sort(([one], [other]) => (one < other ? -1 : 1)));

/** Follows alerts; those that were on before the cause aren't its own. */
export class Timeline {
    readonly #before: ReadonlySet<string>;
    readonly #seen = new Map<string, { -readonly [key in keyof Alert]: Alert[key] }>();

    constructor(before: readonly FiringAlert[]) {
        this.#before = new Set(before.map(keyOf));
    }

    /** @param after seconds since the cause. */
    see(alerts: readonly FiringAlert[], after: number): void {
        const own = alerts.filter(
            (alert) => !ALWAYS.includes(alert.labels.alertname ?? "") && !this.#before.has(keyOf(alert)),
        );
        const here = new Set(own.map(keyOf));
        for (const alert of own) {
            const { alertname = "", service, component, pod, node, severity = "", team = "" } = alert.labels;
            const known = this.#seen.get(keyOf(alert)) ?? {
                name: alertname,
                of: service ?? component ?? pod ?? node ?? "",
                severity,
                team,
                summary: alert.annotations.summary ?? "",
                ...(alert.state === "pending" ? { pending: after } : {}),
            };
            if (alert.state === "firing") known.firing ??= after;
            this.#seen.set(keyOf(alert), known);
        }
        for (const [key, alert] of this.#seen) if (!here.has(key)) alert.resolved ??= after;
    }

    alerts(): readonly Alert[] {
        return [...this.#seen.values()].sort(
            (one, other) => (one.firing ?? one.pending ?? 0) - (other.firing ?? other.pending ?? 0),
        );
    }
}
