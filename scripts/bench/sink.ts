import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { toYaml } from "../../model/formats/yaml";
import type { Certificates } from "../shared/loopback/certificates";
import { answers, freePorts, start } from "../shared/loopback/programs";
import { tool } from "../shared/tools/tool";
import type { Signal } from "./load";
import { readMetrics, total } from "./metrics";

/** Takes the place of every store: a collector that counts what it gets and forgets it. */
export interface Sink {
    /** Doors of each contender, so that what it delivers is counted apart. */
    readonly doors: (contender: string) => Doors;
    /** Items that a contender has delivered until now. */
    readonly got: (signal: Signal, contender: string) => Promise<number>;
}

export interface Doors {
    /** OTLP over HTTP, at the paths of Loki and Prometheus. */
    readonly http: string;
    /** OTLP over gRPC; as many as there may be samplers to spread spans over. */
    readonly grpc: readonly string[];
}

const GRPC_DOORS = 3;
const ACCEPTED = {
    traces: "otelcol_receiver_accepted_spans_total",
    logs: "otelcol_receiver_accepted_log_records_total",
} as const;
const address = (port: number): string => `127.0.0.1:${port}`;

export async function startSink(
    folder: string,
    { certificate, key }: Certificates,
    contenders: readonly string[],
): Promise<Sink> {
    mkdirSync(folder, { recursive: true });
    const [health = 0, telemetry = 0, ...ports] = await freePorts(2 + contenders.length * (1 + GRPC_DOORS));
    const doors = contenders.map((contender, index): Doors & { readonly contender: string; readonly id: string } => {
        const [http = "", ...grpc] = ports.slice(index * (1 + GRPC_DOORS), (index + 1) * (1 + GRPC_DOORS)).map(address);
        return { contender, id: `${index}`, http, grpc };
    });
    const doorsOf = (contender: string) => {
        const found = doors.find((candidate) => candidate.contender === contender);
        if (found === undefined) throw new Error(`the sink has no door for ${contender}`);
        return found;
    };
    const tls = { cert_file: certificate, key_file: key };
    const receivers = Object.fromEntries(
        doors.flatMap(({ id, http, grpc }) => [
            [
                `otlp/${id}-http`,
                {
                    protocols: {
                        http: {
                            endpoint: http,
                            tls,
                            logs_url_path: "/otlp/v1/logs",
                            metrics_url_path: "/api/v1/otlp/v1/metrics",
                        },
                    },
                },
            ],
            ...grpc.map((endpoint, door) => [
                `otlp/${id}-grpc-${door}`,
                // The chart's default makes batches larger than a store takes.
                { protocols: { grpc: { endpoint, tls, max_recv_msg_size_mib: 256 } } },
            ]),
        ]),
    ) as { readonly [name: string]: object };
    const pipeline = { receivers: Object.keys(receivers), exporters: ["nop"] };
    const prometheus = {
        host: "127.0.0.1",
        port: telemetry,
        without_scope_info: true,
        without_units: true,
        without_type_suffix: false,
    };
    const file = join(folder, "sink.yaml");
    writeFileSync(
        file,
        toYaml({
            receivers,
            exporters: { nop: {} },
            extensions: { health_check: { endpoint: address(health) } },
            service: {
                extensions: ["health_check"],
                telemetry: {
                    metrics: { level: "basic", readers: [{ pull: { exporter: { prometheus } } }] },
                    logs: { level: "warn" },
                },
                pipelines: { traces: pipeline, metrics: pipeline, logs: pipeline },
            },
        }),
    );
    const program = start(tool("otelcol"), ["--config", file], { logFile: join(folder, "sink.log") });
    await answers(program, `http://${address(health)}/`);
    return {
        doors: doorsOf,
        got: async (signal, contender) =>
            total(await readMetrics(telemetry), ACCEPTED[signal], `receiver="otlp/${doorsOf(contender).id}-`),
    };
}
