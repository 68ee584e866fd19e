import type { PlainObject } from "../../../config/merge";
import { compareObjects } from "../../../scripts/diff/compare";
import { bySeverity, objectVerdicts, subjectOf } from "../../../scripts/diff/destructive";
import { lineOf } from "../../../scripts/diff/destructive/verdict";
import { idOf, type AppliedObject } from "../../../scripts/diff/objects";

const NAMESPACE = "made-up";

const object = (apiVersion: string, kind: string, name: string, rest: PlainObject, release?: string): AppliedObject => {
    const manifest = { apiVersion, kind, metadata: { name, namespace: NAMESPACE }, ...rest };
    return { id: idOf(manifest), ...(release === undefined ? {} : { release }), manifest };
};

/** Each verdict in a line, with its severity. */
const verdicts = (before: readonly AppliedObject[], after: readonly AppliedObject[]): readonly string[] =>
    bySeverity(objectVerdicts(compareObjects(before, after))).map(
        (verdict) => `${verdict.severity}: ${lineOf(verdict)}`,
    );

const claimOf = (size: string, storageClass?: string): PlainObject => ({
    accessModes: ["ReadWriteOnce"],
    resources: { requests: { storage: size } },
    ...(storageClass === undefined ? {} : { storageClassName: storageClass }),
});
const template = (name: string, size: string, storageClass?: string): PlainObject => ({
    metadata: { name },
    spec: claimOf(size, storageClass),
});

/** What the rules read of objects is enough to judge them. */
const factsOf = (one: AppliedObject): AppliedObject => {
    const facts = subjectOf(one)?.facts?.(one.manifest);
    const { apiVersion, kind, metadata } = one.manifest;
    return facts === undefined ? one : { ...one, manifest: { apiVersion, kind, metadata, ...facts } };
};

type Case = readonly [what: string, before: AppliedObject, after: AppliedObject | undefined, lines: readonly string[]];

const claim = (spec: PlainObject) => object("v1", "PersistentVolumeClaim", "badger", { spec });
const set = (spec: PlainObject, release: string | undefined = "loki") =>
    object("apps/v1", "StatefulSet", "loki", { spec: { replicas: 1, serviceName: "loki", ...spec } }, release);
const withVolume = (size: string, storageClass?: string, name = "storage") =>
    set({ volumeClaimTemplates: [template(name, size, storageClass)] });
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
const crd = (scope: string, versions: readonly (readonly [string, boolean])[]) =>
    object("apiextensions.k8s.io/v1", "CustomResourceDefinition", "cups.example.com", {
        spec: { scope, versions: versions.map(([name, served]) => ({ name, served, storage: name === "v1" })) },
    });

const ORPHAN = "kubectl delete statefulset -n made-up loki --cascade=orphan before the update keeps pods and claims";
const STAY = "but claims that are there stay as they are: copy what they hold";
const REFUSED = "Kubernetes refuses it, so that the update of the release loki fails";

