/** Sections about pods, their volumes and events. */

import { EVENTS_SERVICE } from "../../model/cluster/names";
import {
    atMost,
    highest,
    lineTrend,
    logs,
    none,
    ofRow,
    ofSeries,
    section,
    table,
    to,
    toLogs,
    trend,
    type Section,
} from "../lib";
import { FULL } from "../../model/alerting/limits";
import { throttled } from "./throttled";
import { podTraffic } from "../../model/telemetry/traffic";

const POD = 'namespace=~"$namespace", pod=~"$pod"';
/** Containers of pods: cAdvisor counts the pod as a whole and its sandbox too. */
const CONTAINER = `${POD}, container!="", image!="", node=~"$node"`;
const EVENTS = `{service_name="${EVENTS_SERVICE}", k8s_namespace_name=~"$namespace"}`;

const BY_POD = ["namespace", "pod"];

const ofPod = [
    to("infrastructure", { namespace: ofSeries("namespace"), pod: ofSeries("pod") }, "This pod"),
    toLogs(
        '{k8s_namespace_name="${__field.labels.namespace}"} | k8s_pod_name="${__field.labels.pod}"',
        "Logs of the pod",
    ),
];
const ofPodRow = [
    to("infrastructure", { namespace: ofRow("namespace"), pod: ofRow("pod") }, "This pod"),
    toLogs(
        '{k8s_namespace_name="${__data.fields.namespace}"} | k8s_pod_name="${__data.fields.pod}"',
        "Logs of the pod",
    ),
];

/** The pods that are chosen. */
export const pods = (): Section =>
    section(
        "Pods",
        trend({
            title: "CPU by pod",
            width: 6,
            height: 7,
            description: "CPU cores that each pod uses, of the twenty that use most.",
            query: highest(
                20,
                BY_POD,
                `sum by (namespace, pod) (rate(container_cpu_usage_seconds_total{${CONTAINER}}[$__rate_interval]))`,
            ),
            legend: "{{pod}}",
            unit: "number",
            leads: ofPod,
        }),
        trend({
            title: "Memory by pod",
            width: 6,
            height: 7,
            description: "Memory that each pod uses, of the twenty that use most.",
            query: highest(20, BY_POD, `sum by (namespace, pod) (container_memory_working_set_bytes{${CONTAINER}})`),
            legend: "{{pod}}",
            unit: "bytes",
            leads: ofPod,
        }),
        trend({
            title: "Network by pod",
            width: 6,
            height: 7,
            description:
                "Bytes that each pod receives in a second, of the twenty that receive most; without pods on the host's network, which have no traffic of their own.",
            query: highest(20, BY_POD, podTraffic("container_network_receive_bytes_total", POD, "$__rate_interval")),
            legend: "{{pod}}",
            unit: "bytesPerSecond",
            leads: ofPod,
        }),
        trend({
            title: "CPU throttled by pod",
            description: "Share of the periods in which each pod had to wait for CPU, of the twenty that wait most.",
            query: highest(20, BY_POD, throttled(CONTAINER)),
            legend: "{{pod}}",
            unit: "share",
            max: 1,
            width: 6,
            height: 7,
            leads: ofPod,
        }),
        table({
            title: "Killed for memory",
            description: "Processes that the kernel killed for want of memory within the last hour.",
            rows: { pod: "Pod", container: "Container", namespace: "Namespace" },
            columns: [
                {
                    name: "Kills",
                    query: `sum by (pod, container, namespace) (increase(container_oom_events_total{${CONTAINER}}[1h])) > 0`,
                    unit: "number",
                    decimals: 0,
                    aim: none(),
                },
            ],
            sort: "Kills",
            whenNone: "None was killed",
            width: 6,
            height: 7,
            leads: ofPodRow,
        }),
        table({
            title: "Restarts by container",
            width: 6,
            height: 7,
            description: "Restarts within the last hour, against the alert's threshold.",
            rows: { pod: "Pod", container: "Container", namespace: "Namespace", node: "Node" },
            columns: [
                {
                    name: "Restarts",
                    query: `sum by (pod, container, namespace, node) (pod:container_restarts:increase1h{${POD}, node=~"$node"}) > 0`,
                    unit: "number",
                    decimals: 0,
                    aim: none(FULL.restartsAnHour),
                },
            ],
            sort: "Restarts",
            whenNone: "No container restarted",
            leads: ofPodRow,
        }),
        table({
            title: "Containers that wait",
            width: 6,
            height: 7,
            description: "Containers that don't start, and why.",
            rows: { pod: "Pod", container: "Container", reason: "Reason", namespace: "Namespace" },
            columns: [
                {
                    name: "Waiting",
                    query: `sum by (pod, container, reason, namespace) (kube_pod_container_status_waiting_reason{${POD}}) > 0`,
                    unit: "number",
                    decimals: 0,
                },
            ],
            whenNone: "No container waits",
            leads: ofPodRow,
        }),
        table({
            title: "Last ends of containers",
            width: 6,
            height: 7,
            description:
                "Why containers that restarted ended the last time; OOMKilled is a limit of memory that is too low.",
            rows: { pod: "Pod", container: "Container", reason: "Reason", namespace: "Namespace" },
            columns: [
                {
                    name: "Containers",
                    query: `sum by (pod, container, reason, namespace) (kube_pod_container_status_last_terminated_reason{${POD}, reason!="Completed"}) > 0`,
                    unit: "number",
                    decimals: 0,
                },
            ],
            whenNone: "No container ended badly",
            leads: ofPodRow,
        }),
    );

