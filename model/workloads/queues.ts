import { bytes, SECONDS_PER_DAY } from "../../config/quantities";
import type { StackConfig } from "../../config/schema";
import type { ExternalEndpoint, Signal } from "../../config/schema/collector";
import { hasSamplerTier } from "../network/wiring";
import { PEAK } from "./estimates";

/** The queues on each collector's disk, sized from stated rates and the outage that they bridge. */

/** Bytes of a span, a metric point and a byte of a raw log line, as they lie in a queue with their resource. */
const BYTES_PER_SPAN = 1000;
const BYTES_PER_POINT = 200;
const LOG_OVERHEAD = 1.5;
/** What the parts of the stack make themselves, a second: service graph of a sampler, metrics and events of the cluster. */
const SERVICE_GRAPH_POINTS = 100;
const CLUSTER_POINTS = 500;
const CLUSTER_EVENT_BYTES = 5_000;

/** Share of a collector's volume that its queues may fill: the database keeps room for what it is rewriting. */
const QUEUE_SHARE = 0.7;

export const TIERS = ["gateway", "sampler", "cluster"] as const;
export type Tier = (typeof TIERS)[number];

/** Exporters with a queue, and the bytes a second that one collector puts into each while its backend is away. */
export interface Queues {
    readonly [exporter: string]: number;
}

/** Names of the exporters; an external endpoint's follows from its name in the configuration. */
export const EXPORTERS = {
    prometheus: (replica: number): string => `otlp_http/prometheus-${replica}`,
    loki: "otlp_http/loki",
    jaeger: "otlp_grpc/jaeger",
    samplers: "load_balancing",
    external: (name: string, { protocol }: Pick<ExternalEndpoint, "protocol">): string => `${protocol}/${name}`,
} as const;

export const signalsOf = (endpoint: ExternalEndpoint): readonly Signal[] =>
    endpoint.protocol === "prometheus_remote_write" ? ["metrics"] : endpoint.signals;

/** The queues of a collector of a tier. */
export function queuesOf(config: StackConfig, tier: Tier): Queues {
    const { collector, loki, jaeger, prometheus } = config;
    const samplers = hasSamplerTier({ config });
    // What a replica carries while another one is away.
    const share = (total: number, replicas: number): number => total / Math.max(1, replicas - 1);
    const kept = jaeger.spansPerSecond * BYTES_PER_SPAN;
    const logs = (bytes(loki.dailyVolume) / SECONDS_PER_DAY) * PEAK * LOG_OVERHEAD;
    const points = collector.pointsPerSecond * BYTES_PER_POINT;
    const rates = {
        gateway: {
            traces: samplers ? 0 : kept,
            metrics: share(points, collector.replicas),
            logs: share(logs, collector.replicas),
        },
        sampler: {
            traces: share(kept, collector.samplers),
            metrics: SERVICE_GRAPH_POINTS * BYTES_PER_POINT,
            logs: 0,
        },
        cluster: { traces: 0, metrics: CLUSTER_POINTS * BYTES_PER_POINT, logs: CLUSTER_EVENT_BYTES },
    }[tier];
    const queues: [string, number][] = [
        ...Array.from({ length: prometheus.replicas }, (_, replica): [string, number] => [
            EXPORTERS.prometheus(replica),
            rates.metrics,
        ]),
        [EXPORTERS.loki, rates.logs],
        [EXPORTERS.jaeger, jaeger.enabled ? rates.traces : 0],
        [
            EXPORTERS.samplers,
            tier === "gateway" && samplers ? share(collector.spansPerSecond * BYTES_PER_SPAN, collector.replicas) : 0,
        ],
        ...Object.entries(collector.exports).map(([name, endpoint]): [string, number] => [
            EXPORTERS.external(name, endpoint),
            signalsOf(endpoint).reduce((sum, signal) => sum + rates[signal], 0),
        ]),
    ];
    return Object.fromEntries(queues.filter(([, rate]) => rate > 0));
}

/** Bytes that a collector's queues take over the whole outage. */
export const outageBytes = (config: StackConfig, tier: Tier): number =>
    sum(queuesOf(config, tier)) * config.collector.outageMinutes * 60;

/** Bytes of its volume that the queues of a collector may fill. */
export const queueCapacity = ({ collector }: StackConfig, tier: Tier): number =>
    bytes(collector.queueStorage[tier]) * QUEUE_SHARE;

/** Volume that holds so many bytes of queues. */
export const volumeFor = (needed: number): number => needed / QUEUE_SHARE;

/** Bytes that each queue may hold: all of the usable volume, divided as the rates are. */
export function queueSizes(config: StackConfig, tier: Tier): { readonly [exporter: string]: number } {
    const queues = queuesOf(config, tier);
    const perRate = queueCapacity(config, tier) / sum(queues);
    return Object.fromEntries(Object.entries(queues).map(([name, rate]) => [name, Math.floor(rate * perRate)]));
}

const sum = (queues: Queues): number => Object.values(queues).reduce((total, rate) => total + rate, 0);
