/** Where lines and traces are kept on one machine: the real Loki where it is at hand, and the real Jaeger. */
import { readFileSync } from "node:fs";
import { createServer } from "node:https";
import { join } from "node:path";
import { PORTS, SERVICES } from "../../model/cluster/names";
import type { Settings } from "../../model/stack/stack";
import { addressOf } from "../../model/network/endpoints";
import { wire } from "../../model/network/wiring";
import type { Certificates } from "../shared/loopback/certificates";
import { startableJaeger, startJaeger, type StartableJaeger } from "../shared/loopback/jaeger-server";
import { startLoki, type RunningLoki } from "../shared/loopback/loki-server";
import type { Program } from "../shared/loopback/programs";
import { listening } from "../shared/loopback/web-server";
import { foreignTool } from "../shared/tools/foreign";

interface Place {
    readonly folder: string;
    readonly certificates: Certificates;
}

export interface LocalLoki {
    /** host:port */
    readonly address: string;
    readonly running: RunningLoki;
}

/** @param alertmanager URL that its ruler tells. */
export async function startLocalLoki(
    settings: Settings,
    { folder, certificates }: Place,
    alertmanager: string,
): Promise<LocalLoki | undefined> {
    if (foreignTool("loki") === undefined) return undefined;
    const running = await startLoki(settings, { folder, certificates, alertmanager });
    return { address: `127.0.0.1:${running.port}`, running };
}

/** Takes lines in the absence of a Loki, and forgets them: else the gateway would fail at what isn't its own fault. */
export async function startLineSink({ certificates }: Place): Promise<string> {
    const server = createServer(
        { cert: readFileSync(certificates.certificate), key: readFileSync(certificates.key) },
        (request, response) => {
            request.resume();
            request.on("end", () => response.writeHead(204).end());
        },
    );
    return (await listening(server, "https")).host;
}

export interface LocalJaeger {
    readonly made: StartableJaeger;
    readonly program: Program;
    /** host:port of its OTLP receiver, and of its metrics. */
    readonly otlp: string;
    readonly telemetry: string;
    readonly query: string;
}

export async function startLocalJaeger(
    settings: Settings,
    { folder, certificates }: Place,
    prometheus: string,
): Promise<LocalJaeger> {
    const monitored = addressOf(wire(settings).prometheus);
    const made = await startableJaeger(settings, {
        folder: join(folder, "jaeger"),
        certificates,
        backends: { [monitored]: prometheus },
    });
    const program = await startJaeger(made, join(folder, "jaeger"));
    const at = (port: number): string => `127.0.0.1:${made.port(port)}`;
    return {
        made,
        program,
        otlp: at(SERVICES.jaegerCollector.port),
        telemetry: at(PORTS.telemetry),
        query: `https://${at(SERVICES.jaegerQuery.port)}`,
    };
}
