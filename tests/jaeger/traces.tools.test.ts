import { PORTS, SERVICES } from "../../model/cluster/names";
import { valueAt } from "../../config/merge";
import { DEFAULT_SHARE } from "../../config/schema/services";
import { makeCertificates } from "../../scripts/shared/loopback/certificates";
import { call } from "../../scripts/shared/loopback/trusting";
import { startableJaeger, startJaeger, type StartableJaeger } from "../../scripts/shared/loopback/jaeger-server";
import { newTraceId, tracesBody } from "../support/otlp";
import { eventually, temporaryFolder, type Program } from "../../scripts/shared/loopback/programs";
import { sendByGrpc } from "../support/senders";
import { swapReport } from "../../scripts/shared/loopback/startable";
import { dev } from "../../scripts/shared/loopback/examples";

const settings = dev();
const folder = temporaryFolder("jaeger");
const certificates = makeCertificates(folder);
let made: StartableJaeger;
let jaeger: Program;
beforeAll(async () => {
    made = await startableJaeger(settings, { folder, certificates, backends: {} });
    process.stdout.write(`swapped:\n${swapReport(made)}\n`);
    jaeger = await startJaeger(made, folder);
});

const ask = async (port: number, path: string): Promise<unknown> => {
    const { status, body } = await call(certificates, `https://localhost:${made.port(port)}${path}`);
    if (status !== 200) throw new Error(`${path}: ${status} ${body}`);
    return JSON.parse(body) as unknown;
};
const query = (path: string): Promise<unknown> => ask(SERVICES.jaegerQuery.port, path);
/** Names of the spans of a trace. */
const spansOf = async (traceId: string): Promise<readonly unknown[]> => {
    const spans = valueAt(await query(`/api/traces/${traceId}`), ["data", 0, "spans"]);
    return Array.isArray(spans) ? spans.map((span: unknown) => valueAt(span, ["operationName"])) : [];
};
const trace = (traceId: string, name: string): string =>
    tracesBody([{ traceId, service: "payment-service", name, resource: { "k8s.pod.name": "payment-service-1" } }]);
const push = async (body: string): Promise<void> => {
    const { status } = await call(certificates, `https://localhost:${made.port(PORTS.otlpHttp)}/v1/traces`, { body });
    expect(status).toBe(200);
};

test("spans come in by OTLP, over HTTP and gRPC, and are found over TLS", async () => {
    const [http, grpc] = [newTraceId(), newTraceId()];
    await push(trace(http, "by HTTP"));
    await sendByGrpc({ gateway: made, certificates }, folder, trace(grpc, "by gRPC"));
    await eventually("the span by HTTP", async () => ((await spansOf(http)).includes("by HTTP") ? true : undefined));
    await eventually("the span by gRPC", async () => ((await spansOf(grpc)).includes("by gRPC") ? true : undefined));
    expect(valueAt(await query("/api/services"), ["data"])).toEqual(["payment-service"]);
});

test("spans of nobody in particular are refused, over HTTP and gRPC: they would pass by the scrubbing", async () => {
    for (const port of [PORTS.otlpHttp, SERVICES.jaegerCollector.port])
        await expect(
            call(certificates, `https://localhost:${made.port(port)}/v1/traces`, {
                body: trace(newTraceId(), "forged"),
                anonymous: true,
            }),
        ).rejects.toThrow(/certificate required|alert/);
});

test("what it has acknowledged survives its being killed", async () => {
    const traceId = newTraceId();
    await push(trace(traceId, "before the crash"));
    await jaeger.stop("SIGKILL");
    jaeger = await startJaeger(made, folder);
    expect(await spansOf(traceId)).toEqual(["before the crash"]);
});

test("SDKs that ask get the share of their service", async () => {
    const share = async (service: string): Promise<unknown> =>
        valueAt(await ask(PORTS.samplingHttp, `/api/sampling?service=${service}`), [
            "probabilisticSampling",
            "samplingRate",
        ]);
    for (const [service, { samplingShare }] of Object.entries(settings.config.services)) {
        expect(await share(service)).toBe(samplingShare);
    }
    expect(await share("unknown")).toBe(DEFAULT_SHARE);
});