/** Volumes of the namespaces that are chosen. */
export const volumes = (): Section => {
    const claim = 'namespace=~"$namespace"';
    const leads = [to("infrastructure", { namespace: ofSeries("namespace") }, "This namespace")];
    return section(
        "Volumes",
        trend({
            title: "Volumes used",
            description: "Share of each volume that is used, of the twenty fullest.",
            query: highest(
                20,
                ["namespace", "persistentvolumeclaim"],
                `persistentvolumeclaim:volume_used:ratio{${claim}}`,
            ),
            legend: "{{namespace}} {{persistentvolumeclaim}}",
            unit: "share",
            max: 1,
            aim: atMost(FULL.disk),
            leads,
        }),
        table({
            title: "Room in volumes",
            description: "How full each volume is, and how much is left of it.",
            rows: { persistentvolumeclaim: "Volume", namespace: "Namespace" },
            columns: [
                {
                    name: "Used",
                    query: `persistentvolumeclaim:volume_used:ratio{${claim}}`,
                    unit: "share",
                    aim: atMost(FULL.disk),
                },
                {
                    name: "Left",
                    query: `max by (namespace, persistentvolumeclaim) (kubelet_volume_stats_available_bytes{${claim}})`,
                    unit: "bytes",
                },
            ],
            sort: "Used",
            leads: [to("infrastructure", { namespace: ofRow("namespace") }, "This namespace")],
        }),
    );
};

/** What Kubernetes says of objects. */
export const events = (): Section =>
    section(
        "Events",
        lineTrend({
            title: "Events by level",
            description: "Events of the cluster's objects in the chosen namespaces, by level.",
            query: `sum by (detected_level) (count_over_time(${EVENTS} [$__auto]))`,
            legend: "{{detected_level}}",
            meant: true,
            unit: "number",
            width: 24,
            height: 6,
            leads: [toLogs(EVENTS, "All events")],
        }),
        logs({
            title: "Warnings",
            description: "What Kubernetes warns of in the chosen namespaces, newest first.",
            query: `${EVENTS} | detected_level="warn"`,
            speaker: "{{.k8s_namespace_name}} {{.k8s_object_kind}} {{.k8s_object_name}} {{.k8s_event_reason}}:",
            whenNone: "Kubernetes warns of nothing",
            leads: [toLogs(EVENTS, "All events")],
        }),
    );
