import { mkdirSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { lokiConfig } from "../../components/loki/config";
import { TRUST } from "../../model/network/endpoints";
import type { SecretReferences } from "../../model/stack/stack";
import type { StackConfig } from "../../config/schema";
import { SECRET_NAMES } from "../../config/secrets";
import type { Json } from "../../model/formats/json";
import { isPlainObject } from "../../config/merge";
import { toYaml } from "../../model/formats/yaml";
import type { RuleFiles } from "../../rules/types";
import { answers, eventually, freePorts, start } from "../../scripts/shared/loopback/programs";
import { startable, type Swap } from "../../scripts/shared/loopback/startable";
import { foreign } from "../../scripts/shared/tools/foreign";

/** A real Loki on the loopback address, with the configuration of a stack but for what only a cluster has. */

const ALERTMANAGER = "alertmanager.invalid";
const NO_SECRETS = Object.fromEntries(SECRET_NAMES.map((name) => [name, undefined])) as SecretReferences;
/** How often rules are read and evaluated here. */
const PACE = "1s";

/** Places that name certificates, or hold nothing else: one process on one machine has none. */
function certificates(node: Json | undefined, at: readonly string[] = []): readonly (readonly string[])[] {
    if (!isPlainObject(node)) return [];
    return Object.entries(node).flatMap(([key, below]): readonly (readonly string[])[] => {
        const path = [...at, key];
        if (/^tls_|_tls_config$/.test(key)) return [path];
        const inside = certificates(below, path);
        const whole = isPlainObject(below) && inside.length > 0 && inside.length === Object.keys(below).length;
        return whole ? [path] : inside;
    });
}

export interface Loki {
    readonly url: string;
    /** Gives its ruler rules: it picks them up by itself. */
    readonly rules: (files: RuleFiles) => void;
}

export async function startLoki(folder: string, config: StackConfig, alertmanager: string): Promise<Loki> {
    const [http = 0, grpc = 0] = await freePorts(2);
    const rules = join(folder, "rules", "fake");
    mkdirSync(rules, { recursive: true });
    writeFileSync(join(folder, "runtime.yaml"), "{}\n");
    const generated = lokiConfig(
        { config, references: NO_SECRETS },
        { alertmanagers: [{ scheme: "https", host: ALERTMANAGER, port: 9093, caFile: TRUST.file }] },
    );
    const swaps: readonly Swap[] = [
        ...certificates(generated as Json).map((at) => ({ kind: "certificate", at, to: undefined }) as const),
        { kind: "address", at: ["server", "http_listen_port"], to: http },
        // For a kubelet's probes; with it, Loki doesn't end by itself.
        { kind: "component", at: ["internal_server"], to: undefined },
        { kind: "address", at: ["server", "grpc_listen_port"], to: grpc },
        { kind: "address", at: ["server", "http_listen_address"], to: "127.0.0.1" },
        { kind: "address", at: ["server", "grpc_listen_address"], to: "127.0.0.1" },
        { kind: "address", at: ["common", "instance_addr"], to: "127.0.0.1" },
        { kind: "address", at: ["common", "compactor_grpc_address"], to: `127.0.0.1:${grpc}` },
        { kind: "address", find: `https://${ALERTMANAGER}:9093`, put: alertmanager },
        { kind: "path", find: "/etc/loki/rules", put: join(folder, "rules") },
        { kind: "path", find: /\/etc\/loki\/runtime-config\/\S+/, put: join(folder, "runtime.yaml") },
        { kind: "path", find: "/var/loki", put: join(folder, "data") },
        { kind: "time", at: ["ruler", "poll_interval"], to: PACE },
    ];
    writeFileSync(join(folder, "loki.yaml"), startable(toYaml(generated), swaps).text);
    const program = start(foreign("loki"), [`-config.file=${join(folder, "loki.yaml")}`], {
        logFile: join(folder, "log"),
    });
    const url = `http://127.0.0.1:${http}`;
    await answers(program, `${url}/ready`);
    return {
        url,
        rules: (files) => {
            for (const [file, text] of Object.entries(files)) {
                writeFileSync(join(rules, file), startable(text, paced(text)).text);
            }
        },
    };
}

/** Every group at the pace of the test. */
const paced = (text: string): readonly Swap[] =>
    [...text.matchAll(/^ {2}- name:/gm)].map((_, group) => ({
        kind: "time",
        at: ["groups", group, "interval"],
        to: PACE,
    }));

/** Value of a metric of Loki's, summed; undefined while there is none. */
export async function metricOf({ url }: Loki, name: string): Promise<number | undefined> {
    const text = await (await fetch(`${url}/metrics`)).text();
    const values = [...text.matchAll(new RegExp(`^${name}(?:\\{.*\\})? (\\S+)$`, "gm"))].map(([, value]) =>
        Number(value),
    );
    return values.length === 0 ? undefined : values.reduce((sum, value) => sum + value, 0);
}

/** Waits until every rule has been evaluated a few times more. */
export async function evaluatedAgain(loki: Loki): Promise<void> {
    const ITERATIONS = "loki_prometheus_rule_group_iterations_total";
    const groups = await metricOf(loki, "loki_ruler_managers_total");
    const before = (await metricOf(loki, ITERATIONS)) ?? 0;
    await eventually("evaluations", async () =>
        groups !== undefined && ((await metricOf(loki, ITERATIONS)) ?? 0) > before + 10 ? true : undefined,
    );
}

export interface ReceivedAlert {
    readonly labels: { readonly [label: string]: string };
    readonly annotations: { readonly [annotation: string]: string };
    readonly generatorURL: string;
}

export interface AlertmanagerStub {
    /** Starts it; its URL. */
    readonly listen: () => Promise<string>;
    readonly received: () => readonly ReceivedAlert[];
}

/** Takes alerts the way Alertmanager does and keeps the last word on each; it ends with the test file. */
export function alertmanagerStub(): AlertmanagerStub {
    const alerts = new Map<string, ReceivedAlert>();
    const server = createServer((request, response) => {
        const chunks: Buffer[] = [];
        request.on("data", (chunk: Buffer) => chunks.push(chunk));
        request.on("end", () => {
            for (const alert of JSON.parse(Buffer.concat(chunks).toString()) as readonly ReceivedAlert[]) {
                alerts.set(JSON.stringify(Object.entries(alert.labels).sort()), alert);
            }
            response.end();
        });
    });
    afterAll(() => {
        server.closeAllConnections();
        server.close();
    });
    return {
        listen: async () => {
            await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
            const address = server.address();
            if (address === null || typeof address === "string") throw new Error("no port");
            return `http://127.0.0.1:${address.port}`;
        },
        received: () => [...alerts.values()],
    };
}
