import { isPlainObject, valueAt, type PlainObject } from "../../../config/merge";
import type { PlannedRelease } from "../planning/graph";
import { nameOf } from "./render";

/**
 * What the charts make of those values that decide about volumes: their stateful sets and claims, without rendering a
 * chart. A test holds it against the rendered charts.
 */

/** Values that decide about volumes and about the names of what owns them, by chart. */
const DECISIVE: Readonly<Record<string, readonly string[]>> = {
    "kube-prometheus-stack": [
        "nameOverride",
        "fullnameOverride",
        "prometheus.enabled",
        "prometheus.prometheusSpec.storageSpec",
        "prometheus.prometheusSpec.persistentVolumeClaimRetentionPolicy",
        "alertmanager.enabled",
        "alertmanager.alertmanagerSpec.storage",
        "alertmanager.alertmanagerSpec.persistentVolumeClaimRetentionPolicy",
        "grafana.enabled",
        "grafana.fullnameOverride",
        "grafana.persistence",
    ],
    loki: [
        "nameOverride",
        "fullnameOverride",
        "deploymentMode",
        "singleBinary.persistence",
        "ingester.persistence",
        "ingester.zoneAwareReplication.enabled",
    ],
    "opentelemetry-collector": ["nameOverride", "fullnameOverride", "mode", "statefulset.volumeClaimTemplates"],
    "cert-manager": ["crds"],
    "eck-operator": ["installCRDs"],
    jaeger: ["nameOverride", "fullnameOverride"],
};

/** A release with no other values than those. */
export function decisive(release: PlannedRelease): PlannedRelease {
    const paths = DECISIVE[nameOf(release)] ?? [];
    return { ...release, values: paths.reduce<PlainObject>((kept, path) => withPath(kept, release.values, path), {}) };
}

function withPath(kept: PlainObject, values: PlainObject, path: string): PlainObject {
    const [key = "", ...rest] = path.split(".");
    const value = values[key];
    if (value === undefined) return kept;
    if (rest.length === 0) return { ...kept, [key]: value };
    if (!isPlainObject(value)) return kept;
    const below = kept[key];
    const inner = withPath(isPlainObject(below) ? below : {}, value, rest.join("."));
    return Object.keys(inner).length === 0 ? kept : { ...kept, [key]: inner };
}

type Maker = (release: PlannedRelease, value: (path: string) => unknown) => readonly PlainObject[];

/** Stateful sets, claims, and resources that an operator makes volumes of. */
export function statefulOf(release: PlannedRelease): readonly PlainObject[] {
    const value = (path: string): unknown => valueAt(release.values, path.split("."));
    return MAKERS[nameOf(release)]?.(release, value) ?? [];
}

const text = (value: unknown): string | undefined => (typeof value === "string" ? value : undefined);

/** The name that charts give their objects unless one is given. */
function fullName({ release, values }: PlannedRelease, chart: string): string {
    const name = text(values.nameOverride) ?? chart;
    return text(values.fullnameOverride) ?? (release.includes(name) ? release : `${release}-${name}`);
}

const object = (
    apiVersion: string,
    kind: string,
    name: string,
    { namespace }: PlannedRelease,
    spec: PlainObject,
): PlainObject => ({ apiVersion, kind, metadata: { name, namespace }, spec });

/** A claim as charts make it of a size and perhaps a class. */
const claimSpec = (size: unknown, storageClass: unknown): PlainObject => ({
    accessModes: ["ReadWriteOnce"],
    resources: { requests: { storage: size } },
    ...(typeof storageClass === "string" ? { storageClassName: storageClass } : {}),
});

const given = (entries: PlainObject): PlainObject =>
    Object.fromEntries(Object.entries(entries).filter(([, value]) => value !== undefined));

/** The chart cuts its name, so that the names of Services stay short enough. */
const STACK_NAME_LENGTH = 26;

const MAKERS: Readonly<Record<string, Maker>> = {
    "kube-prometheus-stack": (release, value) => {
        const prefix = fullName(release, "kube-prometheus-stack").slice(0, STACK_NAME_LENGTH).replace(/-$/, "");
        const monitoring = (kind: string, part: string, spec: string, storage: string): readonly PlainObject[] =>
            value(`${part}.enabled`) === false
                ? []
                : [
                      object(
                          "monitoring.coreos.com/v1",
                          kind,
                          `${prefix}-${part}`,
                          release,
                          given({
                              storage: value(`${part}.${spec}.${storage}`),
                              persistentVolumeClaimRetentionPolicy: value(
                                  `${part}.${spec}.persistentVolumeClaimRetentionPolicy`,
                              ),
                          }),
                      ),
                  ];
        const persists = value("grafana.enabled") !== false && value("grafana.persistence.enabled") === true;
        const grafana = text(value("grafana.fullnameOverride")) ?? `${release.release}-grafana`;
        const claim = claimSpec(value("grafana.persistence.size"), value("grafana.persistence.storageClassName"));
        return [
            ...monitoring("Prometheus", "prometheus", "prometheusSpec", "storageSpec"),
            ...monitoring("Alertmanager", "alertmanager", "alertmanagerSpec", "storage"),
            ...(persists ? [object("v1", "PersistentVolumeClaim", grafana, release, claim)] : []),
        ];
    },
    loki: (release, value) => {
        const name = fullName(release, "loki");
        const set = (setName: string, volumeClaimTemplates: readonly PlainObject[]): PlainObject =>
            object("apps/v1", "StatefulSet", setName, release, { volumeClaimTemplates });
        const claims = (list: unknown): readonly PlainObject[] =>
            (Array.isArray(list) ? list : []).filter(isPlainObject).map((claim) => ({
                metadata: { name: claim.name },
                spec: claimSpec(claim.size, claim.storageClass),
            }));
        if (value("deploymentMode") === "Distributed") {
            const zones =
                value("ingester.zoneAwareReplication.enabled") === false ? [""] : ["-zone-a", "-zone-b", "-zone-c"];
            const templates = claims(value("ingester.persistence.claims"));
            return zones.map((zone) => set(`${name}-ingester${zone}`, templates));
        }
        const { size, storageClass } = { ...(value("singleBinary.persistence") as PlainObject | undefined) };
        return [set(name, claims([{ name: "storage", size, storageClass }]))];
    },
    "opentelemetry-collector": (release, value) =>
        value("mode") !== "statefulset"
            ? []
            : [
                  object("apps/v1", "StatefulSet", fullName(release, "opentelemetry-collector"), release, {
                      volumeClaimTemplates: value("statefulset.volumeClaimTemplates") ?? [],
                  }),
              ],
};
