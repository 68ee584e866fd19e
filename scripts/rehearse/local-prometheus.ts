/** The real Prometheus with the generated rules, over TLS as in a cluster. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { valueAt } from "../../config/merge";
import { toYaml } from "../../model/formats/yaml";
import type { Settings } from "../../model/stack/stack";
import { prometheusRules } from "../../rules/prometheus";
import type { Certificates } from "../shared/loopback/certificates";
import { call } from "../shared/loopback/trusting";
import { eventually, start, type Program } from "../shared/loopback/programs";
import { tool } from "../shared/tools/tool";
import { prometheusConfig, type Addresses } from "./prometheus-config";

export interface Sample {
    readonly metric: { readonly [label: string]: string };
    readonly value: readonly [time: number, value: string];
}

export interface FiringAlert {
    readonly labels: { readonly [label: string]: string };
    readonly annotations: { readonly [name: string]: string };
    readonly state: "pending" | "firing";
    readonly activeAt: string;
}

export interface LocalPrometheus {
    readonly url: string;
    readonly program: () => Program;
    /** Starts it anew with what it has stored. */
    readonly again: () => Promise<void>;
    readonly query: (expr: string) => Promise<readonly Sample[]>;
    readonly alerts: () => Promise<readonly FiringAlert[]>;
}

export async function startPrometheus(
    settings: Settings,
    { folder, port, certificates }: { folder: string; port: number; certificates: Certificates },
    addresses: Addresses,
): Promise<LocalPrometheus> {
    mkdirSync(folder, { recursive: true });
    const file = (name: string, content: unknown): string => {
        writeFileSync(join(folder, name), toYaml(content));
        return join(folder, name);
    };
    const rules = Object.entries(prometheusRules(settings.config)).map(([name, groups]) =>
        file(`${name}.yaml`, { groups }),
    );
    const config = file("prometheus.yml", prometheusConfig(settings, addresses, rules));
    const web = file("web.yml", {
        tls_server_config: { cert_file: certificates.certificate, key_file: certificates.key },
    });
    const url = `https://127.0.0.1:${port}`;
    const launch = async (): Promise<Program> => {
        const program = start(
            tool("prometheus"),
            [
                `--config.file=${config}`,
                `--web.config.file=${web}`,
                `--web.listen-address=127.0.0.1:${port}`,
                `--storage.tsdb.path=${join(folder, "data")}`,
                "--web.enable-otlp-receiver",
                "--enable-feature=exemplar-storage",
            ],
            { logFile: join(folder, "prometheus.log") },
        );
        await eventually("Prometheus is ready", async () => {
            if (program.process.exitCode !== null) throw new Error(`it ended:\n${program.log().slice(-4000)}`);
            return (await call(certificates, `${url}/-/ready`)).status === 200 ? true : undefined;
        });
        return program;
    };
    let program = await launch();
    const asked = async (path: string): Promise<unknown> => {
        const { status, body } = await call(certificates, `${url}${path}`);
        if (status !== 200) throw new Error(`${path}: ${status} ${body.slice(0, 500)}`);
        return JSON.parse(body) as unknown;
    };
    return {
        url,
        program: () => program,
        again: async () => {
            program = await launch();
        },
        query: async (expr) =>
            valueAt(await asked(`/api/v1/query?query=${encodeURIComponent(expr)}`), [
                "data",
                "result",
            ]) as readonly Sample[],
        alerts: async () => valueAt(await asked("/api/v1/alerts"), ["data", "alerts"]) as readonly FiringAlert[],
    };
}
