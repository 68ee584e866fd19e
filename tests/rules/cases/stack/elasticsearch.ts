import type { AlertProof, Series } from "../../harness/proofs";

const NAMESPACE = "go-coffee-monitoring";
const HA = { profile: "ha" };

const health = (colour: string, values: string): Series => ({
    [`eck_elasticsearch_health{namespace="${NAMESPACE}", name="elasticsearch", health="${colour}"}`]: values,
});
const readyNodes = (values: string): Series => ({
    [`kube_statefulset_status_replicas_ready{namespace="${NAMESPACE}", statefulset="elasticsearch-es-default"}`]:
        values,
});
const labels = { team: "platform", component: "elasticsearch", namespace: NAMESPACE } as const;

export const elasticsearch: readonly AlertProof[] = [
    {
        alert: "ElasticsearchYellow",
        fires: [
            {
                given: "a copy that can't be placed",
                settings: HA,
                series: { ...health("green", "1x3 0x32 1x10"), ...health("yellow", "0x3 1x32 0x10") },
                at: "17m",
                alerts: [
                    {
                        labels: { ...labels, severity: "warning", name: "elasticsearch" },
                        summary: "Elasticsearch is yellow",
                        description:
                            "elasticsearch has been yellow (health yellow: 1) for 15 minutes: copies of shards are missing.",
                    },
                ],
                until: "1110s",
            },
        ],
        silent: [
            { given: "a node that restarts", settings: HA, series: health("yellow", "0x3 1x28 0x30"), for: "25m" },
            {
                given: "it isn't ours",
                series: health("yellow", "1x80"),
                for: "25m",
                settings: {
                    ...HA,
                    elasticsearch: { mode: "managed", replicas: 3, storage: "200Gi" },
                    namespaces: { monitoring: "elsewhere" },
                },
            },
        ],
    },
    {
        alert: "ElasticsearchRed",
        fires: [
            {
                given: "a shard without any copy",
                settings: HA,
                series: { ...health("green", "1x3 0x8 1x10"), ...health("red", "0x3 1x8 0x10") },
                at: "4m",
                alerts: [
                    {
                        labels: { ...labels, severity: "critical", name: "elasticsearch" },
                        summary: "Elasticsearch is red",
                        description:
                            "elasticsearch has been red (health red: 1) for 2 minutes: traces are missing, and more may be lost.",
                    },
                ],
                until: "390s",
            },
        ],
        silent: [
            { given: "an index that is being made", settings: HA, series: health("red", "0x3 1x1 0x30"), for: "15m" },
            {
                given: "yellow",
                settings: HA,
                series: { ...health("red", "0x60"), ...health("yellow", "1x60") },
                for: "15m",
            },
        ],
    },
    {
        alert: "ElasticsearchDown",
        fires: [
            {
                given: "no node is ready",
                settings: HA,
                series: readyNodes("3x3 0x14 1x10"),
                at: "7m",
                alerts: [
                    {
                        labels: { ...labels, severity: "critical", statefulset: "elasticsearch-es-default" },
                        summary: "Elasticsearch is down",
                        description:
                            "0 nodes of elasticsearch-es-default are ready: traces can be neither kept nor read.",
                    },
                ],
                until: "570s",
            },
        ],
        silent: [
            { given: "one node of three", settings: HA, series: readyNodes("3x3 1x40"), for: "15m" },
            { given: "a restart of the only one", settings: HA, series: readyNodes("1x3 0x8 1x40"), for: "15m" },
        ],
    },
];
