import type { AlertProof, Firing, Series } from "../../harness/proofs";

const MONITORING = "go-coffee-monitoring";

/** A volume of 100 bytes. */
const volume = (namespace: string, claim: string, available: string): Series => {
    const labels = `{namespace="${namespace}", persistentvolumeclaim="${claim}", node="node-1"}`;
    return {
        [`kubelet_volume_stats_available_bytes${labels}`]: available,
        [`kubelet_volume_stats_capacity_bytes${labels}`]: "100x200",
    };
};
const readOnly = (claim: string): Series => ({
    [`kube_persistentvolumeclaim_access_mode{namespace="go-coffee", persistentvolumeclaim="${claim}", access_mode="ReadOnlyMany"}`]:
        "1x200",
});

/** Every ten minutes a tenth of a percent less: passes its limit with the 51st sample, and is cleaned up in the end. */
const shrinking = (from: number): string => `${from}.05-0.1x60 90x20`;

const filling = (
    store: string,
    claim: string,
    from: number,
    left: string,
    effect: string,
    settings: Firing["settings"] = {},
): Firing => ({
    given: `${claim} shrinks`,
    every: "10m",
    settings,
    series: volume(MONITORING, claim, shrinking(from)),
    at: "570m",
    alerts: [
        {
            labels: {
                severity: "warning",
                team: "platform",
                component: store.toLowerCase(),
                namespace: MONITORING,
                persistentvolumeclaim: claim,
            },
            summary: `The disk of ${store} is full in 4 days`,
            description: `${left} of ${claim} are left, and at the pace of the last hours it is full in 4 days: ${effect}.`,
        },
    ],
    until: "610m",
});

const PROMETHEUS =
    "prometheus-prometheus-kube-prometheus-prometheus-db-prometheus-prometheus-kube-prometheus-prometheus-0";
const ELASTICSEARCH = "elasticsearch-data-elasticsearch-es-default-0";

const claim = (phase: string): string =>
    `kube_persistentvolumeclaim_status_phase{namespace="go-coffee", persistentvolumeclaim="data-kafka-0", phase="${phase}"}`;

