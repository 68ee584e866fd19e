/** A metric as its source emits it. */
export interface Metric {
    readonly type: "counter" | "gauge" | "histogram" | "summary";
    /** Labels that it carries by itself; the target's labels come on top. */
    readonly labels: readonly string[];
}

/** Everything that one kind of program emits, as far as rules and dashboards ask for it. */
export interface MetricSource {
    /** Labels that Prometheus puts on every sample of its targets. */
    readonly target: readonly string[];
    readonly metrics: { readonly [name: string]: Metric };
}

const metric =
    (type: Metric["type"]) =>
    (...labels: readonly string[]): Metric => ({ type, labels });

export const counter = metric("counter");
export const gauge = metric("gauge");
export const histogram = metric("histogram");
export const summary = metric("summary");

/** What the operator's monitors put on every sample. */
export const POD_MONITOR = ["job", "instance", "namespace", "pod", "container", "endpoint"] as const;
export const SERVICE_MONITOR = [...POD_MONITOR, "service"] as const;
