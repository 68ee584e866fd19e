import type { PlainObject } from "../../../../config/merge";
import { claimOf, judged, object, template, type Case } from "./judge";

const claim = (spec: PlainObject) => object("v1", "PersistentVolumeClaim", "badger", { spec });
const set = (spec: PlainObject, release: string | undefined = "loki") =>
    object("apps/v1", "StatefulSet", "loki", { spec: { replicas: 1, serviceName: "loki", ...spec } }, release);
const withVolume = (size: string, storageClass?: string, name = "storage") =>
    set({ volumeClaimTemplates: [template(name, size, storageClass)] });
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

judged(CASES);
