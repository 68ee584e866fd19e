import type { AlertProof, Series } from "../../harness/proofs";

const exporter = (metric: string, labels = ""): string =>
    `${metric}{job="node-exporter", node="node-1"${labels === "" ? "" : `, ${labels}`}}`;
const idle = exporter("node_cpu_seconds_total", 'cpu="0", mode="idle"');
const memory = (available: string): Series => ({
    [exporter("node_memory_MemTotal_bytes")]: "100x60",
    [exporter("node_memory_MemAvailable_bytes")]: available,
});
const DISK = 'device="/dev/sda1", fstype="ext4", mountpoint="/"';
const disk = (available: string, readOnly = "0"): Series => ({
    [exporter("node_filesystem_size_bytes", DISK)]: "100x60",
    [exporter("node_filesystem_avail_bytes", DISK)]: available,
    [exporter("node_filesystem_readonly", DISK)]: `${readOnly}x60`,
});
const ready = (node: string): string => `kube_node_status_condition{node="${node}", condition="Ready", status="true"}`;
const podOn = (node: string, pod: string): string =>
    `kube_pod_info{namespace="go-coffee", pod="${pod}", uid="${pod}", node="${node}"}`;
const lease = (node: string): string => `kube_lease_renew_time{namespace="kube-node-lease", lease="${node}"}`;
const apiServer = (instance: string): string => `up{job="apiserver", instance="${instance}"}`;

const warning = { severity: "warning", team: "platform" } as const;

