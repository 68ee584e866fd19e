import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { lokiConfig, RULES_DIRECTORY } from "../../../components/loki/config";
import { CERTIFICATE, TRUST } from "../../../model/network/endpoints";
import { PORTS } from "../../../model/cluster/names";
import { wire } from "../../../model/network/wiring";
import type { Settings } from "../../../model/stack/stack";
import { toYaml } from "../../../model/formats/yaml";
import { lokiRuleFiles } from "../../../rules/loki";
import type { Certificates } from "./certificates";
import { call } from "./trusting";
import { eventually, freePorts, start, type Program } from "./programs";
import { startable, type Startable, type Swap } from "./startable";
import { foreign } from "../tools/foreign";

/** The real Loki with a generated configuration, on loopback. */

/** The configuration that a stack's Loki reads. */
export const fileOf = (settings: Settings): string =>
    toYaml(lokiConfig(settings, { alertmanagers: wire(settings).alertmanagerReplicas }));

const TENANT = "fake";

export interface RunningLoki {
    readonly program: Program;
    readonly made: Startable;
    readonly port: number;
    /** JSON that it answers with at a path. */
    readonly ask: (path: string) => Promise<unknown>;
    /** Sends a body of OTLP, as the collector does; the status that it answers with. */
    readonly push: (body: string) => Promise<number>;
}

export interface LokiSurroundings {
    /** Where it keeps everything: started again with the same folder, it goes on. */
    readonly folder: string;
    readonly certificates: Certificates;
    /** Where the ruler sends alerts. */
    readonly alertmanager: string;
    readonly swaps?: readonly Swap[];
}

/** Starts a monolithic Loki and waits until it is ready. Its certificate needs the name that its processes expect. */
export async function startLoki(
    settings: Settings,
    { folder, certificates, alertmanager, swaps = [] }: LokiSurroundings,
): Promise<RunningLoki> {
    const [http = 0, grpc = 0] = await freePorts(2);
    const rules = join(folder, "rules");
    const runtime = join(folder, "runtime.yaml");
    mkdirSync(join(rules, TENANT), { recursive: true });
    for (const [name, text] of Object.entries(lokiRuleFiles(settings.config))) {
        writeFileSync(join(rules, TENANT, name), text);
    }
    writeFileSync(runtime, "{}\n");
    const made = startable(fileOf(settings), [
        { kind: "address", at: ["server", "http_listen_address"], to: "127.0.0.1" },
        { kind: "address", at: ["server", "grpc_listen_address"], to: "127.0.0.1" },
        { kind: "address", at: ["server", "http_listen_port"], to: http },
        // For a kubelet's probes; with it, Loki doesn't end by itself.
        { kind: "component", at: ["internal_server"], to: undefined },
        { kind: "address", at: ["server", "grpc_listen_port"], to: grpc },
        // It calls itself by the address of its pod.
        { kind: "address", at: ["common", "instance_addr"], to: "127.0.0.1" },
        { kind: "address", find: `localhost:${PORTS.lokiGrpc}`, put: `127.0.0.1:${grpc}` },
        { kind: "address", at: ["ruler", "alertmanager_url"], to: alertmanager },
        { kind: "path", find: "/var/loki", put: join(folder, "data") },
        { kind: "path", find: RULES_DIRECTORY, put: rules },
        { kind: "path", at: ["runtime_config", "file"], to: runtime },
        { kind: "certificate", find: TRUST.file, put: certificates.ca },
        { kind: "certificate", find: CERTIFICATE.certificate, put: certificates.certificate },
        { kind: "certificate", find: CERTIFICATE.key, put: certificates.key },
        ...swaps,
    ]);
    const file = join(folder, "loki.yaml");
    writeFileSync(file, made.text);
    const program = start(foreign("loki"), [`-config.file=${file}`, "-config.expand-env=true"], {
        logFile: join(folder, "loki.log"),
    });
    const url = `https://localhost:${http}`;
    await eventually("Loki is ready", async () => {
        if (program.process.exitCode !== null) throw new Error(`it ended:\n${program.log().slice(-4000)}`);
        return (await call(certificates, `${url}/ready`)).status === 200 ? true : undefined;
    });
    return {
        program,
        made,
        port: http,
        ask: async (path) => {
            const { status, body } = await call(certificates, `${url}${path}`);
            if (status !== 200) throw new Error(`${path}: ${status} ${body}`);
            return JSON.parse(body) as unknown;
        },
        push: async (body) => (await call(certificates, `${url}/otlp/v1/logs`, { body })).status,
    };
}
