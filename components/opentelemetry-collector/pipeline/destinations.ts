import type { TlsEndpoint } from "../../../model/network/endpoints";
import { PORTS } from "../../../model/cluster/names";
import { EXPORTERS, queueSizes, signalsOf, type Tier } from "../../../model/workloads/queues";
import type { StackConfig } from "../../../config/schema";
import type { Signal } from "../../../config/schema/collector";
import type { HelmValue, HelmValues } from "../../helm/values";
import { externalExporter, grpcExporter, httpExporter, loopbackExporter, loopbackReceiver } from "./exporters";
import type { Pipelines } from "./service";

/** The stores of the stack. */
export interface Backends {
    /** Every replica is sent every metric, once. */
    readonly prometheus: readonly TlsEndpoint[];
    readonly loki: TlsEndpoint;
    /** Undefined where there is no Jaeger: traces are then only measured, or exported. */
    readonly jaeger: TlsEndpoint | undefined;
}

/** Where a tier sends each signal, with what that needs in its configuration. */
export interface Destinations {
    readonly exporters: HelmValues;
    /** Names of the exporters of each signal; of traces, those for kept ones. */
    readonly to: { readonly [signal in Signal]: readonly string[] };
    /** Those of them that are external endpoints. */
    readonly external: { readonly [signal in Signal]: readonly string[] };
    /** Buffers before exporters that have no queue on disk: receivers on the loopback address, and their pipelines. */
    readonly receivers: HelmValues;
    readonly pipelines: Pipelines;
}

/** Exporters of a tier: stores of the stack first, then external endpoints; each with its share of the tier's disk. */
export function destinations(config: StackConfig, tier: Tier, backends: Backends): Destinations {
    const sizes = queueSizes(config, tier);
    const size = (exporter: string): number => sizes[exporter] ?? 0;
    const stores: readonly (readonly [string, Signal, HelmValue])[] = [
        ...backends.prometheus.map((replica, index): readonly [string, Signal, HelmValue] => {
            const name = EXPORTERS.prometheus(index);
            return [name, "metrics", httpExporter(replica, "/api/v1/otlp", size(name))];
        }),
        [EXPORTERS.loki, "logs", httpExporter(backends.loki, "/otlp", size(EXPORTERS.loki))],
        ...(backends.jaeger === undefined
            ? []
            : [[EXPORTERS.jaeger, "traces", grpcExporter(backends.jaeger, size(EXPORTERS.jaeger))] as const]),
    ];
    const externals = externalEndpoints(config, size);
    const present = ([name]: readonly [string, ...unknown[]]): boolean => size(name) > 0;
    const named = (signal: Signal): readonly string[] =>
        externals.filter((e) => e.signals.includes(signal)).map((e) => e.name);
    const external = { traces: named("traces"), metrics: named("metrics"), logs: named("logs") };
    const own = (signal: Signal): readonly string[] =>
        stores.filter((store) => present(store) && store[1] === signal).map(([name]) => name);
    return {
        exporters: {
            ...Object.fromEntries(stores.filter(present).map(([name, , exporter]) => [name, exporter])),
            ...joined(externals.map(({ exporters }) => exporters)),
        },
        to: {
            traces: [...own("traces"), ...external.traces],
            metrics: [...own("metrics"), ...external.metrics],
            logs: [...own("logs"), ...external.logs],
        },
        external,
        receivers: joined(externals.map(({ receivers }) => receivers)),
        pipelines: joined(externals.map(({ pipelines }) => pipelines)),
    };
}

const joined = <T>(parts: readonly { readonly [name: string]: T }[]): { readonly [name: string]: T } =>
    Object.fromEntries(parts.flatMap((part) => Object.entries(part)));

interface External {
    /** The exporter that signals are sent to. */
    readonly name: string;
    readonly signals: readonly Signal[];
    readonly exporters: HelmValues;
    readonly receivers: HelmValues;
    readonly pipelines: Pipelines;
}

function externalEndpoints({ collector }: StackConfig, size: (exporter: string) => number): readonly External[] {
    return Object.entries(collector.exports).flatMap(([key, endpoint], index): readonly External[] => {
        const name = EXPORTERS.external(key, endpoint);
        if (size(name) === 0) return [];
        const exporter = externalExporter(key, endpoint, size(name));
        const signals = signalsOf(endpoint);
        if (endpoint.protocol !== "prometheus_remote_write") {
            return [{ name, signals, exporters: { [name]: exporter }, receivers: {}, pipelines: {} }];
        }
        const port = PORTS.loopback + index;
        const buffer = `otlp_grpc/${key}-buffer`;
        const receiver = `otlp/${key}-buffer`;
        return [
            {
                name: buffer,
                signals,
                exporters: { [buffer]: loopbackExporter(port, size(name)), [name]: exporter },
                receivers: { [receiver]: loopbackReceiver(port) },
                pipelines: {
                    [`metrics/${key}`]: { receivers: [receiver], processors: ["memory_limiter"], exporters: [name] },
                },
            },
        ];
    });
}
