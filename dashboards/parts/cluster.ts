/** Sections about machines, workloads and volumes. */

import { jobs } from "../../model/telemetry/jobs";
import type { StackConfig } from "../../config/schema";
import { FULL } from "../../model/alerting/limits";
import { atLeast, atMost, figure, none, ofSeries, section, table, to, trend, type Section } from "../lib";

const NODE = 'node=~"$node"';
const NAMESPACE = 'namespace=~"$namespace"';
const ofNode = [to("infrastructure", { node: ofSeries("node") }, "This machine")];
const ofNamespace = [to("infrastructure", { namespace: ofSeries("namespace") }, "This namespace")];
const here = [to("infrastructure")];
const DAY = 86_400;

/** Share of what the cluster has that pods have reserved. */
const requested = (resource: "cpu" | "memory"): string =>
    `sum(kube_pod_container_resource_requests{resource="${resource}"}) / sum(kube_node_status_allocatable{resource="${resource}"})`;

/** The cluster as a whole, and its trend. */
export const clusterState = (config: StackConfig): Section =>
    section(
        "Cluster",
        figure({
            title: "Nodes ready",
            width: 3,
            height: 4,
            unknown: "No machine is known",
            description: "Share of the machines that are ready for pods.",
            query: 'avg(max by (node) (kube_node_status_condition{condition="Ready", status="true"}))',
            unit: "share",
            aim: atLeast(1, 0.5),
            leads: here,
        }),
        figure({
            title: "CPU",
            width: 3,
            height: 4,
            unknown: "No node exporter answers",
            description: "Share of all CPUs that is in use, over five minutes.",
            query: "cluster:cpu_used:ratio_rate5m",
            unit: "share",
            aim: atMost(FULL.cpu),
            leads: here,
        }),
        figure({
            title: "Memory",
            width: 3,
            height: 4,
            unknown: "No node exporter answers",
            description: "Share of all memory that is in use.",
            query: "cluster:memory_used:ratio",
            unit: "share",
            aim: atMost(FULL.memory),
            leads: here,
        }),
        figure({
            title: "Disks",
            width: 3,
            height: 4,
            unknown: "No node exporter answers",
            description: "Share of all disks of the machines that is in use.",
            query: "cluster:disk_used:ratio",
            unit: "share",
            aim: atMost(FULL.disk),
            leads: here,
        }),
        figure({
            title: "Pods not ready",
            width: 3,
            height: 4,
            unknown: "No pod is known",
            description: "Pods that run but aren't ready.",
            query: 'count(kube_pod_status_ready{condition="false"} == 1 and on (namespace, pod) kube_pod_status_phase{phase=~"Pending|Running"} == 1) or count(kube_pod_status_ready) * 0',
            unit: "number",
            decimals: 0,
            aim: none(),
            whenZero: "None",
            leads: here,
        }),
        figure({
            title: "Restarts in an hour",
            width: 3,
            height: 4,
            unknown: "No container is known",
            description: "Restarts of containers within the last hour.",
            query: "cluster:container_restarts:increase1h",
            unit: "number",
            decimals: 0,
            aim: none(FULL.restartsAnHour),
            whenZero: "None",
            leads: here,
        }),
        figure({
            title: "Memory in 30 days",
            width: 3,
            height: 4,
            unknown: "Too little history",
            description: "Share of memory that will be in use in 30 days, at the pace of the last seven.",
            query: `predict_linear(cluster:memory_used:ratio[7d], ${30 * DAY})`,
            unit: "share",
            aim: atMost(FULL.memory, 1),
            leads: here,
        }),
        figure({
            title: "Disks in 30 days",
            width: 3,
            height: 4,
            unknown: "Too little history",
            description: "Share of the machines' disks that will be in use in 30 days, at the pace of the last seven.",
            query: `predict_linear(cluster:disk_used:ratio[7d], ${30 * DAY})`,
            unit: "share",
            aim: atMost(FULL.disk, 1),
            leads: here,
        }),
        trend({
            title: "Capacity used",
            width: 6,
            height: 7,
            description: "Share of the cluster's CPU, memory and disk in use, over 30 days.",
            query: [
                { query: "cluster:cpu_used:ratio_rate5m", legend: "CPU" },
                { query: "cluster:memory_used:ratio", legend: "memory" },
                { query: "cluster:disk_used:ratio", legend: "disk" },
            ],
            unit: "share",
            max: 1,
            range: "30d",
            leads: here,
        }),
        trend({
            title: "Capacity reserved",
            width: 6,
            height: 7,
            description: "Share of the cluster's CPU and memory that pods request: what is left can be deployed.",
            query: [
                { query: requested("cpu"), legend: "CPU" },
                { query: requested("memory"), legend: "memory" },
            ],
            unit: "share",
            leads: here,
        }),
        trend({
            title: "API server: latency",
            width: 6,
            height: 7,
            description: "What 1 % of requests to the API server take or exceed, watches and other long ones aside.",
            query: `histogram_quantile(0.99, sum by (le, verb) (rate(apiserver_request_duration_seconds_bucket{job="${jobs(config).apiServer}", verb!~"WATCH|CONNECT"}[$__rate_interval])))`,
            legend: "{{verb}}",
            unit: "seconds",
            leads: here,
        }),
        trend({
            title: "API server: errors",
            width: 6,
            height: 7,
            description: "Requests to the API server answered with 5xx in a second, by verb.",
            query: `sum by (verb) (rate(apiserver_request_total{job="${jobs(config).apiServer}", code=~"5.."}[$__rate_interval]))`,
            legend: "{{verb}}",
            unit: "requestsPerSecond",
            whenNone: "No request failed",
            leads: here,
        }),
    );