export const nodes: readonly AlertProof[] = [
    {
        alert: "NodeCpuHigh",
        fires: [
            {
                given: "a tenth idle, from the first rate on",
                series: { [idle]: "0+3x30 117+27x40" },
                at: "630s",
                alerts: [
                    {
                        labels: { ...warning, node: "node-1" },
                        summary: "The CPU of node-1 is busy",
                        description: "90% of the CPU of node-1 have been in use for 10 minutes.",
                    },
                ],
                // Two of the nine steps in the window are calm ones then: 27.8 % idle.
                until: "960s",
            },
        ],
        silent: [
            { given: "just below", series: { [idle]: "0+6.3x60" }, for: "25m" },
            { given: "nine minutes of it", series: { [idle]: "0+27x20 543+3x16 618+27x30" }, for: "30m" },
        ],
    },
    {
        alert: "NodeMemoryHigh",
        fires: [
            {
                given: "14 of 100 left",
                series: memory("14x22 20x30"),
                at: "10m",
                alerts: [
                    {
                        labels: { ...warning, node: "node-1" },
                        summary: "The memory of node-1 is nearly used up",
                        description: "86% of the memory of node-1 have been in use for 10 minutes.",
                    },
                ],
                until: "690s",
            },
        ],
        silent: [
            { given: "16 of 100 left", series: memory("16x60"), for: "25m" },
            { given: "nine minutes of it", series: memory("14x18 20x30"), for: "25m" },
        ],
    },
    {
        alert: "NodeDiskFull",
        fires: [
            {
                given: "9 of 100 left",
                series: disk("9x22 50x30"),
                at: "10m",
                alerts: [
                    {
                        labels: { ...warning, node: "node-1", device: "/dev/sda1", mountpoint: "/" },
                        summary: "/ of node-1 is nearly full",
                        description: "91% of / (/dev/sda1) of node-1 are used.",
                    },
                ],
                until: "690s",
            },
        ],
        silent: [
            { given: "11 of 100 left", series: disk("11x60"), for: "25m" },
            { given: "an image that nobody can write to", series: disk("0x60", "1"), for: "25m" },
        ],
    },
    {
        alert: "NodeDown",
        fires: [
            {
                given: "a node that doesn't report any more, with two pods",
                series: {
                    [ready("node-1")]: "1x2 0x10 1x40",
                    [ready("node-2")]: "1x60",
                    'kube_node_spec_unschedulable{node="node-1"}': "0x30",
                    [podOn("node-1", "a")]: "1x30",
                    [podOn("node-1", "b")]: "1x30",
                    [podOn("node-2", "c")]: "1x30",
                },
                at: "270s",
                alerts: [
                    {
                        labels: { ...warning, node: "node-1" },
                        summary: "node-1 is down",
                        description: "node-1 hasn't been ready for 3 minutes; 2 pods are on it.",
                    },
                ],
                until: "420s",
            },
        ],
        silent: [
            {
                given: "a node that joins and takes eight minutes",
                series: {
                    [ready("node-3")]: "0x16 1x40",
                    'kube_node_created{node="node-3"}': "0x80",
                    [podOn("node-3", "a")]: "1x80",
                },
                for: "20m",
            },
            {
                given: "two and a half minutes of it",
                series: { [ready("node-1")]: "1x2 0x4 1x30", [podOn("node-1", "a")]: "1x40" },
                for: "15m",
            },
            {
                given: "a node that is being drained",
                series: {
                    [ready("node-1")]: "1x2 0x30",
                    'kube_node_spec_unschedulable{node="node-1"}': "1x40",
                    [podOn("node-1", "a")]: "1x40",
                },
                for: "15m",
            },
            {
                given: "a node that is taken away",
                series: { [ready("node-1")]: "1x2 0x2 stale", [podOn("node-1", "a")]: "1x4 stale" },
                for: "15m",
            },
        ],
    },
    {
        alert: "ApiServerNotScraped",
        fires: [
            {
                given: "nodes renew their leases, and no target answers",
                series: {
                    [apiServer("10.0.0.1:6443")]: "1x3 0x30 1x20",
                    [lease("node-1")]: "0+30x240",
                },
                at: "17m",
                alerts: [
                    {
                        labels: { ...warning },
                        summary: "The API server works, and can't be scraped",
                        description:
                            "0 API servers could be scraped for 15 minutes, while nodes renew their leases through them.",
                    },
                ],
                until: "1050s",
            },
        ],
        silent: [
            {
                given: "an API server that is gone: leases grow old",
                series: {
                    [apiServer("10.0.0.1:6443")]: "1x3 0x60",
                    [lease("node-1")]: "0+30x6 180x240",
                },
                for: "20m",
            },
        ],
    },
    {
        alert: "ClusterDown",
        fires: [
            {
                given: "no API server answers",
                series: {
                    [apiServer("10.0.0.1:6443")]: "1x3 0x14 1x40",
                    [apiServer("10.0.0.2:6443")]: "0x17 1x40",
                    [ready("node-1")]: "1x60",
                },
                at: "7m",
                alerts: [
                    {
                        labels: { severity: "critical", team: "platform", cause: "api-server" },
                        summary: "The API server of the cluster doesn't answer",
                        description:
                            "0 API servers have answered for 5 minutes: nothing is scheduled, scaled or healed.",
                    },
                ],
                until: "9m",
            },
            {
                given: "its targets are gone",
                series: { [apiServer("10.0.0.1:6443")]: "1x3 stale _x13 1x40" },
                at: "7m",
                alerts: [
                    {
                        labels: { severity: "critical", team: "platform", cause: "api-server" },
                        summary: "The API server of the cluster doesn't answer",
                        description:
                            "0 API servers have answered for 5 minutes: nothing is scheduled, scaled or healed.",
                    },
                ],
                until: "9m",
            },
            {
                given: "two of three nodes are down",
                series: {
                    [apiServer("10.0.0.1:6443")]: "1x60",
                    [ready("node-1")]: "1x60",
                    [ready("node-2")]: "1x3 0x10 1x40",
                    [ready("node-3")]: "0x60",
                },
                at: "4m",
                alerts: [
                    {
                        labels: { severity: "critical", team: "platform", cause: "nodes" },
                        summary: "Half of the cluster's nodes or more are down",
                        description: "Only 33.33% of the nodes have been ready for 2 minutes.",
                    },
                ],
                until: "450s",
            },
        ],
        silent: [
            {
                given: "two nodes, and four that join them and take five minutes",
                series: {
                    [apiServer("10.0.0.1:6443")]: "1x60",
                    [ready("node-1")]: "1x60",
                    [ready("node-2")]: "1x60",
                    ...Object.fromEntries(
                        [3, 4, 5, 6].flatMap((node) => [
                            [ready(`node-${node}`), "_x9 0x10 1x40"],
                            [`kube_node_created{node="node-${node}"}`, "_x9 300x50"],
                        ]),
                    ),
                },
                for: "25m",
            },
            {
                given: "an API server that only can't be scraped",
                series: {
                    [apiServer("10.0.0.1:6443")]: "1x3 0x60",
                    [lease("node-1")]: "0+30x240",
                    [ready("node-1")]: "1x60",
                },
                for: "15m",
            },
            {
                given: "one of two API servers, one of three nodes",
                series: {
                    [apiServer("10.0.0.1:6443")]: "1x60",
                    [apiServer("10.0.0.2:6443")]: "0x60",
                    [ready("node-1")]: "1x60",
                    [ready("node-2")]: "1x60",
                    [ready("node-3")]: "0x60",
                },
                for: "25m",
            },
            {
                given: "an API server that is replaced, nodes that start",
                series: {
                    [apiServer("10.0.0.1:6443")]: "1x3 0x8 1x40",
                    [ready("node-1")]: "0x3 1x40",
                },
                for: "20m",
            },
        ],
    },
];
