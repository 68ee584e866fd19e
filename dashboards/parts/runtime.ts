import { section, to, trend, type Section } from "../lib";
import { namespaceOf, of, type Scope } from "./scope";
import { throttled } from "./throttled";

/** What pods of a service have: the placement joins what is known of a pod by its name alone. */
const ofPods = (by: string, expr: string, scope: Scope): string =>
    `${expr} and on (${by}) (pod:placement:info{${of(scope)}} == 1)`;

/** How much of what it may use a service uses. */
export function saturation(scope: Scope): Section {
    const here = namespaceOf(scope);
    const container = `${here}, container!="", image!=""`;
    const cpu = `sum by (namespace, pod) (rate(container_cpu_usage_seconds_total{${container}}[$__rate_interval]))`;
    const memory = `sum by (namespace, pod) (container_memory_working_set_bytes{${container}})`;
    const resource = (kind: "requests" | "limits", of_: "cpu" | "memory"): string =>
        `sum by (namespace, pod) (kube_pod_container_resource_${kind}{${here}, resource="${of_}"})`;
    const pods = [to("infrastructure", { namespace: "${__field.labels.namespace}", pod: "${__field.labels.pod}" })];
    return section(
        "Saturation",
        trend({
            title: "CPU of requested",
            description:
                "CPU that each pod uses, as a share of what it requests; above 1 it lives on what others leave.",
            query: ofPods("namespace, pod", `${cpu} / ${resource("requests", "cpu")}`, scope),
            legend: "{{pod}}",
            unit: "share",
            width: 8,
            leads: pods,
        }),
        trend({
            title: "Memory of its limit",
            description: "Memory that each pod uses, as a share of its limit; at 1 it is killed.",
            query: ofPods("namespace, pod", `${memory} / ${resource("limits", "memory")}`, scope),
            legend: "{{pod}}",
            unit: "share",
            width: 8,
            leads: pods,
        }),
        trend({
            title: "CPU throttled",
            description:
                "Share of the periods in which each pod wanted more CPU than its limit and had to wait: it answers late and looks idle.",
            query: ofPods("namespace, pod", throttled(container), scope),
            legend: "{{pod}}",
            unit: "share",
            max: 1,
            leads: pods,
        }),
        trend({
            title: "Killed for memory",
            description: "Processes of each pod that the kernel killed for want of memory within an hour.",
            query: ofPods(
                "namespace, pod",
                `sum by (namespace, pod) (increase(container_oom_events_total{${container}}[1h]))`,
                scope,
            ),
            legend: "{{pod}}",
            unit: "number",
            leads: pods,
        }),
        trend({
            title: "Restarts",
            description: "Restarts of each container within an hour.",
            query: `sum by (namespace, pod, container) (pod:container_restarts:increase1h{${of(scope)}})`,
            legend: "{{pod}} {{container}}",
            unit: "number",
            width: 8,
            leads: pods,
        }),
    );
}

/** The Go runtime of each pod. */
export function runtime(scope: Scope): Section {
    const me = of(scope);
    const each = {
        legend: "{{pod}}",
        width: 8,
        leads: [to("infrastructure", { pod: "${__field.labels.pod}" })],
    } as const;
    return section(
        "Runtime",
        trend({
            ...each,
            title: "Goroutines",
            description: "Goroutines of each pod: a number that only grows is a leak.",
            query: `go_goroutines{${me}}`,
            unit: "number",
        }),
        trend({
            ...each,
            title: "Garbage collection",
            description: "Share of time for which each pod pauses to collect garbage.",
            query: `rate(go_gc_duration_seconds_sum{${me}}[$__rate_interval])`,
            unit: "share",
        }),
        trend({
            ...each,
            title: "Heap in use",
            description: "Memory of the heap that each pod uses.",
            query: `go_memstats_heap_inuse_bytes{${me}}`,
            unit: "bytes",
        }),
        trend({
            ...each,
            title: "CPU of the process",
            description: "CPU cores that the process of each pod uses.",
            query: `rate(process_cpu_seconds_total{${me}}[$__rate_interval])`,
            unit: "number",
        }),
        trend({
            ...each,
            title: "Memory of the process",
            description: "Resident memory of the process of each pod.",
            query: `process_resident_memory_bytes{${me}}`,
            unit: "bytes",
        }),
        trend({
            ...each,
            title: "Open files",
            description: "File descriptors that each pod has open, as a share of those it may have.",
            query: `process_open_fds{${me}} / process_max_fds{${me}}`,
            unit: "share",
        }),
    );
}
