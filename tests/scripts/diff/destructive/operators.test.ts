import type { PlainObject } from "../../../../config/merge";
import { claimOf, judged, object, template, type Case } from "./judge";

const prometheus = (storage: unknown, more: PlainObject = {}) =>
    object("monitoring.coreos.com/v1", "Prometheus", "main", { spec: { storage, ...more } }, "prometheus");
const elastic = (sets: readonly PlainObject[], policy?: string) =>
    object("elasticsearch.k8s.elastic.co/v1", "Elasticsearch", "traces", {
        spec: { version: "9", nodeSets: sets, ...(policy === undefined ? {} : { volumeClaimDeletePolicy: policy }) },
    });
const nodes = (name: string, size = "100Gi", storageClass?: string): PlainObject => ({
    name,
    count: 3,
    volumeClaimTemplates: [template("elasticsearch-data", size, storageClass)],
});
const CASES: readonly Case[] = [
    [
        "Prometheus is removed",
        prometheus({ volumeClaimTemplate: { spec: claimOf("20Gi") } }),
        undefined,
        [
            "destructive: Prometheus made-up/main: removed: the operator deletes its pods; its claims stay behind, and nothing reads them any more; let what it holds expire or copy it first, then remove it",
        ],
    ],
    [
        "Prometheus is removed with its claims",
        prometheus(
            { volumeClaimTemplate: { spec: claimOf("20Gi") } },
            { persistentVolumeClaimRetentionPolicy: { whenDeleted: "Delete" } },
        ),
        undefined,
        [
            "destructive: Prometheus made-up/main: removed: the operator deletes its pods, and its claims go with them; let what it holds expire or copy it first, then remove it",
        ],
    ],
    [
        "Prometheus without a volume is removed",
        prometheus({ emptyDir: {} }),
        undefined,
        [
            "destructive: Prometheus made-up/main: removed: the operator deletes its pods, and what they hold with them; there is no volume to keep",
        ],
    ],
    [
        "the volume of Prometheus shrinks",
        prometheus({ volumeClaimTemplate: { spec: claimOf("20Gi") } }),
        prometheus({ volumeClaimTemplate: { spec: claimOf("10Gi") } }),
        [
            "destructive: Prometheus made-up/main: volume shrinks from 20Gi to 10Gi: claims that are there stay as they are; a replica follows only with a new claim, which is empty; keep the claims, or delete one at a time and let its replica fill up before the next",
        ],
    ],
    [
        "the volume of Prometheus grows",
        prometheus({ volumeClaimTemplate: { spec: claimOf("20Gi") } }),
        prometheus({ volumeClaimTemplate: { spec: claimOf("30Gi") } }),
        [
            "note: Prometheus made-up/main: volume grows from 20Gi to 30Gi: the operator makes the stateful set anew and leaves the claims as they are; npm run grow enlarges the claims",
        ],
    ],
    [
        "Prometheus loses its volume",
        prometheus({ volumeClaimTemplate: { spec: claimOf("20Gi") } }),
        prometheus({ emptyDir: {} }),
        [
            "destructive: Prometheus made-up/main: its volume is removed: the operator starts every replica anew, without what it holds now; copy the data to the new volumes, or keep the storage as it is",
        ],
    ],
    [
        "the volume of Prometheus is renamed",
        prometheus({ volumeClaimTemplate: { spec: claimOf("20Gi") } }),
        prometheus({ volumeClaimTemplate: { metadata: { name: "metrics" }, spec: claimOf("20Gi") } }),
        [
            "destructive: Prometheus made-up/main: its volume is named metrics instead of db: the operator starts every replica anew, without what it holds now; copy the data to the new volumes, or keep the storage as it is",
        ],
    ],
    [
        "Alertmanager moves to another class",
        object("monitoring.coreos.com/v1", "Alertmanager", "main", {
            spec: { storage: { volumeClaimTemplate: { spec: claimOf("1Gi", "slow") } } },
        }),
        object("monitoring.coreos.com/v1", "Alertmanager", "main", {
            spec: { storage: { volumeClaimTemplate: { spec: claimOf("1Gi", "fast") } } },
        }),
        [
            "destructive: Alertmanager made-up/main: volume moves from storage class slow to fast: claims that are there stay as they are; a replica follows only with a new claim, which is empty; keep the claims, or delete one at a time and let its replica fill up before the next",
        ],
    ],
    [
        "Elasticsearch is removed, by default with its volumes",
        elastic([nodes("hot")]),
        undefined,
        [
            "destructive: Elasticsearch made-up/traces: removed: ECK deletes its volumes with it; take a snapshot to object storage first, and restore it where the data are needed",
        ],
    ],
    [
        "Elasticsearch is removed without its volumes",
        elastic([nodes("hot")], "DeleteOnScaledownOnly"),
        undefined,
        [
            "destructive: Elasticsearch made-up/traces: removed: ECK deletes its pods; its claims stay behind, and nothing reads them any more; take a snapshot to object storage first, and restore it where the data are needed",
        ],
    ],
    [
        "a node set is renamed",
        elastic([nodes("default")]),
        elastic([nodes("hot")]),
        [
            "destructive: Elasticsearch made-up/traces: node set default is removed: ECK moves its shards to hot and deletes its volumes; keep it beside the new set until GET _cat/shards names none of its nodes",
        ],
    ],
    [
        "a node set moves to another class, another one is new",
        elastic([nodes("default")]),
        elastic([nodes("default", "100Gi", "fast"), nodes("cold")]),
        [
            "destructive: Elasticsearch made-up/traces: volume elasticsearch-data moves from storage class the default to fast (node set default): ECK refuses any change of a volume but growth; add a node set with the new volume, and remove the old one when its shards have moved",
        ],
    ],
    [
        "volumes of a node set grow",
        elastic([nodes("default")]),
        elastic([nodes("default", "200Gi")]),
        [
            "note: Elasticsearch made-up/traces: volume elasticsearch-data grows from 100Gi to 200Gi (node set default): ECK enlarges the claims where their storage class can expand volumes, and refuses it elsewhere; npm run grow tells whether it can",
        ],
    ],
    [
        "volumes of Elasticsearch begin to go with it",
        elastic([nodes("default")], "DeleteOnScaledownOnly"),
        elastic([nodes("default")]),
        [
            "destructive: Elasticsearch made-up/traces: volumeClaimDeletePolicy becomes DeleteOnScaledownAndClusterDeletion: its volumes are deleted when the cluster is; keep DeleteOnScaledownOnly",
        ],
    ],
];

judged(CASES);
