import { headerVariable } from "../../components/opentelemetry-collector/pipeline/exporters";
import { readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { SERVICES } from "../../model/cluster/names";
import { makeCertificates } from "../../scripts/shared/loopback/certificates";
import { startStack } from "../support/collector-stack";
import { call } from "../../scripts/shared/loopback/trusting";
import { linesIn, logsBody, metricsBody, tracesBody, newTraceId } from "../support/otlp";
import { atEnd, eventually, freePorts, start, temporaryFolder } from "../../scripts/shared/loopback/programs";
import { tool } from "../../scripts/shared/tools/tool";
import { VARIANTS } from "../support/variants";

const folder = temporaryFolder("external");
const certificates = makeCertificates(folder);

/** A vendor that keeps which paths it was called at, and with which key. */
async function startVendor(): Promise<{ readonly address: string; readonly calls: () => readonly string[] }> {
    const calls: string[] = [];
    const tls = { cert: readFileSync(certificates.certificate), key: readFileSync(certificates.key) };
    const server = createServer(tls, (asked, answer) => {
        calls.push(`${asked.url ?? ""} ${String(asked.headers["x-api-key"])}`);
        asked.resume().on("end", () => answer.end());
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    atEnd(() => {
        server.closeAllConnections();
        server.close();
    });
    return { address: `127.0.0.1:${(server.address() as AddressInfo).port}`, calls: () => calls };
}

test("external endpoints get the signals that they are to get, with their headers; remote write reaches a real Prometheus", async () => {
    const vendor = await startVendor();
    const [port = 0] = await freePorts(1);
    const web = join(folder, "web.yaml");
    const { certificate, key } = certificates;
    writeFileSync(web, JSON.stringify({ tls_server_config: { cert_file: certificate, key_file: key } }));
    writeFileSync(join(folder, "prometheus.yaml"), "{}");
    start(
        tool("prometheus"),
        [
            `--config.file=${join(folder, "prometheus.yaml")}`,
            `--web.config.file=${web}`,
            `--web.listen-address=127.0.0.1:${port}`,
            `--storage.tsdb.path=${join(folder, "data")}`,
            "--web.enable-remote-write-receiver",
        ],
        { logFile: join(folder, "prometheus.log") },
    );
    const prometheus = `localhost:${port}`;
    const settings = VARIANTS["dev with everything on"]?.();
    if (settings === undefined) throw new Error("no such variant");
    const stack = await startStack(settings, folder, [], {
        certificates,
        backends: { "otlp.example.com": vendor.address, "metrics.example.com": prometheus },
        env: {
            [headerVariable("vendor", "x-api-key")]: "made-up-key",
            [headerVariable("long-term", "Authorization")]: "made-up-authorization",
        },
    });
    const send = async (signal: string, body: string): Promise<void> => {
        const to = stack.url(SERVICES.collectorHttp.port, `/v1/${signal}`);
        expect(await call(certificates, to, { body })).toMatchObject({ status: 200 });
    };
    await send("traces", tracesBody([{ traceId: newTraceId(), service: "payment-service", name: "POST /payments" }]));
    await send("logs", logsBody([{ body: "paid", service: "payment-service" }]));
    await send(
        "metrics",
        metricsBody([
            { name: "made.up.external", value: 42, service: "payment-service" },
            { name: "go.memory.allocated", value: 1, service: "payment-service" },
        ]),
    );

    for (const signal of ["traces", "metrics", "logs"]) {
        await eventually(
            `${signal} at the vendor`,
            () => vendor.calls().includes(`/otlp/v1/${signal} made-up-key`) || undefined,
        );
    }
    await eventually(
        "the line at the archive",
        () => linesIn(stack.sinks.got("otlp_grpc/archive")).length === 1 || undefined,
    );
    const query = async (expression: string): Promise<unknown> => {
        const url = `https://${prometheus}/api/v1/query?query=${encodeURIComponent(expression)}`;
        const answer = JSON.parse((await call(certificates, url)).body) as {
            readonly data: {
                readonly result: readonly { readonly metric: object; readonly value: readonly unknown[] }[];
            };
        };
        return answer.data.result.map(({ metric, value }) => ({ metric, value: value[1] }));
    };
    const written = await eventually("the metric in Prometheus", async () => {
        const result = await query("made_up_external_total");
        return Array.isArray(result) && result.length > 0 ? result : undefined;
    });
    expect(written).toEqual([
        { metric: expect.objectContaining({ service_name: "payment-service" }) as unknown, value: "42" },
    ]);
    expect(await query("go_memory_allocated_total")).toEqual([]);
    // The collector's own metrics are exported with the rest.
    await eventually(
        "the collector's own metrics",
        async () => {
            const own = await query(
                "count(otelcol_process_uptime_total) or count(otelcol_process_uptime_seconds_total)",
            );
            return Array.isArray(own) && own.length > 0 ? own : undefined;
        },
        90_000,
    );
});
