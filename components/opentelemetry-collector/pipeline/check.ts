import { isPlainObject, type PlainObject } from "../../../config/merge";

/**
 * What is wrong with a collector's configuration although the collector may start with it, or that it would say only
 * then: one sentence each. Overrides are checked too, so the configuration is taken as it comes.
 */
export function pipelineProblems(config: PlainObject): readonly string[] {
    const graph = graphOf(config);
    return [
        ...undefinedNames(graph),
        ...unusedNames(graph),
        ...graph.pipelines.flatMap((pipeline) => [...endless(pipeline), ...misordered(pipeline, graph)]),
        ...graph.pipelines.flatMap((pipeline) => sampledTooEarly(pipeline, graph)),
        ...forgetful(graph),
    ];
}

interface Pipeline {
    readonly id: string;
    readonly receivers: readonly string[];
    readonly processors: readonly string[];
    readonly exporters: readonly string[];
}

interface Graph {
    readonly receivers: PlainObject;
    readonly processors: PlainObject;
    readonly exporters: PlainObject;
    readonly connectors: PlainObject;
    readonly extensions: PlainObject;
    readonly enabled: readonly string[];
    readonly pipelines: readonly Pipeline[];
}

const section = (value: unknown): PlainObject => (isPlainObject(value) ? value : {});
const names = (value: unknown): readonly string[] =>
    Array.isArray(value) ? value.filter((name) => typeof name === "string") : [];

function graphOf(config: PlainObject): Graph {
    const service = section(config.service);
    return {
        receivers: section(config.receivers),
        processors: section(config.processors),
        exporters: section(config.exporters),
        connectors: section(config.connectors),
        extensions: section(config.extensions),
        enabled: names(service.extensions),
        pipelines: Object.entries(section(service.pipelines)).map(([id, pipeline]) => ({
            id,
            receivers: names(section(pipeline).receivers),
            processors: names(section(pipeline).processors),
            exporters: names(section(pipeline).exporters),
        })),
    };
}

const typeOf = (id: string): string => id.split("/")[0] ?? id;
const isSampler = (id: string): boolean => ["tail_sampling", "probabilistic_sampler"].includes(typeOf(id));
const isBatch = (id: string): boolean => typeOf(id) === "batch";

function undefinedNames({ receivers, processors, exporters, connectors, extensions, enabled, pipelines }: Graph) {
    const missing = (id: string, kind: string, used: readonly string[], ...defined: readonly PlainObject[]) =>
        used
            .filter((name) => !defined.some((part) => name in part))
            .map((name) => `${id}: ${kind} ${name} is not defined`);
    return [
        ...pipelines.flatMap((pipeline) => [
            ...missing(pipeline.id, "receiver", pipeline.receivers, receivers, connectors),
            ...missing(pipeline.id, "processor", pipeline.processors, processors),
            ...missing(pipeline.id, "exporter", pipeline.exporters, exporters, connectors),
        ]),
        ...missing("extensions", "extension", enabled, extensions),
    ];
}

function unusedNames({ receivers, processors, exporters, connectors, extensions, enabled, pipelines }: Graph) {
    const unused = (kind: string, defined: PlainObject, used: readonly string[], where = "is in no pipeline") =>
        Object.keys(defined)
            .filter((name) => !used.includes(name))
            .map((name) => `${kind} ${name} ${where}`);
    const entering = pipelines.flatMap((pipeline) => pipeline.receivers);
    const leaving = pipelines.flatMap((pipeline) => pipeline.exporters);
    return [
        ...unused("receiver", receivers, entering),
        ...unused(
            "processor",
            processors,
            pipelines.flatMap((pipeline) => pipeline.processors),
        ),
        ...unused("exporter", exporters, leaving),
        ...unused("connector", connectors, leaving, "is fed by no pipeline"),
        ...unused("connector", connectors, entering, "feeds no pipeline"),
        ...unused("extension", extensions, enabled, "is not enabled"),
    ];
}

const endless = ({ id, receivers, exporters }: Pipeline): readonly string[] => [
    ...(receivers.length === 0 ? [`${id}: nothing enters it`] : []),
    ...(exporters.length === 0 ? [`${id}: it has no exporter`] : []),
];

