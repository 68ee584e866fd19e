import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { CERTIFICATE, TRUST } from "../../../model/network/endpoints";
import { isPlainObject, valueAt } from "../../../config/merge";
import { PORTS } from "../../../model/cluster/names";
import { toYaml } from "../../../model/formats/yaml";
import { QUEUE_DIRECTORY } from "../../../components/opentelemetry-collector/pipeline/service";
import type { HelmValues } from "../../../components/helm/values";
import type { Certificates } from "./certificates";
import { answers, freePorts, start, type Program } from "./programs";
import { startable, type Startable, type Swap } from "./startable";
import { tool } from "../tools/tool";

/** The real collector with a generated configuration, on loopback. */

/** Where a configuration asks the Kubernetes API with its pod's credentials, which a process on loopback lacks. */
const ASKS_KUBERNETES = [
    ["processors", "k8s_attributes"],
    ["processors", "k8s_attributes/agents"],
    ["receivers", "k8s_cluster"],
    ["receivers", "k8s_events"],
] as const;

export interface Options {
    readonly folder: string;
    readonly certificates: Certificates;
    /** Address on loopback of each backend, by the `host:port` that the configuration dials. */
    readonly backends: { readonly [address: string]: string };
    /** What a test shortens or replaces beyond that. */
    readonly swaps?: readonly Swap[];
}

export interface StartableCollector extends Startable {
    /** The port on loopback that stands for one of the configuration's own. */
    readonly port: (original: number) => number;
}

/** Makes a tier's configuration start on one machine; ../support/startable.ts lists what was swapped. */
export async function startableCollector(config: HelmValues, options: Options): Promise<StartableCollector> {
    const { folder, certificates, backends, swaps = [] } = options;
    const text = toYaml(config);
    const listening = [
        ...new Set([...text.matchAll(/(?:0\.0\.0\.0|127\.0\.0\.1):(\d+)/g)].map(([, port]) => Number(port))),
    ];
    const own = [...listening, PORTS.telemetry];
    const free = await freePorts(own.length);
    const ports = new Map(own.map((port, index) => [port, free[index] ?? 0]));
    const port = (original: number): number => {
        const found = ports.get(original);
        if (found === undefined) throw new Error(`nothing listens on ${original}`);
        return found;
    };
    const present = (find: string): boolean => text.includes(find);
    const has = (...at: readonly string[]): boolean => valueAt(config, at) !== undefined;
    const made = startable(text, [
        ...listening.map((original): Swap => ({
            kind: "address",
            find: new RegExp(`(0\\.0\\.0\\.0|127\\.0\\.0\\.1):${original}\\b`),
            put: `127.0.0.1:${port(original)}`,
        })),
        {
            kind: "address",
            at: ["service", "telemetry", "metrics", "readers", 0, "pull", "exporter", "prometheus", "host"],
            to: "127.0.0.1",
        },
        {
            kind: "address",
            at: ["service", "telemetry", "metrics", "readers", 0, "pull", "exporter", "prometheus", "port"],
            to: port(PORTS.telemetry),
        },
        ...Object.entries(backends)
            .filter(([address]) => present(address))
            .map(([address, put]): Swap => ({ kind: "address", find: address, put })),
        ...(present(QUEUE_DIRECTORY)
            ? [{ kind: "path", find: QUEUE_DIRECTORY, put: join(folder, "queues") } as const]
            : []),
        ...(
            [
                [TRUST.file, certificates.ca],
                [CERTIFICATE.certificate, certificates.certificate],
                [CERTIFICATE.key, certificates.key],
            ] as const
        )
            .filter(([find]) => present(find))
            .map(([find, put]): Swap => ({ kind: "certificate", find, put })),
        ...ASKS_KUBERNETES.filter((at) => has(...at)).map((at): Swap => ({
            kind: "discovery",
            at: [...at, "auth_type"],
            to: "none",
        })),
        // The clouds' metadata servers aren't there: each would be waited for.
        ...(has("processors", "resource_detection")
            ? [{ kind: "discovery", at: ["processors", "resource_detection", "detectors"], to: ["env"] } as const]
            : []),
        ...swaps,
    ]);
    return { ...made, port };
}

export interface RunningCollector {
    readonly program: Program;
    readonly port: (original: number) => number;
    /** Starts it anew, with the same ports and the queue that it left. */
    readonly again: () => Promise<RunningCollector>;
}

/** Starts it and waits until it is ready. */
export async function startCollector(
    made: StartableCollector,
    folder: string,
    env: { readonly [name: string]: string } = {},
): Promise<RunningCollector> {
    const file = join(folder, "collector.yaml");
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, made.text);
    const program = start(tool("otelcol"), ["--config", file], {
        logFile: join(folder, "collector.log"),
        env: { POD_NAME: "otel-collector-0", PSEUDONYM_KEY: "made-up-key", ...env },
    });
    await answers(program, `http://127.0.0.1:${made.port(PORTS.health)}/`);
    return { program, port: made.port, again: () => startCollector(made, folder, env) };
}

/** The `host:port` of every backend that a configuration dials, with the exporter that does. */
export function dialled(
    config: HelmValues,
): readonly { readonly exporter: string; readonly address: string; readonly path: string }[] {
    const exporters = valueAt(config, ["exporters"]);
    return Object.entries(isPlainObject(exporters) ? exporters : {}).flatMap(([exporter, settings]) => {
        const endpoint = valueAt(settings, ["endpoint"]);
        if (typeof endpoint !== "string" || endpoint.startsWith("127.0.0.1")) return [];
        if (!endpoint.includes("://")) return [{ exporter, address: endpoint, path: "" }];
        const { host, pathname } = new URL(endpoint);
        return [{ exporter, address: host, path: pathname }];
    });
}
