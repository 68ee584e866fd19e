import { isPlainObject, type PlainObject } from "../../config/merge";
import type { HelmValue, HelmValues } from "../../components/helm/values";
import { SIGNALS, type Signal } from "./load";
import type { Candidate } from "./measurement";

/** What a signal passes through in a configuration, and the configuration without some of it. */

/** Stands for the queues on disk, instead of in memory. */
export const DISK = "queues on disk";
/** What every collector has; a bench doesn't take it away. */
const ALWAYS = ["memory_limiter", "batch"];
const MEASURES = ["span_metrics", "service_graph"];

const section = (value: unknown): PlainObject => (isPlainObject(value) ? value : {});
const names = (value: unknown): readonly string[] =>
    Array.isArray(value) ? value.filter((name) => typeof name === "string") : [];

interface Pipeline {
    readonly receivers: readonly string[];
    readonly processors: readonly string[];
    readonly exporters: readonly string[];
}

const pipelinesOf = (config: HelmValues): readonly (readonly [string, Pipeline])[] =>
    Object.entries(section(section(config.service).pipelines)).map(([id, pipeline]) => {
        const { receivers, processors, exporters } = section(pipeline);
        return [id, { receivers: names(receivers), processors: names(processors), exporters: names(exporters) }];
    });

const carries = (id: string, signal: Signal): boolean => id.split("/")[0] === signal;

/** What can be taken away from the way of a signal, in the order in which it is passed. */
export function partsOf(config: HelmValues, signal: Signal): readonly string[] {
    const passed = pipelinesOf(config)
        .filter(([id]) => carries(id, signal))
        .flatMap(([, { processors, exporters }]) => [
            ...processors,
            ...exporters.filter((name) => MEASURES.includes(name)),
        ]);
    return [...new Set(passed.filter((name) => !ALWAYS.includes(name))), DISK];
}

/** A configuration in which a signal goes without some of these parts. */
export function without(config: HelmValues, signal: Signal, parts: readonly string[]): HelmValues {
    const kept = (all: readonly string[]): readonly string[] => all.filter((name) => !parts.includes(name));
    const measures = (all: readonly string[]): readonly string[] =>
        all.filter((name) => !MEASURES.includes(name) || !parts.includes(name));
    const pipelines = pipelinesOf(config)
        .map(([id, { receivers, processors, exporters }]): [string, HelmValues] => [
            id,
            {
                receivers: measures(receivers),
                processors: carries(id, signal) ? kept(processors) : processors,
                exporters: measures(exporters),
            },
        ])
        .filter(([, { receivers }]) => names(receivers).length > 0);
    return {
        ...config,
        exporters: parts.includes(DISK) ? inMemory(section(config.exporters)) : (config.exporters as HelmValue),
        service: { ...section(config.service), pipelines: Object.fromEntries(pipelines) },
    };
}

const inMemory = (exporters: PlainObject): HelmValues =>
    Object.fromEntries(
        Object.entries(exporters).map(([name, exporter]): [string, HelmValue] => {
            const { storage: _, ...queue } = section(section(exporter).sending_queue);
            return [name, { ...section(exporter), sending_queue: queue } as HelmValues];
        }),
    );

export interface Steps {
    readonly parts: { readonly [signal in Signal]: readonly string[] };
    /** Step n has the first n parts of each signal; the last one is the configuration itself, and not among them. */
    readonly candidates: readonly Candidate[];
}

export const stepName = (step: number): string => `step ${step}`;

/** A configuration part by part, so that what each of them adds can be seen. */
export function stepsOf(config: HelmValues): Steps {
    const parts = { traces: partsOf(config, "traces"), logs: partsOf(config, "logs") };
    const most = Math.max(...SIGNALS.map((signal) => parts[signal].length));
    return {
        parts,
        candidates: Array.from({ length: most }, (_, step) => ({
            name: stepName(step),
            config: SIGNALS.reduce((rest, signal) => without(rest, signal, parts[signal].slice(step)), config),
            signals: SIGNALS.filter((signal) => step < parts[signal].length),
        })),
    };
}

const isPrivacy = (part: string): boolean => /privacy|redaction/.test(part);

/** A configuration that scrubs nothing; undefined where it doesn't scrub anyway. */
export function withoutPrivacy(config: HelmValues): HelmValues | undefined {
    const scrubs = SIGNALS.some((signal) => partsOf(config, signal).some(isPrivacy));
    return scrubs
        ? SIGNALS.reduce((rest, signal) => without(rest, signal, partsOf(rest, signal).filter(isPrivacy)), config)
        : undefined;
}