/** Data that a collector hands to itself has been limited and batched before. */
const isLoopback = (component: unknown): boolean => JSON.stringify(component ?? null).includes('"127.0.0.1:');

function misordered({ id, receivers, processors, exporters }: Pipeline, graph: Graph): readonly string[] {
    const outside = receivers.filter((name) => name in graph.receivers);
    const pulled = outside.every((name) => isLoopback(graph.receivers[name]) && typeOf(name) === "otlp");
    const leaves = exporters.some((name) => name in graph.exporters);
    const after = (later: string, isEarlier: (name: string) => boolean): boolean => {
        const at = processors.findIndex((name) => typeOf(name) === later);
        return at >= 0 && processors.slice(0, at).some(isEarlier);
    };
    return [
        ...(outside.length > 0 && typeOf(processors[0] ?? "") !== "memory_limiter"
            ? [`${id}: memory_limiter must be its first processor, or the container is killed instead`]
            : []),
        ...(processors.some(isBatch) && !isBatch(processors.at(-1) ?? "")
            ? [`${id}: batch must be its last processor`]
            : []),
        ...(leaves && !(outside.length > 0 && pulled) && !processors.some(isBatch)
            ? [`${id}: it exports without batch`]
            : []),
        ...(after("tail_sampling", isBatch) ? [`${id}: tail_sampling behind batch, which splits traces`] : []),
        ...(after("k8s_attributes", (name) => isBatch(name) || isSampler(name))
            ? [`${id}: k8s_attributes behind a processor that forgets which connection data came by`]
            : []),
    ];
}

/** Pipelines whose data reach this one through connectors, and that themselves. */
function upstream(pipeline: Pipeline, { pipelines, connectors }: Graph): readonly Pipeline[] {
    const seen = new Set<Pipeline>();
    const visit = (current: Pipeline): void => {
        for (const name of current.receivers.filter((receiver) => receiver in connectors)) {
            for (const feeder of pipelines.filter(({ exporters }) => exporters.includes(name))) {
                if (!seen.has(feeder)) {
                    seen.add(feeder);
                    visit(feeder);
                }
            }
        }
    };
    visit(pipeline);
    return [...seen];
}

function sampledTooEarly(pipeline: Pipeline, graph: Graph): readonly string[] {
    const before = upstream(pipeline, graph);
    const measures = pipeline.exporters.filter((name) => ["span_metrics", "service_graph"].includes(typeOf(name)));
    const thinned = [pipeline, ...before].some(({ processors }) => processors.some(isSampler));
    return [
        ...(pipeline.processors.some((name) => typeOf(name) === "tail_sampling")
            ? before
                  .filter(({ processors }) => processors.some(isBatch))
                  .map(({ id }) => `${pipeline.id}: tail_sampling behind the batch of ${id}, which splits traces`)
            : []),
        ...(thinned ? measures.map((name) => `${pipeline.id}: ${name} counts what sampling has left`) : []),
        ...(pipeline.processors.some((name) => typeOf(name) === "k8s_attributes") && before.length > 0
            ? [`${pipeline.id}: k8s_attributes behind a connector, which forgets which connection data came by`]
            : []),
    ];
}

const QUEUELESS = ["nop", "debug", "file"];

/** Exporters that would lose what their backend can't take at once. */
function forgetful({ exporters, receivers, pipelines, enabled }: Graph): readonly string[] {
    const durable = (exporter: unknown): boolean => {
        const queue = section(section(exporter).sending_queue);
        const retry = section(section(exporter).retry_on_failure);
        return (
            queue.enabled !== false &&
            typeof queue.storage === "string" &&
            enabled.includes(queue.storage) &&
            /^0s?$/.test(String(retry.max_elapsed_time))
        );
    };
    const buffered = (name: string): boolean =>
        pipelines
            .filter((pipeline) => pipeline.exporters.includes(name))
            .every((pipeline) => pipeline.receivers.every((receiver) => isLoopback(receivers[receiver])));
    return Object.entries(exporters)
        .filter(([name, exporter]) => !QUEUELESS.includes(typeOf(name)) && !durable(exporter) && !buffered(name))
        .map(([name]) => `exporter ${name} has no queue on disk that is tried again without end`);
}
