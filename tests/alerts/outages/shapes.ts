import type { Receiver } from "../../../rules/routing/names";
import { named, then } from "../../rules/harness/series";
import type { Series } from "../../rules/harness/proofs";

/** What outages are made of: series before and after. */

/** Seconds between two samples and two evaluations. */
export const EVERY = 15;
/** An outage begins after ten minutes of what is usual, and lasts for an hour unless said otherwise. */
export const BEFORE = 40;
export const LASTS = 240;

export interface Outage {
    readonly outage: string;
    readonly series: Series;
    readonly alert: string;
    readonly receiver: Receiver;
    /** Seconds from its beginning to the message, at most. */
    readonly within: number;
    readonly settings?: { readonly profile: "ha" };
}

export const level = (before: number, after: number): string => `${before}x${BEFORE - 1} ${after}x${LASTS}`;
/** A counter that grows by so much each time. */
export const grows = (before: number, after: number): string => then([before, BEFORE], [after, LASTS]);
export const steady = (value: number): string => `${value}x${BEFORE + LASTS}`;
export const gone = (step: number): string => `0+${step}x${BEFORE - 1} stale`;

export const requests = (service: string, code: string, values: string): Series => ({
    [named("http_requests_total", { service, code, job: "applications", instance: service })]: values,
});
export const replicas = (deployment: string, available: string): Series => ({
    [named("kube_deployment_spec_replicas", { deployment })]: steady(2),
    [named("kube_deployment_status_replicas_available", { deployment })]: available,
});
export const platform = (name: string, labels: { readonly [label: string]: string }, values: string): Series => ({
    [`${name}{${Object.entries(labels)
        .map(([label, value]) => `${label}="${value}"`)
        .join(", ")}}`]: values,
});
export const monitoring = "go-coffee-monitoring";
/** A part of the stack that neither answers nor is ready. */
export const part = (job: string, pod: string, namespace = monitoring): Series => ({
    ...platform("up", { job, namespace, pod, instance: pod }, level(1, 0)),
    ...platform("kube_pod_status_ready", { namespace, pod, condition: "true" }, level(1, 0)),
});
export const nodes = (...ready: readonly string[]): Series =>
    Object.assign(
        {},
        ...ready.map((values, index): Series => ({
            ...platform(
                "kube_node_status_condition",
                { node: `n${index}`, condition: "Ready", status: "true" },
                values,
            ),
            ...platform(
                "kube_pod_info",
                { namespace: "go-coffee", pod: `p${index}`, uid: `p${index}`, node: `n${index}` },
                steady(1),
            ),
        })),
    ) as Series;
export const volume = (available: string): Series => ({
    [named("kubelet_volume_stats_available_bytes", { persistentvolumeclaim: "data-kafka-0" })]: available,
    [named("kubelet_volume_stats_capacity_bytes", { persistentvolumeclaim: "data-kafka-0" })]: steady(100),
});
export const own = (
    metric: string,
    job: string,
    values: string,
    labels: { readonly [label: string]: string } = {},
): Series =>
    platform(metric, { job: `${monitoring}/${job}`, namespace: monitoring, pod: `${job}-0`, ...labels }, values);
