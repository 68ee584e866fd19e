import type { AlertProof, RecordingProof, Series } from "../../harness/proofs";
import { counted } from "../../harness/series";

const pod = (namespace: string, name: string, uid: string, node: string, service?: string): Series => ({
    [`kube_pod_info{namespace="${namespace}", pod="${name}", uid="${uid}", node="${node}"}`]: "1x200",
    [`kube_pod_labels{namespace="${namespace}", pod="${name}", uid="${uid}"${service === undefined ? "" : `, label_app_kubernetes_io_name="${service}"`}}`]:
        "1x200",
});
const restarts = (namespace: string, name: string, container: string): string =>
    `kube_pod_container_status_restarts_total{namespace="${namespace}", pod="${name}", uid="${name}-1", container="${container}"}`;
const quota = (type: string, resource: string): string =>
    `kube_resourcequota{namespace="go-coffee", resourcequota="team", resource="${resource}", type="${type}"}`;
const volume = (metric: string, claim: string, node: string): string =>
    `kubelet_volume_stats_${metric}_bytes{namespace="go-coffee", persistentvolumeclaim="${claim}", node="${node}"}`;

/** Restarts of three containers: one, two and four in two minutes each. */
const RESTARTS = {
    [restarts("go-coffee", "order-1", "app")]: 0.25,
    [restarts("go-coffee", "order-1", "sidecar")]: 0.5,
    [restarts("kube-system", "dns-1", "dns")]: 1,
};

export const objects: readonly (AlertProof | RecordingProof)[] = [
    {
        record: "pod:placement:info",
        counters: false,
        values: [
            {
                given: "a pod of a service, one of none, and one that was replaced under its name on another node",
                series: {
                    ...pod("go-coffee", "order-1", "u1", "node-1", "order-service"),
                    ...pod("kube-system", "dns-1", "u2", "node-2"),
                    ...pod("go-coffee", "kafka-0", "u3", "node-1", "kafka"),
                    'kube_pod_info{namespace="go-coffee", pod="kafka-0", uid="u4", node="node-1"}': "1x200",
                },
                at: "5m",
                values: {
                    '{namespace="go-coffee", pod="order-1", node="node-1", service="order-service"}': 1,
                    '{namespace="kube-system", pod="dns-1", node="node-2"}': 1,
                    '{namespace="go-coffee", pod="kafka-0", node="node-1", service="kafka"}': 1,
                },
            },
        ],
    },
    counted({
        record: "pod:container_restarts:increase1h",
        given: "counters that grow",
        steps: RESTARTS,
        beside: {
            ...pod("go-coffee", "order-1", "order-1-1", "node-1", "order-service"),
            ...pod("kube-system", "dns-1", "dns-1-1", "node-2"),
        },
        at: "65m",
        values: {
            '{namespace="go-coffee", pod="order-1", container="app", node="node-1", service="order-service"}': 30,
            '{namespace="go-coffee", pod="order-1", container="sidecar", node="node-1", service="order-service"}': 60,
            '{namespace="kube-system", pod="dns-1", container="dns", node="node-2"}': 120,
        },
        zero: {
            '{namespace="go-coffee", pod="order-1", container="app", node="node-1", service="order-service"}': 0,
            '{namespace="go-coffee", pod="order-1", container="sidecar", node="node-1", service="order-service"}': 0,
            '{namespace="kube-system", pod="dns-1", container="dns", node="node-2"}': 0,
        },
    }),
    counted({
        record: "namespace:container_restarts:increase1h",
        given: "counters that grow",
        steps: RESTARTS,
        at: "65m",
        values: { '{namespace="go-coffee"}': 90, '{namespace="kube-system"}': 120 },
        zero: { '{namespace="go-coffee"}': 0, '{namespace="kube-system"}': 0 },
    }),
    counted({
        record: "cluster:container_restarts:increase1h",
        given: "counters that grow",
        steps: RESTARTS,
        at: "65m",
        values: { "{}": 210 },
        zero: { "{}": 0 },
    }),
    {
        record: "namespace:quota_used:ratio",
        counters: false,
        values: [
            {
                given: "a quota that is used in part, and one that allows none",
                series: {
                    [quota("hard", "requests.cpu")]: "8x20",
                    [quota("used", "requests.cpu")]: "6x20",
                    [quota("hard", "services.loadbalancers")]: "0x20",
                    [quota("used", "services.loadbalancers")]: "0x20",
                },
                at: "5m",
                values: { '{namespace="go-coffee", resourcequota="team", resource="requests.cpu"}': 0.75 },
            },
        ],
    },
    {
        record: "persistentvolumeclaim:volume_used:ratio",
        counters: false,
        values: [
            {
                given: "a volume, and one whose size isn't known yet",
                series: {
                    [volume("available", "data-kafka-0", "node-1")]: "20x20",
                    [volume("capacity", "data-kafka-0", "node-1")]: "100x20",
                    [volume("available", "new", "node-1")]: "0x20",
                    [volume("capacity", "new", "node-1")]: "0x20",
                },
                at: "5m",
                values: { '{namespace="go-coffee", persistentvolumeclaim="data-kafka-0"}': 0.8 },
            },
        ],
    },
];