const CASES: readonly Case[] = [
    [
        "a namespace is removed",
        object("v1", "Namespace", "coffee", {}),
        undefined,
        [
            "destructive: Namespace coffee: removed: everything in it is left behind or deleted, its volumes too; what moves starts empty elsewhere; keep its name, or copy the data of its claims before anything is deleted",
        ],
    ],
    [
        "a claim is removed",
        claim(claimOf("10Gi")),
        undefined,
        [
            "destructive: PersistentVolumeClaim made-up/badger: removed: nothing reads its data any more, and a claim that is deleted takes its volume with it; copy the data first, and set the volume's reclaim policy to Retain",
        ],
    ],
    [
        "a claim shrinks and moves",
        claim(claimOf("1Ti", "slow")),
        claim(claimOf("10Gi", "fast")),
        [
            "destructive: PersistentVolumeClaim made-up/badger: volume shrinks from 1Ti to 10Gi and volume moves from storage class slow to fast: Kubernetes refuses it for a claim that is bound, and a claim made anew is empty; make a second claim, copy the data, and switch over",
        ],
    ],
    [
        "a claim grows",
        claim(claimOf("1024Mi")),
        claim(claimOf("2Gi")),
        [
            "note: PersistentVolumeClaim made-up/badger: volume grows from 1024Mi to 2Gi: nothing is lost where its storage class can expand volumes; npm run grow tells whether it can, and does it",
        ],
    ],
    ["a claim says the same in another unit", claim(claimOf("1024Mi")), claim(claimOf("1Gi")), []],
    [
        "a stateful set with volumes is removed",
        withVolume("20Gi"),
        undefined,
        [
            "destructive: StatefulSet made-up/loki: removed: its claims (storage) stay behind, and nothing reads them any more; let what it holds expire or copy it first, then remove it",
        ],
    ],
    [
        "a stateful set whose volumes go with it is removed",
        set({
            volumeClaimTemplates: [template("storage", "1Gi"), template("wal", "1Gi")],
            persistentVolumeClaimRetentionPolicy: { whenDeleted: "Delete" },
        }),
        undefined,
        [
            "destructive: StatefulSet made-up/loki: removed: its claims (storage and wal) are deleted with it, and the volumes with them; let what it holds expire or copy it first, then remove it",
        ],
    ],
    [
        "a stateful set without volumes is removed",
        set({}),
        undefined,
        [
            "destructive: StatefulSet made-up/loki: removed: its pods go; it has no volumes of its own; there is nothing to keep",
        ],
    ],
    [
        "volumes of a stateful set shrink",
        withVolume("20Gi"),
        withVolume("10Gi"),
        [
            `destructive: StatefulSet made-up/loki: volume storage shrinks from 20Gi to 10Gi: ${REFUSED}; ${ORPHAN}, ${STAY}`,
        ],
    ],
    [
        "volumes of a stateful set get a class",
        withVolume("20Gi"),
        withVolume("20Gi", "fast"),
        [
            `destructive: StatefulSet made-up/loki: volume storage moves from storage class the default to fast: ${REFUSED}; ${ORPHAN}, ${STAY}`,
        ],
    ],
    [
        "volumes of a stateful set are renamed",
        withVolume("20Gi"),
        withVolume("20Gi", undefined, "data"),
        [
            `destructive: StatefulSet made-up/loki: volume storage is removed and volume data is new: ${REFUSED}; ${ORPHAN}, ${STAY}`,
        ],
    ],
    [
        "labels of a template differ, which is refused too",
        withVolume("20Gi"),
        set({
            volumeClaimTemplates: [
                { ...template("storage", "20Gi"), metadata: { name: "storage", labels: { v: "2" } } },
            ],
        }),
        [`destructive: StatefulSet made-up/loki: volume storage has other settings: ${REFUSED}; ${ORPHAN}, ${STAY}`],
    ],
    [
        "volumes of a stateful set grow",
        withVolume("20Gi"),
        withVolume("40Gi"),
        [
            "note: StatefulSet made-up/loki: volume storage grows from 20Gi to 40Gi: Kubernetes refuses it for the stateful set that is there; npm run grow enlarges the claims and makes way for the update",
        ],
    ],
    [
        "what else Kubernetes refuses of a stateful set",
        set({ selector: { matchLabels: { app: "loki" } }, podManagementPolicy: "Parallel" }),
        set({ selector: { matchLabels: { app: "log" } }, serviceName: "log" }),
        [
            `destructive: StatefulSet made-up/loki: spec.serviceName differs, spec.selector.matchLabels.app differs and spec.podManagementPolicy differs: ${REFUSED}; ${ORPHAN}`,
        ],
    ],
    [
        "a stateful set of our own, which Pulumi replaces",
        object("apps/v1", "StatefulSet", "loki", { spec: { serviceName: "a" } }),
        object("apps/v1", "StatefulSet", "loki", { spec: { serviceName: "b" } }),
        [
            `destructive: StatefulSet made-up/loki: spec.serviceName differs: Kubernetes refuses it, so that it is deleted and made anew; ${ORPHAN}`,
        ],
    ],
    [
        "what Kubernetes lets change of a stateful set",
        set({}),
        set({
            replicas: 3,
            ordinals: { start: 1 },
            template: { spec: {} },
            updateStrategy: { type: "OnDelete" },
            revisionHistoryLimit: 2,
            persistentVolumeClaimRetentionPolicy: { whenDeleted: "Retain" },
            minReadySeconds: 5,
        }),
        [],
    ],
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
    [
        "a definition is removed",
        crd("Namespaced", [["v1", true]]),
        undefined,
        [
            "destructive: CustomResourceDefinition cups.example.com: removed: where it is deleted, every object of its kind goes with it, and what they run; keep it: annotate it with helm.sh/resource-policy=keep before the update",
        ],
    ],
    [
        "a definition no longer serves versions",
        crd("Namespaced", [
            ["v1alpha1", true],
            ["v1beta1", true],
            ["v1", true],
        ]),
        crd("Namespaced", [
            ["v1beta1", false],
            ["v1", true],
        ]),
        [
            "destructive: CustomResourceDefinition cups.example.com: version v1alpha1 and v1beta1 is no longer served: whoever writes or reads objects of that version is refused; move manifests and clients to v1, and stored objects with them, before the update",
        ],
    ],
    [
        "a definition changes its scope",
        crd("Namespaced", [["v1", true]]),
        crd("Cluster", [["v1", true]]),
        [
            "destructive: CustomResourceDefinition cups.example.com: scope changes from Namespaced to Cluster: Kubernetes refuses it; made anew, it loses every object of its kind; export the objects, and create them again afterwards",
        ],
    ],
    [
        "a definition serves one version more",
        crd("Namespaced", [["v1", true]]),
        crd("Namespaced", [
            ["v1", true],
            ["v2", true],
        ]),
        [],
    ],
];

