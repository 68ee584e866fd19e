/** What a shop of some size sends, from four figures that people know. */

import { SECONDS_PER_DAY } from "../../config/quantities";
import { PEAK } from "../workloads/estimates";
import { SAMPLER, GATEWAY } from "./measured";

/** Four figures of a shop. */
export interface Shop {
    readonly services: number;
    readonly nodes: number;
    /** Raw log bytes a day. */
    readonly logBytes: number;
    /** Spans that applications send a second, at busy times. */
    readonly spans: number;
}

/** Pods of a service, on the average. */
const PODS_OF_SERVICE = 3;
/** Series that a pod of an application exposes: a histogram of requests by route and status, and its runtime. */
const SERIES_OF_APPLICATION_POD = 300;
/** Series of the kubelet, cAdvisor and kube-state-metrics for a pod. */
const SERIES_OF_POD = 150;
/** Series of node-exporter and the kubelet for a node. */
const SERIES_OF_NODE = 1_200;
/** Series that the collectors' span metrics and the rules make for a service. */
const SERIES_OF_SERVICE = 400;
/** The stack's own, and the API server's. */
const SERIES_OF_STACK = 40_000;
/** Pods of the stack and of the cluster itself. */
const OTHER_PODS = { each: 8, stack: 40 } as const;
/** Points that an application pushes a second, and a service's span metrics do. */
const POINTS_OF_SERVICE = 15;
/** Bytes of a raw line, on the average. */
const BYTES_OF_LINE = 300;
/** Spans that sampling keeps: shares of healthy traces, and all that fail or are slow. */
const KEPT = 0.1;

/** Cores of rules for a service, and of a sample a second. */
export const CORES_PER_SERVICE = 0.000_32;
export const CORES_PER_SAMPLE = 2.2e-6;
/** Resident bytes of a Prometheus without any series, and of each series when it begins. */
export const BASE_BYTES = 100e6;
export const BYTES_PER_SERIES = 1_500;

export const ruleCores = (services: number): number => services * CORES_PER_SERVICE;
export const scrapeCores = (samples: number): number => samples * CORES_PER_SAMPLE;
export const seriesBytes = (series: number): number => BASE_BYTES + series * BYTES_PER_SERIES;

/** What comes in. */
export interface Load {
    readonly series: number;
    readonly samples: number;
    readonly points: number;
    /** Log bytes and lines a second, at busy times. */
    readonly logs: number;
    readonly lines: number;
    readonly spans: number;
    /** Spans kept a second on the average. */
    readonly kept: number;
    /** Cores of all gateways, of all samplers, and of each Prometheus. */
    readonly gatewayCores: number;
    readonly samplerCores: number;
    readonly prometheusCores: number;
    /** Resident bytes of a Prometheus that has just begun. */
    readonly prometheusBytes: number;
}

/** @param interval between two scrapes, in seconds. */
export function loadOf({ services, nodes, logBytes, spans }: Shop, interval = 30): Load {
    const applications = services * PODS_OF_SERVICE;
    const pods = applications + nodes * OTHER_PODS.each + OTHER_PODS.stack;
    const series =
        applications * SERIES_OF_APPLICATION_POD +
        pods * SERIES_OF_POD +
        nodes * SERIES_OF_NODE +
        services * SERIES_OF_SERVICE +
        SERIES_OF_STACK;
    const samples = series / interval;
    const logs = (logBytes / SECONDS_PER_DAY) * PEAK;
    const lines = logs / BYTES_OF_LINE;
    return {
        series,
        samples,
        points: services * POINTS_OF_SERVICE,
        logs,
        lines,
        spans,
        kept: (spans / PEAK) * KEPT,
        gatewayCores: spans / GATEWAY.spansPerCore + lines / GATEWAY.linesPerCore,
        samplerCores: spans / SAMPLER.spansPerCore,
        prometheusCores: ruleCores(services) + scrapeCores(samples),
        prometheusBytes: seriesBytes(series),
    };
}
