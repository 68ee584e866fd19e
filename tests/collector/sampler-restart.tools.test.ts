import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { SERVICES } from "../../model/cluster/names";
import { startStack } from "../support/collector-stack";
import { makeCertificates } from "../../scripts/shared/loopback/certificates";
import { call } from "../../scripts/shared/loopback/trusting";
import { newSpanId, newTraceId, spansIn, tracesBody, type Span } from "../support/otlp";
import { eventually, sleep, temporaryFolder } from "../../scripts/shared/loopback/programs";
import { prod } from "../../scripts/shared/loopback/examples";

test("traces stay whole when a sampler restarts", async () => {
    const folder = temporaryFolder("sampler-restart");
    const { sinks, certificates, url, samplers } = await startStack(prod(), folder, []);
    const send = async (span: Omit<Span, "service" | "name">): Promise<void> => {
        const body = tracesBody([{ ...span, service: "payment-service", name: "POST /payments" }]);
        const answer = await call(certificates, url(SERVICES.collectorHttp.port, "/v1/traces"), { body });
        expect(answer.status).toBe(200);
    };
    const traces: string[] = [];
    const load = async (seconds: number): Promise<void> => {
        for (let step = 0; step < seconds * 10; step++) {
            const [traceId, spanId] = [newTraceId(), newSpanId()];
            traces.push(traceId);
            await send({ traceId, spanId });
            await send({ traceId, parentSpanId: spanId });
            await sleep(100);
        }
    };
    const [first] = samplers;
    if (first === undefined) throw new Error("no sampler");
    // Who isn't one of the stack's own programs is asked for a certificate, and has none, or one of another authority.
    const direct = `https://localhost:${first.port(SERVICES.collectorHttp.port)}/v1/traces`;
    const body = tracesBody([{ traceId: newTraceId(), spanId: newSpanId(), service: "forged", name: "forged" }]);
    mkdirSync(join(folder, "stranger"));
    const stranger = makeCertificates(join(folder, "stranger"));
    for (const shown of [{ anonymous: true } as const, { as: stranger } as const])
        await expect(call(certificates, direct, { body, ...shown })).rejects.toThrow(/certificate|alert/);
    await load(3);
    await first.program.stop("SIGTERM");
    const during = load(6);
    await sleep(4000);
    await first.again();
    await during;

    const spans = (): readonly string[] =>
        spansIn(sinks.got("otlp_grpc/jaeger")).map(({ raw }) => `${String(raw.traceId)} ${String(raw.spanId)}`);
    const whole = await eventually(
        "both spans of every trace",
        () => {
            const arrived = new Set(spans());
            const perTrace = new Map<string, number>();
            for (const span of arrived) {
                const [trace = ""] = span.split(" ");
                perTrace.set(trace, (perTrace.get(trace) ?? 0) + 1);
            }
            return traces.every((trace) => perTrace.get(trace) === 2) ? arrived : undefined;
        },
        90_000,
    );
    process.stdout.write(`${traces.length} traces whole, ${spans().length - whole.size} spans delivered twice\n`);
});