/** The machines. */
export const nodes = (): Section =>
    section(
        "Nodes",
        trend({
            title: "CPU by node",
            width: 8,
            height: 7,
            description: "Share of each machine's CPU in use, against the alert's threshold.",
            query: `node:cpu_used:ratio_rate5m{${NODE}}`,
            legend: "{{node}}",
            unit: "share",
            aim: atMost(FULL.cpu),
            max: 1,
            leads: ofNode,
        }),
        trend({
            title: "Memory by node",
            width: 8,
            height: 7,
            description: "Share of each machine's memory in use, against the alert's threshold.",
            query: `node:memory_used:ratio{${NODE}}`,
            legend: "{{node}}",
            unit: "share",
            aim: atMost(FULL.memory),
            max: 1,
            leads: ofNode,
        }),
        trend({
            title: "Disks by node",
            width: 8,
            height: 7,
            description: "Share of each file system in use, against the alert's threshold.",
            query: `node:disk_used:ratio{${NODE}}`,
            legend: "{{node}} {{mountpoint}}",
            unit: "share",
            aim: atMost(FULL.disk),
            max: 1,
            leads: ofNode,
        }),
        trend({
            title: "Network by node",
            width: 8,
            height: 7,
            description: "Bytes that each machine receives and sends in a second.",
            query: [
                { query: `node:network_received_bytes:rate5m{${NODE}}`, legend: "{{node}} received" },
                { query: `node:network_sent_bytes:rate5m{${NODE}}`, legend: "{{node}} sent" },
            ],
            unit: "bytesPerSecond",
            leads: ofNode,
        }),
        trend({
            title: "Disk activity by node",
            width: 8,
            height: 7,
            description: "Share of time for which the busiest disk of each machine works.",
            query: `max by (node) (rate(node_disk_io_time_seconds_total{${NODE}}[$__rate_interval]))`,
            legend: "{{node}}",
            unit: "share",
            max: 1,
            leads: ofNode,
        }),
        trend({
            title: "Load by CPU",
            width: 8,
            height: 7,
            description: "Processes of each machine that run or want to, for each CPU of it.",
            query: `max by (node) (node_load5{${NODE}}) / count by (node) (node_cpu_seconds_total{${NODE}, mode="idle"})`,
            legend: "{{node}}",
            unit: "number",
            leads: ofNode,
        }),
    );

/** What each namespace uses, and may. */
export const namespaces = (): Section =>
    section(
        "Namespaces",
        trend({
            title: "CPU by namespace",
            description: "CPU cores that the containers of each namespace use.",
            query: `namespace:cpu_used_cores:rate5m{${NAMESPACE}}`,
            legend: "{{namespace}}",
            unit: "number",
            stacked: true,
            width: 8,
            leads: ofNamespace,
        }),
        trend({
            title: "Memory by namespace",
            description: "Memory that the containers of each namespace use.",
            query: `namespace:memory_used_bytes:sum{${NAMESPACE}}`,
            legend: "{{namespace}}",
            unit: "bytes",
            stacked: true,
            width: 8,
            leads: ofNamespace,
        }),
        trend({
            title: "Network by namespace",
            description: "Bytes that the pods of each namespace receive and send in a second.",
            query: [
                { query: `namespace:network_received_bytes:rate5m{${NAMESPACE}}`, legend: "{{namespace}} received" },
                { query: `namespace:network_sent_bytes:rate5m{${NAMESPACE}}`, legend: "{{namespace}} sent" },
            ],
            unit: "bytesPerSecond",
            width: 8,
            leads: ofNamespace,
        }),
        trend({
            title: "Restarts by namespace",
            description: "Restarts of the containers of each namespace within an hour.",
            query: `namespace:container_restarts:increase1h{${NAMESPACE}}`,
            legend: "{{namespace}}",
            unit: "number",
            leads: ofNamespace,
        }),
        table({
            title: "Quotas",
            description: "How much of each quota is used, against the alert's threshold.",
            rows: { namespace: "Namespace", resourcequota: "Quota", resource: "Resource" },
            columns: [
                {
                    name: "Used",
                    query: `namespace:quota_used:ratio{${NAMESPACE}}`,
                    unit: "share",
                    aim: atMost(FULL.quota),
                },
            ],
            sort: "Used",
            whenNone: "No namespace has a quota",
            leads: [to("infrastructure", { namespace: "${__data.fields.namespace}" }, "This namespace")],
        }),
    );
