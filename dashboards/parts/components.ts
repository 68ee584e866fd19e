import { WORRYING } from "../../model/telemetry/failures";
import type { StackConfig } from "../../config/schema";
import {
    atLeast,
    atMost,
    figure,
    none,
    logs,
    ofRow,
    ofSeries,
    section,
    table,
    to,
    toLogs,
    trend,
    type Section,
} from "../lib";

/** Namespaces of the stack. */
const ours = ({ namespaces }: StackConfig): string => `${namespaces.monitoring}|${namespaces.agents}`;
/** Pods of a component are called after it; the operator's name has its chart's before. */
const PODS = "(prometheus-kube-)?$component-.*";
const here = [to("stack")];

/** Whether each part is there and seen. */
export const components = (config: StackConfig): Section => {
    const targets = `up{namespace=~"${ours(config)}"}`;
    return section(
        "Components",
        figure({
            title: "Targets up",
            unknown: "No target is known",
            description: "Share of the stack's own targets that answer Prometheus.",
            query: `avg(${targets})`,
            unit: "share",
            aim: atLeast(1),
            leads: here,
        }),
        figure({
            title: "Fullest queue",
            unknown: "Metrics of the collectors are missing",
            description: "How full the fullest queue of a collector is.",
            query: "max(collector:queue_used:ratio)",
            unit: "share",
            aim: atMost(0.1, 0.5),
            leads: here,
        }),
        figure({
            title: "Items lost in 10 minutes",
            unknown: "Metrics of the collectors are missing",
            description:
                "Spans, metric points and log lines that collectors lost: their queue was full, or a backend refused them for good.",
            query: "sum(collector:items_lost:increase10m) or count(collector:queue_used:ratio) * 0",
            unit: "number",
            decimals: 0,
            aim: none(),
            whenZero: "None",
            leads: here,
        }),
        figure({
            title: "Latest scrape",
            unknown: "No target answers",
            description: "How long ago the target that was scraped longest ago was: how fresh what is shown is.",
            query: `max(time() - timestamp(${targets}))`,
            unit: "seconds",
            decimals: 0,
            aim: atMost(60, 120),
            leads: here,
        }),
        table({
            title: "Targets by job",
            width: 24,
            height: 7,
            description:
                "How many targets of each job answer, how long a scrape of them takes, how many series they have.",
            rows: { job: "Job", namespace: "Namespace" },
            columns: [
                {
                    name: "Down",
                    query: `sum by (job, namespace) (${targets} == bool 0)`,
                    unit: "number",
                    decimals: 0,
                    aim: none(),
                },
                {
                    name: "Up",
                    query: `sum by (job, namespace) (${targets})`,
                    unit: "number",
                    decimals: 0,
                },
                { name: "Of", query: `count by (job, namespace) (${targets})`, unit: "number", decimals: 0 },
                {
                    name: "Slowest scrape",
                    query: `max by (job, namespace) (scrape_duration_seconds{namespace=~"${ours(config)}"})`,
                    unit: "seconds",
                    decimals: 2,
                },
                {
                    name: "Series",
                    query: `sum by (job, namespace) (scrape_samples_post_metric_relabeling{namespace=~"${ours(config)}"})`,
                    unit: "number",
                    decimals: 0,
                },
            ],
            sort: ["Down", "-Up"],
            leads: [
                toLogs('{k8s_namespace_name="${__data.fields.namespace}"} ' + WORRYING, "Warnings of the namespace"),
                to("infrastructure", { namespace: ofRow("namespace") }),
            ],
        }),
    );
};

/** The part that is chosen: what it uses, what it says. */
export const chosenComponent = (config: StackConfig): Section => {
    const pods = `namespace=~"${ours(config)}", pod=~"${PODS}"`;
    const container = `${pods}, container!="", image!=""`;
    const leads = [to("infrastructure", { namespace: ofSeries("namespace"), pod: ofSeries("pod") })];
    return section(
        "Component: $component",
        trend({
            title: "CPU",
            description: "CPU cores that each pod of the component uses.",
            query: `sum by (namespace, pod) (rate(container_cpu_usage_seconds_total{${container}}[$__rate_interval]))`,
            legend: "{{pod}}",
            unit: "number",
            width: 8,
            leads,
        }),
        trend({
            title: "Memory of its limit",
            description:
                "Memory that each container of the component uses, as a share of its limit; at 1 it is killed.",
            query: `sum by (namespace, pod, container) (container_memory_working_set_bytes{${container}})
  /
sum by (namespace, pod, container) (kube_pod_container_resource_limits{${pods}, resource="memory"})`,
            legend: "{{pod}} {{container}}",
            unit: "share",
            width: 8,
            leads,
        }),
        trend({
            title: "Restarts",
            description: "Restarts of the component's containers within an hour.",
            query: `sum by (namespace, pod) (pod:container_restarts:increase1h{${pods}})`,
            legend: "{{pod}}",
            unit: "number",
            width: 8,
            leads,
        }),
        logs({
            title: "Logs",
            height: 8,
            description: "Lines of the component, newest first.",
            query: `{k8s_namespace_name=~"${ours(config)}"} | k8s_pod_name=~"${PODS}"`,
        }),
    );
};
