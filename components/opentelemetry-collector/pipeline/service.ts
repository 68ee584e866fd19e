import { PORTS } from "../../../model/cluster/names";
import { everyAddress } from "../../helm/collector";
import type { HelmValues } from "../../helm/values";

/** The `service` section and its extensions, the same for every tier: https://opentelemetry.io/docs/collector/configuration/ */

/** Persistent queues: what a backend can't take yet survives a restart of the collector. */
export const QUEUE_DIRECTORY = "/var/lib/otelcol";
export const STORAGE = "file_storage/queues";

export const extensions = {
    health_check: { endpoint: everyAddress(PORTS.health) },
    // For whoever looks into a running collector: through `kubectl port-forward` alone.
    pprof: { endpoint: `127.0.0.1:${PORTS.pprof}` },
    zpages: { endpoint: `127.0.0.1:${PORTS.zpages}` },
    [STORAGE]: {
        directory: QUEUE_DIRECTORY,
        create_directory: true,
        compaction: {
            // The file of a long outage takes longer to rewrite than probes wait, and each kill in the midst of it would
            // leave a copy: it is opened as it is, and what an earlier kill has left is cleared.
            on_start: false,
            cleanup_on_start: true,
            directory: QUEUE_DIRECTORY,
            // An outage leaves a large file: it shrinks once it is nearly empty.
            on_rebound: true,
            rebound_needed_threshold_mib: 256,
            rebound_trigger_threshold_mib: 32,
        },
    },
} as const;

/** Names such as `otelcol_exporter_sent_spans_total`: what isn't said here differs between versions. */
const TELEMETRY = {
    host: "0.0.0.0",
    port: PORTS.telemetry,
    without_scope_info: true,
    without_units: true,
    without_type_suffix: false,
} as const;

/** Metrics and logs of the collector itself. */
const telemetry = (name: string): HelmValues => ({
    resource: { attributes: [{ name: "service.name", value: name }] },
    metrics: {
        level: "detailed",
        readers: [{ pull: { exporter: { prometheus: TELEMETRY } } }],
    },
    logs: { level: "info", encoding: "json" },
});

export interface Pipeline {
    readonly receivers: readonly string[];
    readonly processors: readonly string[];
    readonly exporters: readonly string[];
}

export interface Pipelines {
    readonly [name: string]: Pipeline;
}

/** The parts of a collector's configuration. */
export interface Parts {
    /** Name under which the collector reports its own metrics. */
    readonly name: string;
    readonly receivers: HelmValues;
    readonly processors: HelmValues;
    readonly connectors?: HelmValues;
    readonly exporters: HelmValues;
    /** Beside those of every tier. */
    readonly extensions?: HelmValues;
    readonly pipelines: Pipelines;
}

/** The whole configuration: without pipelines that nothing enters or leaves, and without processors of none. */
export function collectorConfig({
    name,
    receivers,
    processors,
    connectors,
    exporters,
    pipelines,
    ...parts
}: Parts): HelmValues {
    const flowing = Object.entries(pipelines).filter(
        ([, pipe]) => pipe.receivers.length > 0 && pipe.exporters.length > 0,
    );
    const all = { ...extensions, ...parts.extensions };
    const used = new Set(flowing.flatMap(([, pipeline]) => pipeline.processors));
    return {
        receivers,
        processors: Object.fromEntries(Object.entries(processors).filter(([processor]) => used.has(processor))),
        ...(connectors === undefined ? {} : { connectors }),
        exporters,
        extensions: all,
        service: {
            extensions: Object.keys(all),
            pipelines: Object.fromEntries(
                flowing.map(([id, { receivers, processors, exporters }]) => [id, { receivers, processors, exporters }]),
            ),
            telemetry: telemetry(name),
        },
    };
}
