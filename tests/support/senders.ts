import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { Client, credentials } from "@grpc/grpc-js";
import { SERVICES } from "../../model/cluster/names";
import type { Certificates } from "../../scripts/shared/loopback/certificates";
import { answers, freePorts, start } from "../../scripts/shared/loopback/programs";
import { tool } from "../../scripts/shared/tools/tool";

/** Clients of the gateway that speak gRPC. */

/** OTLP over gRPC, by a collector that does nothing else. */
export async function sendByGrpc(
    {
        gateway,
        certificates,
    }: { readonly gateway: { readonly port: (original: number) => number }; readonly certificates: Certificates },
    folder: string,
    body: string,
): Promise<void> {
    const [input = 0, health = 0] = await freePorts(2);
    const config = {
        receivers: { otlp: { protocols: { http: { endpoint: `127.0.0.1:${input}` } } } },
        exporters: {
            otlp_grpc: {
                endpoint: `127.0.0.1:${gateway.port(SERVICES.collectorGrpc.port)}`,
                tls: { ca_file: certificates.ca, cert_file: certificates.certificate, key_file: certificates.key },
            },
        },
        extensions: { health_check: { endpoint: `127.0.0.1:${health}` } },
        service: {
            extensions: ["health_check"],
            telemetry: { metrics: { level: "none" } },
            pipelines: { traces: { receivers: ["otlp"], exporters: ["otlp_grpc"] } },
        },
    };
    const file = join(folder, "forwarder.yaml");
    writeFileSync(file, JSON.stringify(config));
    const forwarder = start(tool("otelcol"), ["--config", file], { logFile: join(folder, "forwarder.log") });
    await answers(forwarder, `http://127.0.0.1:${health}/`);
    const answer = await fetch(`http://127.0.0.1:${input}/v1/traces`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body,
    });
    if (!answer.ok) throw new Error(`the forwarder answered ${answer.status}`);
    // It hands on what it has before it ends.
    await forwarder.stop();
}

/** Spans in Jaeger's own gRPC protocol. */
export const postJaegerSpans = (address: string, ca: Buffer, body: Buffer): Promise<void> =>
    new Promise((resolve, reject) => {
        const client = new Client(address, credentials.createSsl(ca));
        const same = (buffer: Buffer): Buffer => buffer;
        client.makeUnaryRequest("/jaeger.api_v2.CollectorService/PostSpans", same, same, body, (error) => {
            client.close();
            if (error === null) resolve();
            else reject(error);
        });
    });
