import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import {
    BADGER_DIRECTORY,
    jaegerConfig,
    PASSWORD_DIRECTORY,
    SAMPLING_DIRECTORY,
    SAMPLING_FILE,
} from "../../../components/jaeger/pipeline";
import { samplingStrategies } from "../../../components/jaeger/sampling-strategies";
import { uiConfig } from "../../../components/jaeger/ui";
import { CERTIFICATE, TRUST } from "../../../model/network/endpoints";
import { PORTS, SERVICES } from "../../../model/cluster/names";
import { wire } from "../../../model/network/wiring";
import type { Settings } from "../../../model/stack/stack";
import { toYaml } from "../../../model/formats/yaml";
import type { Certificates } from "./certificates";
import { answers, freePorts, start, type Program } from "./programs";
import { startable, type Startable, type Swap } from "./startable";
import { tool } from "../tools/tool";

/**
 * The real Jaeger with a generated configuration, on loopback. The one that can be built is older (2.13) than the one
 * that is deployed: what it wants otherwise is swapped, and said to be.
 */

/** The configuration that a stack's Jaeger reads. */
export const fileOf = (settings: Settings): string => {
    const { elasticsearch, prometheus } = wire(settings);
    return toYaml(jaegerConfig(settings, { elasticsearch, prometheus }));
};

const UI_CONFIG = "/etc/jaeger/ui-config.json";

export interface JaegerSurroundings {
    readonly folder: string;
    readonly certificates: Certificates;
    /** `host:port` on loopback of each backend, by the one that stands in the configuration. */
    readonly backends: { readonly [address: string]: string };
}

export interface StartableJaeger extends Startable {
    /** The port on loopback that stands for one of the configuration's own. */
    readonly port: (original: number) => number;
}

const LISTENING = [
    PORTS.health,
    SERVICES.jaegerQuery.port,
    PORTS.jaegerQueryGrpc,
    PORTS.samplingHttp,
    PORTS.samplingGrpc,
    SERVICES.jaegerCollector.port,
    PORTS.otlpHttp,
] as const;

/** Makes a configuration start on one machine, with the files that it reads in a folder of the test. */
export async function startableJaeger(
    settings: Settings,
    { folder, certificates, backends }: JaegerSurroundings,
): Promise<StartableJaeger> {
    const text = fileOf(settings);
    mkdirSync(folder, { recursive: true });
    const file = (name: string, content: string): string => {
        writeFileSync(join(folder, name), content);
        return join(folder, name);
    };
    const free = await freePorts(LISTENING.length + 1);
    const ports = new Map<number, number>(
        [...LISTENING, PORTS.telemetry].map((port, index) => [port, free[index] ?? 0]),
    );
    const port = (original: number): number => ports.get(original) ?? 0;
    const telemetry = ["service", "telemetry", "metrics", "readers", 0, "pull", "exporter", "prometheus"] as const;
    file(SAMPLING_FILE, JSON.stringify(samplingStrategies(settings.config)));
    const present = (find: string): boolean => text.includes(find);
    const optional: readonly Swap[] = [
        { kind: "path", find: BADGER_DIRECTORY, put: join(folder, "badger") },
        { kind: "path", find: PASSWORD_DIRECTORY, put: folder },
        ...Object.entries(backends).map(([find, put]): Swap => ({ kind: "address", find, put })),
    ];
    const made = startable(text, [
        ...LISTENING.map((original): Swap => ({
            kind: "address",
            find: new RegExp(`0\\.0\\.0\\.0:${original}$`),
            put: `127.0.0.1:${port(original)}`,
        })),
        { kind: "address", at: [...telemetry, "host"], to: "127.0.0.1" },
        { kind: "address", at: [...telemetry, "port"], to: port(PORTS.telemetry) },
        { kind: "certificate", find: TRUST.file, put: certificates.ca },
        { kind: "certificate", find: CERTIFICATE.certificate, put: certificates.certificate },
        { kind: "certificate", find: CERTIFICATE.key, put: certificates.key },
        { kind: "path", find: SAMPLING_DIRECTORY, put: folder },
        { kind: "path", find: UI_CONFIG, put: file("ui-config.json", JSON.stringify(uiConfig(settings.config))) },
        ...optional.filter((swap) => "find" in swap && typeof swap.find === "string" && present(swap.find)),
        // 2.13 wants it said that the queue is on; 2.19 takes that from its being there.
        ...(present("queue:")
            ? [
                  {
                      kind: "component",
                      at: ["exporters", "jaeger_storage_exporter", "queue", "enabled"],
                      to: true,
                  } as const,
              ]
            : []),
    ]);
    return { ...made, port };
}

/** Starts it and waits until it is ready. */
export async function startJaeger(made: StartableJaeger, folder: string): Promise<Program> {
    const file = join(folder, "jaeger.yaml");
    writeFileSync(file, made.text);
    const program = start(tool("jaeger"), ["--config", file], { logFile: join(folder, "jaeger.log") });
    await answers(program, `http://127.0.0.1:${made.port(PORTS.health)}/status`);
    return program;
}
