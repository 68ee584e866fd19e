import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { valueAt } from "../../config/merge";
import { PORTS, SERVICES } from "../../model/cluster/names";
import type { HelmValues } from "../../components/helm/values";
import type { Certificates } from "../shared/loopback/certificates";
import { dialled, startableCollector, startCollector } from "../shared/loopback/collector";
import { eventually } from "../shared/loopback/programs";
import type { Swap } from "../shared/loopback/startable";
import { SPANS_PER_TRACE, type Group, type Pace, type Signal } from "./load";
import { cpuSeconds } from "../shared/system/processor-time";
import { peakMemory, readMetrics, total } from "./metrics";
import { sender } from "./sender";
import type { Sink } from "./sink";

/** A collector under test. */
export interface Contender {
    /** Sends for some time; `arrived` waits until every item is at the store. */
    readonly send: (
        signal: Signal,
        groups: readonly Group[],
        pace: Pace,
    ) => Promise<{ readonly arrived: () => Promise<Measured> }>;
    /** The most memory that it has held until now, in bytes. */
    readonly peakMemory: () => number;
    readonly stop: () => Promise<void>;
}

export interface Measured {
    readonly items: number;
    readonly cpuSeconds: number;
    /** Share of the items that sampling has kept; 1 without sampling. */
    readonly kept: number;
}

export interface Surroundings {
    readonly folder: string;
    readonly certificates: Certificates;
    readonly sink: Sink;
    /** Tells where the Kubernetes API is. */
    readonly env: { readonly [name: string]: string };
}

/** Traces wait for so long before they are sampled: what otherwise takes minutes is sent in seconds. */
export const DECISION_WAIT = "2s";
const ENOUGH_SECONDS = 60;

export async function startContender(name: string, config: HelmValues, around: Surroundings): Promise<Contender> {
    const { certificates, sink } = around;
    const folder = join(around.folder, name.replaceAll(/[^\w-]/g, "_"));
    mkdirSync(folder, { recursive: true });
    const doors = sink.doors(name);
    const made = await startableCollector(config, {
        folder,
        certificates,
        backends: Object.fromEntries(
            dialled(config).map(({ address, path }) => [address, path === "" ? (doors.grpc[0] ?? "") : doors.http]),
        ),
        swaps: swapsOf(config, doors.grpc),
    });
    const env = { ...madeUp(made.text), ...around.env, SSL_CERT_FILE: certificates.ca };
    const { program, port } = await startCollector(made, folder, env);
    const { pid } = program.process;
    if (pid === undefined) throw new Error(`${name} has not started`);
    const { send, close } = sender((signal) => {
        // Lines come from the nodes' agents, who have a door of their own where applications have none for theirs.
        const ofAgents = signal === "logs" && valueAt(config, ["receivers", "otlp/agents"]) !== undefined;
        return `https://127.0.0.1:${port(ofAgents ? SERVICES.collectorAgents.port : SERVICES.collectorHttp.port)}`;
    }, certificates.ca);
    const sampled = (): Promise<Sampled> => spansSampled(port(PORTS.telemetry));
    return {
        send: async (signal, groups, pace) => {
            const before = { got: await sink.got(signal, name), sampled: await sampled(), cpu: cpuSeconds(pid) };
            const items = await send(signal, groups, pace);
            const arrived = async (): Promise<Measured> => {
                let seen = "";
                const wait = async (): Promise<Measured | undefined> => {
                    const got = (await sink.got(signal, name)) - before.got;
                    const due = signal === "traces" && samples(config) ? await dueSpans() : items;
                    seen = `${got} of ${due ?? "as yet unknown"} have arrived`;
                    return got === due
                        ? { items, cpuSeconds: cpuSeconds(pid) - before.cpu, kept: due / items }
                        : undefined;
                };
                const dueSpans = async (): Promise<number | undefined> => {
                    const { all, kept } = await sampled();
                    return all - before.sampled.all === items ? kept - before.sampled.kept : undefined;
                };
                return eventually(`${name}, ${items} ${signal} sent`, wait, ENOUGH_SECONDS * 1000).catch(
                    (error: unknown) => {
                        throw new Error(`${seen}, so this is no measurement: ${String(error)}`);
                    },
                );
            };
            return { arrived };
        },
        peakMemory: () => peakMemory(pid),
        stop: async () => {
            close();
            await program.stop();
        },
    };
}

function swapsOf(config: HelmValues, samplers: readonly string[]): readonly Swap[] {
    const has = (...at: readonly string[]): boolean => valueAt(config, at) !== undefined;
    return [
        ...(has("processors", "tail_sampling")
            ? [{ kind: "time", at: ["processors", "tail_sampling", "decision_wait"], to: DECISION_WAIT } as const]
            : []),
        ...(has("exporters", "load_balancing")
            ? [
                  {
                      kind: "discovery",
                      at: ["exporters", "load_balancing", "resolver"],
                      to: { static: { hostnames: samplers } },
                  } as const,
              ]
            : []),
    ];
}

/** Something for every variable of the environment that a configuration reads. */
const madeUp = (text: string): { readonly [name: string]: string } =>
    Object.fromEntries(
        [...text.matchAll(/\$\{env:(\w+)\}/g)].map(([, variable = ""]) => [
            variable,
            variable === "POD_NAME" ? "otel-collector-0" : `made-up-${variable.toLowerCase()}`,
        ]),
    );

const samples = (config: HelmValues): boolean =>
    JSON.stringify(valueAt(config, ["service", "pipelines"]) ?? {}).includes('"tail_sampling"');

interface Sampled {
    readonly all: number;
    readonly kept: number;
}

/** Spans whose trace has been decided on; all traces of the load are of the same size. */
async function spansSampled(telemetry: number): Promise<Sampled> {
    const metric = "otelcol_processor_tail_sampling_global_count_traces_sampled_total";
    const read = await readMetrics(telemetry);
    return {
        all: total(read, metric) * SPANS_PER_TRACE,
        kept: total(read, metric, 'sampled="true"') * SPANS_PER_TRACE,
    };
}
