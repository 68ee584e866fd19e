/** Alerts on volumes that fill up. */

import { CLAIMS } from "../../../model/cluster/names";
import type { StackConfig } from "../../../config/schema";
import type { Alert, Group } from "../../types";
import { lines } from "../expressions";
import { percent } from "../../wording";

const DAYS_AHEAD = 4;
/** What grows in steps, as compacting stores do, is only judged by half a day of it. */
const WINDOW = "12h";
/** Shares that are left of volumes that aren't of the stack's stores. */
const FILLING = 0.15;
const ALMOST_FULL = 0.03;
const AHEAD = DAYS_AHEAD * 86_400;

const AVAILABLE = "kubelet_volume_stats_available_bytes";
const CAPACITY = "kubelet_volume_stats_capacity_bytes";
/** Volumes that nobody can write to are full by design. */
const READ_ONLY = 'kube_persistentvolumeclaim_access_mode{access_mode="ReadOnlyMany"} == 1';

const left = (selector: string): string =>
    `max by (namespace, persistentvolumeclaim) (${AVAILABLE}${selector} / (${CAPACITY}${selector} > 0))`;

/** Less is left than a share, and in some days less than a smaller one. */
const filling = (selector: string, below: number, floor: number): string =>
    lines(
        `(${left(selector)} < ${below})`,
        `and on (namespace, persistentvolumeclaim)`,
        `(predict_linear(${AVAILABLE}${selector}[${WINDOW}], ${AHEAD}) < ${floor} * ${CAPACITY}${selector})`,
    );

const links = {
    dashboard: "infrastructure",
    variables: { namespace: "{{ $labels.namespace }}" },
} as const;

interface Store {
    readonly name: string;
    readonly component: string;
    readonly claims: string;
    /** Share that is left when it gets serious: what shrinks by itself before isn't. */
    readonly below: number;
    /** Share that it needs: it works no more with less. */
    readonly floor: number;
    readonly effect: string;
}

const storesOf = ({ elasticsearch, jaeger }: StackConfig): readonly Store[] => [
    {
        name: "Prometheus",
        component: "prometheus",
        claims: CLAIMS.prometheus,
        // Its own limit of size holds it at 85 %: only what passes that fills the disk.
        below: 0.12,
        floor: 0,
        effect: "then it takes no more samples, and no alert is evaluated",
    },
    {
        name: "Loki",
        component: "loki",
        claims: CLAIMS.loki,
        below: 0.4,
        floor: 0,
        effect: "then it takes no more lines",
    },
    ...(elasticsearch.mode === "managed"
        ? [
              {
                  name: "Elasticsearch",
                  component: "elasticsearch",
                  claims: CLAIMS.elasticsearch,
                  below: 0.4,
                  // It places no shard on a disk that is 85 % full, and makes indices read-only at 95 %.
                  floor: 0.15,
                  effect: "then it places no more shards there",
              },
          ]
        : []),
    ...(jaeger.enabled && jaeger.storage.type === "badger"
        ? [
              {
                  name: "Jaeger",
                  component: "jaeger",
                  claims: CLAIMS.jaeger,
                  below: 0.4,
                  floor: 0,
                  effect: "then it keeps no more traces",
              },
          ]
        : []),
];

/** Volumes: those of the stack's stores, and all others. */
export function volumeAlerts(config: StackConfig): Group {
    const { monitoring } = config.namespaces;
    const stores = storesOf(config);
    const ofStores = `{namespace="${monitoring}", persistentvolumeclaim=~"${stores.map(({ claims }) => claims).join("|")}"}`;
    return {
        name: "go-coffee.infrastructure.volumes",
        rules: [
            ...stores.map(({ name, component, claims, below, floor, effect }): Alert => ({
                alert: `${name}DiskFilling`,
                expr: filling(`{namespace="${monitoring}", persistentvolumeclaim=~"${claims}"}`, below, floor),
                for: "1h",
                severity: "warning",
                team: "platform",
                labels: { component },
                threshold: `below ${percent(below)} left, and less than ${percent(floor)} in ${DAYS_AHEAD} days`,
                summary: `The disk of ${name} is full in ${DAYS_AHEAD} days`,
                description: `{{ $value | humanizePercentage }} of {{ $labels.persistentvolumeclaim }} are left, and at the pace of the last hours it is full in ${DAYS_AHEAD} days: ${effect}.`,
                links: { dashboard: "stack", variables: { component } },
            })),
            {
                alert: "VolumeFillingUp",
                expr: lines(
                    `(`,
                    filling("", FILLING, 0),
                    `)`,
                    `unless on (namespace, persistentvolumeclaim) ${CAPACITY}${ofStores}`,
                    `unless on (namespace, persistentvolumeclaim) ${READ_ONLY}`,
                ),
                for: "1h",
                severity: "warning",
                team: "platform",
                threshold: `below ${percent(FILLING)} left, and none in ${DAYS_AHEAD} days`,
                summary: `{{ $labels.persistentvolumeclaim }} is full in ${DAYS_AHEAD} days`,
                description: `{{ $value | humanizePercentage }} of {{ $labels.persistentvolumeclaim }} in {{ $labels.namespace }} are left, and at the pace of the last hours it is full in ${DAYS_AHEAD} days.`,
                links,
            },
            {
                alert: "VolumeClaimPending",
                expr: 'max by (namespace, persistentvolumeclaim) (kube_persistentvolumeclaim_status_phase{phase="Pending"}) == 1',
                for: "15m",
                severity: "warning",
                team: "platform",
                threshold: "not bound",
                summary: "{{ $labels.persistentvolumeclaim }} gets no volume",
                description:
                    "{{ $labels.persistentvolumeclaim }} in {{ $labels.namespace }} has been pending (pending: {{ $value }}) for 15 minutes: a pod that mounts it doesn't start.",
                links,
            },
            {
                alert: "VolumeAlmostFull",
                expr: lines(
                    `(${left("")} < ${ALMOST_FULL})`,
                    `unless on (namespace, persistentvolumeclaim) ${READ_ONLY}`,
                ),
                for: "5m",
                severity: "critical",
                team: "platform",
                threshold: `below ${percent(ALMOST_FULL)} left`,
                summary: "{{ $labels.persistentvolumeclaim }} is almost full",
                description:
                    "Only {{ $value | humanizePercentage }} of {{ $labels.persistentvolumeclaim }} in {{ $labels.namespace }} are left.",
                links,
            },
        ],
    };
}
