import type { AlertProof, Fired, Series } from "../../harness/proofs";
import { all } from "../../harness/series";

const SIX = "0 1 2 3 4 5 6x14";

/** What kube-state-metrics says of pods comes with the Service that it is scraped through. */
const EXPORTER = 'job="kube-state-metrics", service="kube-state-metrics"';

const pod = (service: string, name: string, restarts: string, there = "1x30"): Series => ({
    [`kube_pod_info{${EXPORTER}, namespace="go-coffee", pod="${name}", uid="u", node="node-1"}`]: there,
    [`kube_pod_labels{${EXPORTER}, namespace="go-coffee", pod="${name}", uid="u", label_app_kubernetes_io_name="${service}"}`]:
        there,
    [`kube_pod_container_status_restarts_total{${EXPORTER}, namespace="go-coffee", pod="${name}", uid="u", container="app"}`]:
        restarts,
});

/** A service of each team, and one outside of the catalogue. */
const SERVICES = {
    "api-gateway": "platform",
    kafka: "platform",
    "auth-service": "security",
    "order-service": "business",
    "payment-service": "payments",
    "defi-service": "web3",
    "ai-search": "ai",
} as const;

const restarting = (service: string, team: string): Fired => ({
    labels: {
        severity: "warning",
        team,
        namespace: "go-coffee",
        service,
        pod: `${service}-1`,
        container: "app",
        node: "node-1",
    },
    summary: `${service}-1 keeps restarting`,
    description: `app of ${service}-1 in go-coffee has restarted 6 times in an hour.`,
});

const quota = (used: string): Series => ({
    'kube_resourcequota{namespace="go-coffee", resourcequota="team", resource="requests.memory", type="hard"}':
        "100x60",
    'kube_resourcequota{namespace="go-coffee", resourcequota="team", resource="requests.memory", type="used"}': used,
});

export const workloads: readonly AlertProof[] = [
    {
        alert: "PodRestarts",
        fires: [
            {
                given: "a pod of every team, and one of no service",
                every: "5m",
                series: {
                    ...all(...Object.keys(SERVICES).map((service) => pod(service, `${service}-1`, SIX))),
                    [`kube_pod_info{${EXPORTER}, namespace="kube-system", pod="dns-1", uid="u", node="node-2"}`]:
                        "1x30",
                    [`kube_pod_labels{${EXPORTER}, namespace="kube-system", pod="dns-1", uid="u"}`]: "1x30",
                    [`kube_pod_container_status_restarts_total{${EXPORTER}, namespace="kube-system", pod="dns-1", uid="u", container="dns"}`]:
                        SIX,
                },
                at: "30m",
                alerts: [
                    {
                        labels: {
                            severity: "warning",
                            team: "platform",
                            namespace: "kube-system",
                            pod: "dns-1",
                            container: "dns",
                            node: "node-2",
                        },
                        summary: "dns-1 keeps restarting",
                        description: "dns of dns-1 in kube-system has restarted 6 times in an hour.",
                    },
                    ...Object.entries(SERVICES).map(([service, team]) => restarting(service, team)),
                ],
                // The window then begins after the first restart.
                until: "60m",
            },
        ],
        silent: [
            {
                given: "five in an hour, seen each half minute: more than five by what `increase` adds",
                series: pod("order-service", "order-service-1", "0x19 1x20 2x20 3x20 4x20 5x60", "1x200"),
                for: "80m",
            },
            {
                given: "five in an hour",
                every: "5m",
                series: pod("order-service", "order-service-1", "0 1 2 3 4 5x30"),
                for: "2h",
            },
            {
                given: "one in an hour for a day: a counter that is high stays silent",
                every: "10m",
                series: pod("order-service", "order-service-1", "40x5 41x5 42x5 43x5"),
                for: "3h",
            },
            {
                given: "what counts them starts anew under another address",
                every: "5m",
                series: {
                    ...pod("order-service", "order-service-1", "40x6 stale"),
                    [`kube_pod_container_status_restarts_total{${EXPORTER}, namespace="go-coffee", pod="order-service-1", uid="u", container="app", instance="new"}`]:
                        "_x6 40x20",
                },
                for: "2h",
            },
        ],
    },
    {
        alert: "QuotaNearlyUsed",
        fires: [
            {
                given: "81 of 100",
                series: quota("81x22 60x30"),
                at: "10m",
                alerts: [
                    {
                        labels: {
                            severity: "warning",
                            team: "platform",
                            namespace: "go-coffee",
                            resourcequota: "team",
                            resource: "requests.memory",
                        },
                        summary: "go-coffee has nearly used up its requests.memory",
                        description: "81% of requests.memory in the quota team of go-coffee are used.",
                    },
                ],
                until: "690s",
            },
        ],
        silent: [
            { given: "80 of 100", series: quota("80x60"), for: "25m" },
            { given: "nine minutes of it, as in a rollout", series: quota("95x18 60x30"), for: "20m" },
        ],
    },
    {
        alert: "NamespaceMaintenance",
        fires: [
            {
                given: "the label is set, and taken away",
                series: {
                    'kube_namespace_labels{namespace="go-coffee"}': "1x4 stale _x5 1x10",
                    'kube_namespace_labels{namespace="go-coffee", label_gocoffee_dev_maintenance="true"}':
                        "_x5 1x4 stale",
                },
                at: "150s",
                alerts: [
                    {
                        labels: { severity: "info", team: "platform", namespace: "go-coffee" },
                        summary: "go-coffee is in maintenance",
                        description: "The namespace is labelled gocoffee.dev/maintenance=true: its alerts are hidden.",
                    },
                ],
                until: "5m",
            },
        ],
        silent: [
            {
                given: "other values, and none",
                series: {
                    'kube_namespace_labels{namespace="go-coffee", label_gocoffee_dev_maintenance="false"}': "1x20",
                    'kube_namespace_labels{namespace="kube-system"}': "1x20",
                },
                for: "9m",
            },
        ],
    },
];