export const volumes: readonly AlertProof[] = [
    {
        alert: "PrometheusDiskFilling",
        fires: [
            filling("Prometheus", PROMETHEUS, 17, "11.35%", "then it takes no more samples, and no alert is evaluated"),
        ],
        silent: [
            {
                given: "a new one that fills up to its own limit of 85 %",
                every: "10m",
                series: volume(MONITORING, PROMETHEUS, "90-0.7x107 15x90"),
                for: "30h",
            },
        ],
    },
    {
        alert: "LokiDiskFilling",
        fires: [
            filling("Loki", "storage-loki-0", 45, "39.35%", "then it takes no more lines"),
            filling("Loki", "data-loki-ingester-zone-a-0", 45, "39.35%", "then it takes no more lines", {
                profile: "ha",
            }),
        ],
        silent: [
            {
                given: "half full, and full in 14 days at its pace",
                every: "10m",
                series: volume(MONITORING, "storage-loki-0", "39-0.02x180"),
                for: "30h",
            },
            {
                given: "a burst of an hour that is deleted again",
                every: "10m",
                series: volume(MONITORING, "storage-loki-0", "60x72 55 50 45 39 35 35 60x60"),
                for: "22h",
            },
        ],
    },
    {
        alert: "ElasticsearchDiskFilling",
        fires: [
            filling("Elasticsearch", ELASTICSEARCH, 45, "39.35%", "then it places no more shards there", {
                profile: "ha",
            }),
            {
                ...filling("Elasticsearch", ELASTICSEARCH, 45, "39.35%", "then it places no more shards there", {
                    profile: "ha",
                }),
                given: "it needs more than nothing: it would be at 15 % in 4 days, and at nothing in 6",
                // 39.95 % with the 12th sample, and 0.05 less every ten minutes: 28.8 less in 4 days.
                series: volume(MONITORING, ELASTICSEARCH, "40.45-0.05x60 90x20"),
                at: "160m",
                alerts: [
                    {
                        labels: {
                            severity: "warning",
                            team: "platform",
                            component: "elasticsearch",
                            namespace: MONITORING,
                            persistentvolumeclaim: ELASTICSEARCH,
                        },
                        summary: "The disk of Elasticsearch is full in 4 days",
                        description: `39.65% of ${ELASTICSEARCH} are left, and at the pace of the last hours it is full in 4 days: then it places no more shards there.`,
                    },
                ],
            },
        ],
        silent: [
            {
                given: "a third left, and steady",
                every: "10m",
                settings: { profile: "ha" },
                series: volume(MONITORING, ELASTICSEARCH, "33x180"),
                for: "30h",
            },
        ],
    },
    {
        alert: "JaegerDiskFilling",
        fires: [filling("Jaeger", "jaeger-badger", 45, "39.35%", "then it keeps no more traces")],
        silent: [
            {
                given: "a third left, and steady",
                every: "10m",
                series: volume(MONITORING, "jaeger-badger", "33x180"),
                for: "30h",
            },
        ],
    },
    {
        alert: "VolumeFillingUp",
        fires: [
            {
                given: "an application's volume shrinks",
                every: "10m",
                series: volume("go-coffee", "data-kafka-0", shrinking(20)),
                at: "570m",
                alerts: [
                    {
                        labels: {
                            severity: "warning",
                            team: "platform",
                            namespace: "go-coffee",
                            persistentvolumeclaim: "data-kafka-0",
                        },
                        summary: "data-kafka-0 is full in 4 days",
                        description:
                            "14.35% of data-kafka-0 in go-coffee are left, and at the pace of the last hours it is full in 4 days.",
                    },
                ],
                until: "610m",
            },
        ],
        silent: [
            {
                given: "nearly full, and steady",
                every: "10m",
                series: volume("go-coffee", "data-kafka-0", "14x180"),
                for: "30h",
            },
            {
                given: "16 % left, and shrinking",
                every: "10m",
                series: volume("go-coffee", "data-kafka-0", "26-0.1x99"),
                for: "16h",
            },
            {
                given: "that of a store, which has an alert of its own",
                every: "10m",
                series: volume(MONITORING, "storage-loki-0", shrinking(20)),
                for: "16h",
            },
            {
                given: "one that nobody can write to",
                every: "10m",
                series: { ...volume("go-coffee", "models", shrinking(20)), ...readOnly("models") },
                for: "16h",
            },
        ],
    },
    {
        alert: "VolumeAlmostFull",
        fires: [
            {
                given: "2 of 100 left, for an application and a store",
                series: {
                    ...volume("go-coffee", "data-kafka-0", "2x12 50x30"),
                    ...volume(MONITORING, "storage-loki-0", "1x12 50x30"),
                },
                at: "5m",
                alerts: [
                    {
                        labels: {
                            severity: "critical",
                            team: "platform",
                            namespace: "go-coffee",
                            persistentvolumeclaim: "data-kafka-0",
                        },
                        summary: "data-kafka-0 is almost full",
                        description: "Only 2% of data-kafka-0 in go-coffee are left.",
                    },
                    {
                        labels: {
                            severity: "critical",
                            team: "platform",
                            namespace: MONITORING,
                            persistentvolumeclaim: "storage-loki-0",
                        },
                        summary: "storage-loki-0 is almost full",
                        description: `Only 1% of storage-loki-0 in ${MONITORING} are left.`,
                    },
                ],
                until: "390s",
            },
        ],
        silent: [
            { given: "4 of 100 left", series: volume("go-coffee", "data-kafka-0", "4x60"), for: "20m" },
            {
                given: "full, and nobody can write to it",
                series: { ...volume("go-coffee", "models", "0x60"), ...readOnly("models") },
                for: "20m",
            },
        ],
    },
    {
        alert: "VolumeClaimPending",
        fires: [
            {
                given: "a claim without a volume, then with one",
                series: { [claim("Pending")]: "1x32 0x20", [claim("Bound")]: "0x32 1x20" },
                at: "15m",
                alerts: [
                    {
                        labels: {
                            severity: "warning",
                            team: "platform",
                            namespace: "go-coffee",
                            persistentvolumeclaim: "data-kafka-0",
                        },
                        summary: "data-kafka-0 gets no volume",
                        description:
                            "data-kafka-0 in go-coffee has been pending (pending: 1) for 15 minutes: a pod that mounts it doesn't start.",
                    },
                ],
                until: "990s",
            },
        ],
        silent: [
            {
                given: "one that is bound",
                series: { [claim("Pending")]: "0x60", [claim("Bound")]: "1x60" },
                for: "25m",
            },
            { given: "ten minutes, as a new disk may take", series: { [claim("Pending")]: "1x20 0x40" }, for: "25m" },
        ],
    },
];
