import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { HelmValues } from "../../components/helm/values";
import { LARGEST_MESSAGE_MIB } from "../../components/opentelemetry-collector/pipeline/receivers";
import { toYaml } from "../../model/formats/yaml";
import type { Certificates } from "../../scripts/shared/loopback/certificates";
import { dialled } from "../../scripts/shared/loopback/collector";
import { answers, freePorts, start, type Program } from "../../scripts/shared/loopback/programs";
import { tool } from "../../scripts/shared/tools/tool";

/** What stands for the backends: a second real collector, which takes in over TLS and writes down what it got. */
export interface Sinks {
    /** Address on loopback by the `host:port` that stands in the configuration. */
    readonly backends: { readonly [address: string]: string };
    /** Everything that an exporter has delivered, as OTLP in JSON, a batch each. */
    readonly got: (exporter: string) => readonly unknown[];
    readonly start: () => Promise<Program>;
}

/** Sinks for all backends that some configurations dial. */
export async function makeSinks(
    configs: readonly HelmValues[],
    folder: string,
    { certificate, key }: Certificates,
): Promise<Sinks> {
    const targets = [...new Map(configs.flatMap(dialled).map((target) => [target.address, target])).values()];
    const [health = 0, ...ports] = await freePorts(targets.length + 1);
    const file = (address: string): string => join(folder, `${address.replaceAll(/[^\w-]/g, "_")}.jsonl`);
    const tls = { cert_file: certificate, key_file: key };
    const receivers = targets.map(({ path, address }, index) => {
        const endpoint = `127.0.0.1:${ports[index] ?? 0}`;
        const http = {
            http: {
                endpoint,
                tls,
                traces_url_path: `${path}/v1/traces`,
                metrics_url_path: `${path}/v1/metrics`,
                logs_url_path: `${path}/v1/logs`,
            },
        };
        return [
            `otlp/${index}`,
            { protocols: path === "" ? { grpc: { endpoint, tls, max_recv_msg_size_mib: LARGEST_MESSAGE_MIB } } : http },
            address,
        ] as const;
    });
    const config = {
        receivers: Object.fromEntries(receivers.map(([name, receiver]) => [name, receiver])),
        exporters: Object.fromEntries(
            receivers.map(([, , address], index) => [
                `file/${index}`,
                { path: file(address), append: true, flush_interval: "100ms" },
            ]),
        ),
        extensions: { health_check: { endpoint: `127.0.0.1:${health}` } },
        service: {
            extensions: ["health_check"],
            telemetry: { metrics: { level: "none" }, logs: { level: "warn" } },
            pipelines: Object.fromEntries(
                receivers.flatMap((_, index) =>
                    ["traces", "metrics", "logs"].map((signal) => [
                        `${signal}/${index}`,
                        { receivers: [`otlp/${index}`], exporters: [`file/${index}`] },
                    ]),
                ),
            ),
        },
    };
    const path = join(folder, "sinks.yaml");
    writeFileSync(path, toYaml(config));
    return {
        backends: Object.fromEntries(targets.map(({ address }, index) => [address, `127.0.0.1:${ports[index] ?? 0}`])),
        got: (exporter) => {
            const target = configs.flatMap(dialled).find((candidate) => candidate.exporter === exporter);
            if (target === undefined) throw new Error(`no exporter ${exporter}`);
            const written = existsSync(file(target.address)) ? readFileSync(file(target.address), "utf8") : "";
            // The last line may still be being written.
            return written
                .split("\n")
                .slice(0, -1)
                .map((line): unknown => JSON.parse(line));
        },
        start: async () => {
            const program = start(tool("otelcol"), ["--config", path], { logFile: join(folder, "sinks.log") });
            await answers(program, `http://127.0.0.1:${health}/`);
            return program;
        },
    };
}
