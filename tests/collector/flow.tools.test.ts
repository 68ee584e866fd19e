import { readFileSync } from "node:fs";
import { SERVICES } from "../../model/cluster/names";
import { startStack, type CollectorStack } from "../support/collector-stack";
import { call } from "../../scripts/shared/loopback/trusting";
import { protobufRequest, thriftBatch } from "../support/jaeger";
import {
    linesIn,
    logsBody,
    metricsBody,
    newSpanId,
    newTraceId,
    pointsIn,
    spansIn,
    tracesBody,
    type Item,
    type Span,
} from "../support/otlp";
import { eventually, temporaryFolder } from "../../scripts/shared/loopback/programs";
import { postJaegerSpans, sendByGrpc } from "../support/senders";
import { dev, prod } from "../../scripts/shared/loopback/examples";

const HTTP = SERVICES.collectorHttp.port;
const AGENTS = SERVICES.collectorAgents.port;

/** The pod that everything here comes from, and another whose lines a node agent brings. */
const SENDER = {
    name: "payment-service-5d8f7c9b6-abcde",
    namespace: "go-coffee",
    ip: "127.0.0.1",
    labels: { "app.kubernetes.io/name": "payment-service" },
    deployment: "payment-service",
    node: "node-a",
};
const OTHER = {
    name: "order-service-5d8f7c9b6-fghij",
    namespace: "go-coffee",
    ip: "10.1.1.2",
    labels: { "app.kubernetes.io/name": "order-service" },
    deployment: "order-service",
    node: "node-b",
};