test.each(CASES)("%s", (_, before, after, lines) => {
    expect(verdicts([before], after === undefined ? [] : [after])).toEqual(lines);
    // A record keeps only what the rules read.
    expect(verdicts([factsOf(before)], after === undefined ? [] : [factsOf(after)])).toEqual(lines);
});

const immutable = (apiVersion: string, kind: string, rest: PlainObject, release?: string) =>
    object(apiVersion, kind, "cup", rest, release);
const FAILS = "Kubernetes refuses it, so that the update of the release fluent-bit fails";

test.each([
    [
        "apps/v1",
        "Deployment",
        { spec: { selector: { a: "1" } } },
        { spec: { selector: { a: "2" } } },
        "spec.selector",
        " -n made-up",
    ],
    [
        "apps/v1",
        "DaemonSet",
        { spec: { selector: { a: "1" } } },
        { spec: { selector: { a: "2" } } },
        "spec.selector",
        " -n made-up",
    ],
    [
        "rbac.authorization.k8s.io/v1",
        "RoleBinding",
        { roleRef: { name: "a" } },
        { roleRef: { name: "b" } },
        "roleRef",
        " -n made-up",
    ],
    [
        "rbac.authorization.k8s.io/v1",
        "ClusterRoleBinding",
        { roleRef: { name: "a" } },
        { roleRef: { name: "b" } },
        "roleRef",
        "",
    ],
    ["batch/v1", "Job", { spec: { template: 1 } }, { spec: { template: 2 } }, "spec.template", " -n made-up"],
    ["v1", "Service", { spec: {} }, { spec: { clusterIP: "None" } }, "spec.clusterIP", " -n made-up"],
    [
        "storage.k8s.io/v1",
        "StorageClass",
        { parameters: { type: "gp2" } },
        { parameters: { type: "gp3" } },
        "parameters",
        "",
    ],
    ["scheduling.k8s.io/v1", "PriorityClass", { value: 1 }, { value: 2 }, "value", ""],
] as const)("%s %s can't change what identifies it", (apiVersion, kind, before, after, field, place) => {
    const name = `${kind} ${place === "" ? "" : "made-up/"}cup`;
    expect(
        verdicts(
            [immutable(apiVersion, kind, before, "fluent-bit")],
            [immutable(apiVersion, kind, after, "fluent-bit")],
        ),
    ).toEqual([
        `destructive: ${name}: ${field} changes: ${FAILS}; kubectl delete ${kind.toLowerCase()}${place} cup before the update: no data hang on it`,
    ]);
    expect(verdicts([immutable(apiVersion, kind, before)], [immutable(apiVersion, kind, after)])).toEqual([
        `note: ${name}: ${field} changes: Kubernetes refuses it, so that Pulumi deletes it and makes it anew; no data hang on it`,
    ]);
});

test("a hook is made anew each time, whatever changes", () => {
    const hook = (template: number): AppliedObject => {
        const job = immutable("batch/v1", "Job", { spec: { template } }, "cert-manager");
        const metadata = { name: "cup", annotations: { "helm.sh/hook": "post-install" } };
        return { ...job, manifest: { ...job.manifest, metadata } };
    };
    expect(verdicts([hook(1)], [hook(2)])).toEqual([]);
});
