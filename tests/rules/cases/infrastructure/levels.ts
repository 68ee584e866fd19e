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

/** Machines whose bytes several interfaces carry: each line adds up to 3000 an interval. */
const CARRIED_TWICE: Readonly<Record<string, readonly [once: readonly string[], again: readonly string[]]>> = {
    aws: [
        ["ens5", "ens6"],
        ["eni0d1c2b3a4f5", "vlan.eth.1", "dummy0"],
    ],
    azure: [["eth0"], ["enP30832s1", "azv9a8b7c6d5e4", "azure0"]],
    google: [["ens4"], ["gke1a2b3c4d5e6", "cbr0", "nodelocaldns"]],
    bonded: [
        ["eno1np0", "eno2np1"],
        ["bond0", "bond0.120", "team0"],
    ],
    arm: [["enP2p1s0f0"], ["enP2p1s0f0.7", "virbr0", "vnet3", "tap5"]],
    openshift: [["enp3s0f1"], ["ovs-system", "br-ex", "br0", "genev_sys_6081", "ovn-k8s-mp0"]],
    tunnels: [["em1"], ["tailscale0", "wg0", "vxlan.calico", "flannel.1", "kube-ipvs0", "tunl0", "cilium_vxlan"]],
    wireless: [["wlp2s0"], ["antrea-gw0", "weave", "nerdctl0", "lxdbr0", "ifb0", "gre0"]],
};
const carriedTwice = (metric: string) =>
    Object.fromEntries(
        Object.entries(CARRIED_TWICE).flatMap(([machine, [once, again]]) => [
            ...once.map((device) => [exporter(metric, machine, `device="${device}"`), 3000 / once.length] as const),
            ...again.map((device) => [exporter(metric, machine, `device="${device}"`), 3000] as const),
        ]),
    );
const eachMachine = (value: number): Readonly<Record<string, number>> =>
    Object.fromEntries(Object.keys(CARRIED_TWICE).map((machine) => [`{node="${machine}"}`, value]));

const container = (metric: string, namespace: string, pod: string, name: string, image = "app:1"): string =>
    `${metric}{namespace="${namespace}", pod="${pod}", container="${name}", image="${image}"}`;

const podTraffic = (metric: string) => ({
    [`${metric}{namespace="go-coffee", pod="a", interface="eth0"}`]: 300,
    [`${metric}{namespace="go-coffee", pod="b", interface="eth0"}`]: 600,
    [`${metric}{namespace="go-coffee", pod="b", interface="lo"}`]: 6000,
    [`${metric}{namespace="kube-system", pod="c", interface="eth0"}`]: 60,
    // A second network; containers within a container.
    [`${metric}{namespace="kube-system", pod="c", interface="net1"}`]: 30,
    [`${metric}{namespace="kube-system", pod="c", interface="docker0"}`]: 600,
    // On the host's network: the machine's interfaces, once more.
    [`${metric}{namespace="agents", pod="d", interface="eth0"}`]: 3000,
    [`${metric}{namespace="agents", pod="d", interface="eni0d1c2b3a4f5"}`]: 3000,
    [`${metric}{namespace="kube-system", pod="e", interface="ens5"}`]: 3000,
});
const podInfo = (namespace: string, pod: string, hostNetwork: boolean): string =>
    `kube_pod_info{namespace="${namespace}", pod="${pod}", host_network="${hostNetwork}"}`;
const PODS: Series = {
    [podInfo("go-coffee", "a", false)]: "1x40",
    [podInfo("go-coffee", "b", false)]: "1x40",
    [podInfo("kube-system", "c", false)]: "1x40",
    [podInfo("agents", "d", true)]: "1x40",
    [podInfo("kube-system", "e", true)]: "1x40",
};

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
                more: [
                    {
                        given: "interfaces that carry the same bytes again",
                        steps: carriedTwice(`node_network_${verb}_bytes_total`),
                        values: eachMachine(100),
                    },
                ],
            }),
            counted({
                record: `cluster:network_${direction}_bytes:rate5m`,
                given: "counters that grow",
                steps: traffic(`node_network_${verb}_bytes_total`),
                values: { "{}": 170 },
                zero: { "{}": 0 },
                more: [
                    {
                        given: "interfaces that carry the same bytes again",
                        steps: carriedTwice(`node_network_${verb}_bytes_total`),
                        values: { "{}": 100 * Object.keys(CARRIED_TWICE).length },
                    },
                ],
            }),
            counted({
                record: `namespace:network_${direction}_bytes:rate5m`,
                given: "counters that grow",
                steps: podTraffic(`container_network_${verb}_bytes_total`),
                beside: PODS,
                values: { '{namespace="go-coffee"}': 30, '{namespace="kube-system"}': 3 },
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