describe.each([
    { name: "dev", settings: dev(), prometheus: 1 },
    { name: "prod", settings: prod(), prometheus: 2 },
])("$name", ({ name, settings, prometheus }) => {
    const folder = temporaryFolder(`flow-${name}`);
    let stack: CollectorStack;
    beforeAll(async () => {
        stack = await startStack(settings, folder, [SENDER, OTHER]);
    });

    const send = async (signal: string, body: string, port: number = HTTP, from?: string): Promise<void> => {
        const answer = await call(stack.certificates, stack.url(port, `/v1/${signal}`), { body, from });
        expect(answer.status).toBe(200);
    };
    const kept = (): readonly Item[] => spansIn(stack.sinks.got("otlp_grpc/jaeger"));
    const spansOf = (traceId: string, count = 1): Promise<readonly Item[]> =>
        eventually(`${count} spans of ${traceId}`, () => {
            const found = kept().filter(({ raw }) => raw.traceId === traceId);
            return found.length >= count ? found : undefined;
        });
    const points = (replica: number): readonly Item[] => pointsIn(stack.sinks.got(`otlp_http/prometheus-${replica}`));
    const span = (more: Partial<Span> = {}): Span => ({
        traceId: newTraceId(),
        service: "payment-service",
        name: "POST /payments",
        ...more,
    });

    test("a span of every protocol arrives once, with the metadata of the pod that sent it", async () => {
        const ids = {
            http: newTraceId(),
            grpc: newTraceId(),
            zipkin: newTraceId(),
            thrift: newTraceId(),
            jaeger: newTraceId(),
        };
        const jaeger = { service: "payment-service", name: "POST /payments", spanId: newSpanId() };
        const { certificates, url, gateway } = stack;

        await send("traces", tracesBody([span({ traceId: ids.http })]));
        await sendByGrpc(stack, folder, tracesBody([span({ traceId: ids.grpc })]));
        const zipkin = [
            {
                traceId: ids.zipkin,
                id: newSpanId(),
                name: "POST /payments",
                kind: "SERVER",
                timestamp: Date.now() * 1000,
                duration: 10_000,
                localEndpoint: { serviceName: "payment-service" },
            },
        ];
        expect(
            await call(certificates, url(SERVICES.collectorZipkin.port, "/api/v2/spans"), {
                body: JSON.stringify(zipkin),
            }),
        ).toMatchObject({ status: 202 });
        expect(
            await call(certificates, url(SERVICES.collectorJaegerHttp.port, "/api/traces"), {
                body: thriftBatch({ ...jaeger, traceId: ids.thrift }),
                type: "application/x-thrift",
            }),
        ).toMatchObject({ status: 202 });
        await postJaegerSpans(
            `localhost:${gateway.port(SERVICES.collectorJaegerGrpc.port)}`,
            readFileSync(certificates.ca),
            protobufRequest({ ...jaeger, traceId: ids.jaeger }),
        );

        for (const id of Object.values(ids)) {
            const found = await spansOf(id);
            expect(found).toHaveLength(1);
            expect(found[0]?.resource).toMatchObject({
                "service.name": "payment-service",
                "k8s.pod.name": SENDER.name,
                "k8s.namespace.name": "go-coffee",
                "k8s.deployment.name": "payment-service",
                "k8s.node.name": "node-a",
                "k8s.cluster.name": settings.config.cluster.name,
                "deployment.environment.name": name,
            });
        }
    });

    test("a metric arrives once at each Prometheus, with labels of the allow-list alone", async () => {
        await send(
            "metrics",
            metricsBody([
                {
                    name: "made.up.flow",
                    value: 42,
                    service: "payment-service",
                    attributes: { method: "card" },
                    resource: { "process.command_line": "/app --verbose", "service.instance.id": "a" },
                },
            ]),
        );
        for (let replica = 0; replica < prometheus; replica++) {
            const [found, ...more] = await eventually(`the metric at Prometheus ${replica}`, () => {
                const here = points(replica).filter(({ metric }) => metric === "made.up.flow");
                return here.length > 0 ? here : undefined;
            });
            expect(more).toEqual([]);
            expect(found?.raw.asInt).toBe("42");
            expect(found?.attributes).toEqual({ method: "card" });
            expect(Object.keys(found?.resource ?? {}).sort()).toEqual([
                "deployment.environment.name",
                "k8s.cluster.name",
                "k8s.deployment.name",
                "k8s.namespace.name",
                "k8s.node.name",
                "k8s.pod.name",
                "service.instance.id",
                "service.name",
            ]);
        }
    });

    test("spans are measured with exemplars, by collector; both ends of a call make an edge of the service graph", async () => {
        const traceId = newTraceId();
        const spanId = newSpanId();
        const caller = tracesBody([span({ traceId, spanId, service: "api-gateway", kind: 3, milliseconds: 40 })]);
        await send("traces", caller, HTTP, "127.0.0.9");
        await send(
            "traces",
            tracesBody([
                span({
                    traceId,
                    parentSpanId: spanId,
                    milliseconds: 30,
                    attributes: { "http.route": "/payments", "made.up": 1 },
                }),
            ]),
        );
        const calls = await eventually("span metrics", () =>
            points(0).find(
                ({ metric, attributes }) =>
                    metric === "traces.span.metrics.calls" && attributes["http.route"] === "/payments",
            ),
        );
        expect(calls.attributes).toEqual({
            "service.name": "payment-service",
            "span.name": "POST /payments",
            "span.kind": "SPAN_KIND_SERVER",
            "status.code": "STATUS_CODE_UNSET",
            "http.route": "/payments",
            "collector.instance.id": "otel-collector-0",
        });
        expect(Object.keys(calls.resource)).not.toContain("k8s.pod.name");
        const exemplars = await eventually("an exemplar", () => {
            const found = points(0)
                .filter(({ metric }) => metric === "traces.span.metrics.duration")
                .flatMap(({ raw }) => (Array.isArray(raw.exemplars) ? (raw.exemplars as { traceId?: string }[]) : []));
            return found.some((exemplar) => exemplar.traceId === traceId) ? found : undefined;
        });
        expect(exemplars.length).toBeGreaterThan(0);
        const edge = await eventually("the edge", () =>
            points(0).find(
                ({ metric, attributes }) =>
                    metric === "traces_service_graph_request_total" && attributes.client === "api-gateway",
            ),
        );
        expect(edge.attributes).toMatchObject({ client: "api-gateway", server: "payment-service" });
        expect(edge.attributes["collector.instance.id"]).toMatch(
            settings.config.collector.samplers > 1 ? /^otel-sampler-[01]$/ : /^otel-collector-0$/,
        );
    });

    test("a batch of large spans arrives: twice what gRPC servers take by default", async () => {
        const ids = Array.from({ length: 800 }, newTraceId);
        const large = { "made.up": "x".repeat(10_000) };
        for (const part of [ids.slice(0, 400), ids.slice(400)]) {
            await send("traces", tracesBody(part.map((traceId) => span({ traceId, attributes: large }))));
        }
        await eventually("all of them", () => {
            const arrived = new Set(kept().map(({ raw }) => raw.traceId));
            return ids.every((id) => arrived.has(id)) || undefined;
        });
    });

    test("probes are dropped, unless they fail", async () => {
        const [fine, failing] = [newTraceId(), newTraceId()];
        const probe = { "url.path": "/healthz" };
        await send(
            "traces",
            tracesBody([
                span({ traceId: fine, attributes: probe }),
                span({ traceId: failing, attributes: probe, error: true }),
            ]),
        );
        await spansOf(failing);
        expect(kept().filter(({ raw }) => raw.traceId === fine)).toEqual([]);
    });

    test("a line that the node's agent brings belongs to its own pod, never to the agent", async () => {
        await send(
            "logs",
            logsBody([
                { body: "GET /healthz 200", service: "payment-service", attributes: { http_route: "/healthz" } },
                {
                    body: "GET /healthz 500",
                    service: "payment-service",
                    severity: "error",
                    attributes: { http_route: "/healthz" },
                },
            ]),
        );
        await send(
            "logs",
            logsBody([
                {
                    body: "order accepted",
                    attributes: [
                        pair("level", { stringValue: "info" }),
                        pair("order_id", { stringValue: "ORD-2026-000123" }),
                        pair("kubernetes", {
                            kvlistValue: {
                                values: [
                                    pair("namespace_name", { stringValue: OTHER.namespace }),
                                    pair("pod_name", { stringValue: OTHER.name }),
                                    pair("container_name", { stringValue: "app" }),
                                    pair("host", { stringValue: OTHER.node }),
                                    pair("labels", {
                                        kvlistValue: {
                                            values: [pair("app.kubernetes.io/name", { stringValue: "order-service" })],
                                        },
                                    }),
                                ],
                            },
                        }),
                    ],
                },
            ]),
            AGENTS,
        );
        const lines = await eventually("the lines", () => {
            const found = linesIn(stack.sinks.got("otlp_http/loki"));
            return found.length >= 2 ? found : undefined;
        });
        const bodies = lines.map(({ raw }) => (raw.body as { stringValue: string }).stringValue);
        expect([...bodies].sort()).toEqual(["GET /healthz 500", "order accepted"]);
        const order = lines[bodies.indexOf("order accepted")];
        expect(order?.resource).toMatchObject({
            "service.name": "order-service",
            "k8s.pod.name": OTHER.name,
            "k8s.deployment.name": "order-service",
            "k8s.node.name": "node-b",
        });
        expect(order?.raw.severityText).toBe("info");
        expect(order?.attributes).toMatchObject({ order_id: "ORD-2026-000123" });
        expect(lines[bodies.indexOf("GET /healthz 500")]?.resource).toMatchObject({ "k8s.pod.name": SENDER.name });
    });
});

const pair = (key: string, value: object): object => ({ key, value });
