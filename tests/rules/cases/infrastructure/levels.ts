import type { AlertProof, RecordingProof, Series } from "../../harness/proofs";
import { counted } from "../../harness/series";

const exporter = (metric: string, node: string, labels = ""): string =>
    `${metric}{job="node-exporter", node="${node}"${labels === "" ? "" : `, ${labels}`}}`;
const cpu = (node: string, core: number, mode: string): string =>
    exporter("node_cpu_seconds_total", node, `cpu="${core}", mode="${mode}"`);

/** Two cores of a node: 0.6 and 0.9 of their time idle. */
const QUARTER_BUSY = {
    [cpu("node-1", 0, "idle")]: 15,
    [cpu("node-1", 0, "iowait")]: 3,
    [cpu("node-1", 0, "user")]: 12,
    [cpu("node-1", 1, "idle")]: 27,
    [cpu("node-1", 1, "user")]: 3,
};

const MEMORY: Series = {
    [exporter("node_memory_MemTotal_bytes", "node-1")]: "16x40",
    [exporter("node_memory_MemAvailable_bytes", "node-1")]: "4x40",
    [exporter("node_memory_MemTotal_bytes", "node-2")]: "48x40",
    [exporter("node_memory_MemAvailable_bytes", "node-2")]: "36x40",
};

const disk = (node: string, device: string, mountpoint: string, size: string, free: string, readOnly = "0"): Series => {
    const labels = `device="${device}", fstype="ext4", mountpoint="${mountpoint}"`;
    return {
        [exporter("node_filesystem_size_bytes", node, labels)]: size,
        [exporter("node_filesystem_avail_bytes", node, labels)]: free,
        [exporter("node_filesystem_readonly", node, labels)]: `${readOnly}x40`,
    };
};

/** Two disks; one of them mounted twice, an image that is full and read-only, and a file system without a size. */
const DISKS: Series = {
    ...disk("node-1", "/dev/sda1", "/", "100x40", "30x40"),
    ...disk("node-1", "/dev/sda1", "/mnt/same", "100x40", "30x40"),
    ...disk("node-2", "/dev/sdb", "/data", "300x40", "225x40"),
    ...disk("node-2", "/dev/loop0", "/snap", "50x40", "0x40", "1"),
    ...disk("node-2", "none", "/none", "0x40", "0x40"),
};

const traffic = (metric: string) => ({
    [exporter(metric, "node-1", 'device="eth0"')]: 3000,
    [exporter(metric, "node-1", 'device="eth1"')]: 1500,
    [exporter(metric, "node-1", 'device="lo"')]: 9000,
    [exporter(metric, "node-1", 'device="veth12ab"')]: 9000,
    [exporter(metric, "node-2", 'device="eth0"')]: 600,
});

const container = (metric: string, namespace: string, pod: string, name: string, image = "app:1"): string =>
    `${metric}{namespace="${namespace}", pod="${pod}", container="${name}", image="${image}"}`;

const podTraffic = (metric: string) => ({
    [`${metric}{namespace="go-coffee", pod="a", interface="eth0"}`]: 300,
    [`${metric}{namespace="go-coffee", pod="b", interface="eth0"}`]: 600,
    [`${metric}{namespace="go-coffee", pod="b", interface="lo"}`]: 6000,
    [`${metric}{namespace="kube-system", pod="c", interface="eth0"}`]: 60,
});

export const levels: readonly (AlertProof | RecordingProof)[] = [
    counted({
        record: "node:cpu_used:ratio_rate5m",
        given: "counters that grow",
        steps: QUARTER_BUSY,
        values: { '{node="node-1"}': 0.25 },
        // No time idle at all.
        zero: { '{node="node-1"}': 1 },
    }),
    counted({
        record: "cluster:cpu_used:ratio_rate5m",
        given: "counters that grow",
        // Three cores: 0.6, 0.9 and 0.3 of their time idle.
        steps: { ...QUARTER_BUSY, [cpu("node-2", 0, "idle")]: 9, [cpu("node-2", 0, "user")]: 21 },
        values: { "{}": 0.4 },
        zero: { "{}": 1 },
    }),
    {
        record: "node:memory_used:ratio",
        counters: false,
        values: [
            {
                given: "two nodes",
                series: MEMORY,
                at: "5m",
                values: { '{node="node-1"}': 0.75, '{node="node-2"}': 0.25 },
            },
        ],
    },
    {
        record: "cluster:memory_used:ratio",
        counters: false,
        values: [{ given: "24 of 64 used", series: MEMORY, at: "5m", values: { "{}": 0.375 } }],
    },
    {
        record: "node:disk_used:ratio",
        counters: false,
        values: [
            {
                given: "a disk mounted twice, an image, a file system without a size",
                series: DISKS,
                at: "5m",
                values: {
                    '{node="node-1", device="/dev/sda1", mountpoint="/"}': 0.7,
                    '{node="node-1", device="/dev/sda1", mountpoint="/mnt/same"}': 0.7,
                    '{node="node-2", device="/dev/sdb", mountpoint="/data"}': 0.25,
                },
            },
        ],
    },
    {
        record: "cluster:disk_used:ratio",
        counters: false,
        values: [
            { given: "each disk counts once: 145 of 400 used", series: DISKS, at: "5m", values: { "{}": 0.3625 } },
        ],
    },
    ...(["received", "sent"] as const).flatMap((direction) => {
        const verb = direction === "received" ? "receive" : "transmit";
        return [
            counted({
                record: `node:network_${direction}_bytes:rate5m`,
                given: "counters that grow",
                steps: traffic(`node_network_${verb}_bytes_total`),
                values: { '{node="node-1"}': 150, '{node="node-2"}': 20 },
                zero: { '{node="node-1"}': 0, '{node="node-2"}': 0 },
            }),
            counted({
                record: `cluster:network_${direction}_bytes:rate5m`,
                given: "counters that grow",
                steps: traffic(`node_network_${verb}_bytes_total`),
                values: { "{}": 170 },
                zero: { "{}": 0 },
            }),
            counted({
                record: `namespace:network_${direction}_bytes:rate5m`,
                given: "counters that grow",
                steps: podTraffic(`container_network_${verb}_bytes_total`),
                values: { '{namespace="go-coffee"}': 30, '{namespace="kube-system"}': 2 },
                zero: { '{namespace="go-coffee"}': 0, '{namespace="kube-system"}': 0 },
            }),
        ];
    }),
    counted({
        record: "namespace:cpu_used_cores:rate5m",
        given: "counters that grow",
        steps: {
            [container("container_cpu_usage_seconds_total", "go-coffee", "a", "app")]: 15,
            [container("container_cpu_usage_seconds_total", "go-coffee", "b", "app")]: 30,
            // The pod as a whole, and its sandbox.
            [container("container_cpu_usage_seconds_total", "go-coffee", "b", "", "")]: 30,
            [container("container_cpu_usage_seconds_total", "go-coffee", "b", "", "pause:3")]: 3,
        },
        values: { '{namespace="go-coffee"}': 1.5 },
        zero: { '{namespace="go-coffee"}': 0 },
    }),
    {
        record: "namespace:memory_used_bytes:sum",
        counters: false,
        values: [
            {
                given: "two pods, and one of them as a whole",
                series: {
                    [container("container_memory_working_set_bytes", "go-coffee", "a", "app")]: "100x20",
                    [container("container_memory_working_set_bytes", "go-coffee", "b", "app")]: "50x20",
                    [container("container_memory_working_set_bytes", "go-coffee", "b", "", "")]: "51x20",
                },
                at: "5m",
                values: { '{namespace="go-coffee"}': 150 },
            },
        ],
    },
];
