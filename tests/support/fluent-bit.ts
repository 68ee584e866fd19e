import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { fluentBitFile, STATE_DIRECTORY } from "../../components/fluent-bit/pipeline";
import { NODE_VARIABLE } from "../../components/fluent-bit/schema";
import { CERTIFICATE, TRUST } from "../../model/network/endpoints";
import { valueAt } from "../../config/merge";
import { wire } from "../../model/network/wiring";
import type { Settings } from "../../model/stack/stack";
import { onPath } from "../../scripts/shared/system/command";
import type { Certificates } from "../../scripts/shared/loopback/certificates";
import { answers, freePorts, start, type Program } from "../../scripts/shared/loopback/programs";
import { startable, type Startable } from "../../scripts/shared/loopback/startable";

/** The real Fluent Bit, where there is one: no registry of ours has it, so tests can't build it. */
const FLUENT_BIT = process.env.FLUENT_BIT ?? onPath("fluent-bit");

/** Registers tests that need it; without it, one test that says what was not checked. */
export function withFluentBit(what: string, tests: (program: string) => void): void {
    if (FLUENT_BIT !== undefined) {
        tests(FLUENT_BIT);
        return;
    }
    test(`${what}: NOT CHECKED, there is no fluent-bit on the PATH`, () => {
        console.warn(`${what} was not checked: there is no fluent-bit on the PATH (or where FLUENT_BIT says).`);
    });
}

/** The file that a stack's Fluent Bit reads. */
export const fileOf = (settings: Settings): string => fluentBitFile(settings.config, wire(settings).collectorAgents);

const LOGS = "/var/log/containers";
const PROCESSORS = ["pipeline", "inputs", 0, "processors", "logs"] as const;
export const NODE = "node-a";

export interface Surroundings {
    readonly folder: string;
    readonly certificates: Certificates;
    /** Port of the collector's stand-in on loopback. */
    readonly collector: number;
    /** Port of the Kubernetes API's stand-in on loopback. */
    readonly api: number;
}

/** Makes a configuration start on one machine, with its containers' logs in a folder of the test. */
export async function startableFluentBit(
    text: string,
    { folder, certificates, collector, api }: Surroundings,
): Promise<Startable & { readonly logs: string; readonly port: number }> {
    const logs = join(folder, "containers");
    const token = join(folder, "token");
    mkdirSync(logs, { recursive: true });
    mkdirSync(join(folder, "state"), { recursive: true });
    writeFileSync(token, "made-up-token");
    const [port = 0] = await freePorts(1);
    const at = [...PROCESSORS, placeOf(text)] as const;
    const made = startable(text, [
        { kind: "path", find: LOGS, put: logs },
        { kind: "path", find: STATE_DIRECTORY, put: join(folder, "state") },
        { kind: "address", at: ["service", "http_listen"], to: "127.0.0.1" },
        { kind: "address", at: ["service", "http_port"], to: port },
        { kind: "address", at: ["pipeline", "outputs", 0, "host"], to: "localhost" },
        { kind: "address", at: ["pipeline", "outputs", 0, "port"], to: collector },
        { kind: "certificate", find: TRUST.file, put: certificates.ca },
        { kind: "certificate", find: CERTIFICATE.certificate, put: certificates.certificate },
        { kind: "certificate", find: CERTIFICATE.key, put: certificates.key },
        { kind: "discovery", at: [...at, "kube_url"], to: `https://localhost:${api}` },
        { kind: "discovery", at: [...at, "kube_ca_file"], to: certificates.ca },
        { kind: "discovery", at: [...at, "kube_token_file"], to: token },
        // The tag is made of the path.
        { kind: "path", at: [...at, "kube_tag_prefix"], to: `kube.${logs.slice(1).replaceAll("/", ".")}.` },
    ]);
    return { ...made, logs, port };
}

/** Place of the processor that asks Kubernetes. */
function placeOf(text: string): number {
    const processors = valueAt(parse(text), [...PROCESSORS]);
    const place = Array.isArray(processors)
        ? processors.findIndex((processor) => valueAt(processor, ["name"]) === "kubernetes")
        : -1;
    if (place < 0) throw new Error("nothing asks Kubernetes");
    return place;
}

/** Starts it and waits until it serves. */
export async function startFluentBit(
    program: string,
    made: Startable & { readonly port: number },
    folder: string,
): Promise<Program> {
    const file = join(folder, "fluent-bit.yaml");
    writeFileSync(file, made.text);
    const running = start(program, ["--config", file], {
        logFile: join(folder, "fluent-bit.log"),
        env: { [NODE_VARIABLE]: NODE },
    });
    await answers(running, `http://127.0.0.1:${made.port}/api/v2/metrics/prometheus`);
    return running;
}
