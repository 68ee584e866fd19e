/** Alerts on machines and on the cluster. */

import type { StackConfig } from "../../../config/schema";
import { jobs } from "../../../model/telemetry/jobs";
import { FULL } from "../../../model/alerting/limits";
import type { Alert, Group, Links } from "../../types";
import { percent } from "../../wording";
import { lines } from "../expressions";

const ofNode: Links = { dashboard: "infrastructure", variables: { node: "{{ $labels.node }}" } };
const READY = 'kube_node_status_condition{condition="Ready", status="true"}';
/** One that is younger is still joining, as many are while a cluster grows. */
const JOINING_SECONDS = 600;
const JOINING = `time() - max by (node) (kube_node_created) < ${JOINING_SECONDS}`;
/** Whether each node is ready, but for those that are joining. */
const JOINED = `max by (node) (${READY}) unless on (node) (${JOINING})`;

const high = (alert: string, level: string, most: number, summary: string, description: string): Alert => ({
    alert,
    expr: `${level} > ${most}`,
    threshold: `above ${percent(most)}`,
    for: "10m",
    severity: "warning",
    team: "platform",
    summary,
    description,
    links: ofNode,
});

/** The machines. */
export const nodeAlerts = (): Group => ({
    name: "go-coffee.infrastructure.nodes",
    rules: [
        high(
            "NodeCpuHigh",
            "node:cpu_used:ratio_rate5m",
            FULL.cpu,
            "The CPU of {{ $labels.node }} is busy",
            "{{ $value | humanizePercentage }} of the CPU of {{ $labels.node }} have been in use for 10 minutes.",
        ),
        high(
            "NodeMemoryHigh",
            "node:memory_used:ratio",
            FULL.memory,
            "The memory of {{ $labels.node }} is nearly used up",
            "{{ $value | humanizePercentage }} of the memory of {{ $labels.node }} have been in use for 10 minutes.",
        ),
        high(
            "NodeDiskFull",
            "node:disk_used:ratio",
            FULL.disk,
            "{{ $labels.mountpoint }} of {{ $labels.node }} is nearly full",
            "{{ $value | humanizePercentage }} of {{ $labels.mountpoint }} ({{ $labels.device }}) of {{ $labels.node }} are used.",
        ),
        {
            alert: "NodeDown",
            // One that is being drained goes on purpose.
            expr: lines(
                `(`,
                `  (${JOINED}) == 0`,
                `  unless on (node) max by (node) (kube_node_spec_unschedulable) == 1`,
                `)`,
                `+ on (node) count by (node) (max by (namespace, pod, node) (kube_pod_info))`,
            ),
            for: "3m",
            // Services that lose all of their replicas by it page themselves.
            severity: "warning",
            team: "platform",
            threshold: "not ready",
            summary: "{{ $labels.node }} is down",
            description: "{{ $labels.node }} hasn't been ready for 3 minutes; {{ $value }} pods are on it.",
            links: ofNode,
        },
    ],
});

/** Each node renews its lease every ten seconds, through the API server: a second witness beside the scrape of it. */
const LEASES_SECONDS = 120;
const LEASES_AGE = 'time() - max(kube_lease_renew_time{namespace="kube-node-lease"})';

/** Share of the nodes that must be ready for there to be a cluster. */
const HALF = 0.5;

/** The cluster as a whole, as far as it can be seen from inside; what can't be, the outside heartbeat tells. */
export function clusterAlerts(config: StackConfig): Group {
    const common = {
        alert: "ClusterDown",
        severity: "critical",
        team: "platform",
        links: { dashboard: "infrastructure" },
    } as const;
    const unscraped = `(sum(up{job="${jobs(config).apiServer}"}) or vector(0)) < 1`;
    return {
        name: "go-coffee.infrastructure.cluster",
        rules: [
            {
                ...common,
                // Leases that nobody sees are no witness for it either.
                expr: lines(unscraped, `  unless on ()`, `(${LEASES_AGE} < ${LEASES_SECONDS})`),
                // Longer than an API server takes to be replaced where there is only one.
                for: "5m",
                labels: { cause: "api-server" },
                threshold: "fewer than 1 that answers",
                summary: "The API server of the cluster doesn't answer",
                description:
                    "{{ $value }} API servers have answered for 5 minutes: nothing is scheduled, scaled or healed.",
            },
            {
                alert: "ApiServerNotScraped",
                expr: lines(unscraped, `  and on ()`, `(${LEASES_AGE} < ${LEASES_SECONDS})`),
                for: "15m",
                severity: "warning",
                team: "platform",
                threshold: "fewer than 1 that is scraped",
                summary: "The API server works, and can't be scraped",
                description:
                    "{{ $value }} API servers could be scraped for 15 minutes, while nodes renew their leases through them.",
                links: { dashboard: "infrastructure" },
            },
            {
                ...common,
                expr: `avg(${JOINED}) <= ${HALF}`,
                for: "2m",
                labels: { cause: "nodes" },
                threshold: `${percent(HALF)} or fewer`,
                summary: "Half of the cluster's nodes or more are down",
                description: "Only {{ $value | humanizePercentage }} of the nodes have been ready for 2 minutes.",
            },
        ],
    };
}
