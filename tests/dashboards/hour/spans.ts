import type { CollectorStack } from "../../support/collector-stack";
import { newSpanId, newTraceId, tracesBody, type Span } from "../../support/otlp";
import { eventually } from "../../../scripts/shared/loopback/programs";
import { runningOn } from "./exposition";
import { post, type RunningPrometheus } from "./programs";
import { idOf, type Labels, type Series } from "./series";
import { FAILING, SERVICES, type ServiceName } from "./world";

/** Who calls whom. */
const CALLS: readonly (readonly [ServiceName, ServiceName])[] = [
    ["web-ui", "api-gateway"],
    ["api-gateway", "order-service"],
    ["api-gateway", "accounts-service"],
    ["api-gateway", "auth-service"],
    ["api-gateway", "ai-search"],
    ["api-gateway", "producer"],
    ["order-service", "payment-service"],
    ["order-service", "kitchen-service"],
    ["payment-service", "crypto-wallet"],
    ["crypto-wallet", "defi-service"],
    ["ai-agents", "order-service"],
    ["consumer", "kitchen-service"],
    ["streams", "consumer"],
];
/** No source says what such a span is called: this name is made up. */
const CONFIRMING: readonly ServiceName[] = ["crypto-wallet", "defi-service"];

const call = (client: ServiceName, server: ServiceName, error: boolean): readonly Span[] => {
    const traceId = newTraceId();
    const spanId = newSpanId();
    return [
        { traceId, spanId, service: client, name: `POST /${server}`, kind: 3, milliseconds: 60, error },
        {
            traceId,
            parentSpanId: spanId,
            service: server,
            name: "POST /api/v1/items",
            kind: 2,
            milliseconds: 40,
            error,
        },
    ];
};

/** Spans of every service: each call once fine, those to the failing service once failed. */
const spans = (): readonly Span[] => [
    ...CALLS.flatMap(([client, server]) => [
        ...call(client, server, false),
        ...(server === FAILING || client === FAILING ? call(client, server, true) : []),
    ]),
    ...SERVICES.map((service) => ({
        traceId: newTraceId(),
        service,
        name: "GET /api/v1/items/{id}",
        kind: 2,
        milliseconds: 120,
    })),
    // Whom it calls sends no spans.
    {
        traceId: newTraceId(),
        service: FAILING,
        name: "charge",
        kind: 3,
        milliseconds: 80,
        error: true,
        attributes: { "peer.service": "card-network" },
    },
    ...CONFIRMING.map((service) => ({
        traceId: newTraceId(),
        service,
        name: "confirm transaction",
        kind: 1,
        milliseconds: 900,
    })),
];

interface Answer {
    readonly data: {
        readonly result: readonly { readonly metric: Labels; readonly value: readonly [number, string] }[];
    };
}

/** Exposition of what a Prometheus knows of metrics, with the types that their names tell. */
async function exposed({ url }: RunningPrometheus, names: string): Promise<string> {
    const answer = await fetch(`${url}/api/v1/query?query=${encodeURIComponent(`{__name__=~"${names}"}`)}`);
    const { data } = (await answer.json()) as Answer;
    const lines = data.result.map(({ metric: { __name__: name = "", ...labels }, value }) => ({
        name,
        labels,
        value: value[1],
    }));
    const types = new Set(
        lines.map(({ name }) =>
            /_(bucket|sum|count)$/.test(name)
                ? `# TYPE ${name.replace(/_(bucket|sum|count)$/, "")} histogram`
                : `# TYPE ${name} ${name.endsWith("_total") ? "counter" : "gauge"}`,
        ),
    );
    return [...types, ...lines.map(({ name, labels, value }) => `${idOf(name, labels)} ${value}`)].join("\n");
}

/** Span metrics and the service graph: spans through the stack's collector, what it makes of them into a Prometheus. */
export async function spanMetrics(
    stack: CollectorStack,
    send: (signal: "traces", body: string) => Promise<void>,
    prometheus: RunningPrometheus,
): Promise<readonly Series[]> {
    const instances = spans().map((span): Span => ({
        ...span,
        resource: { "service.namespace": "go-coffee", "service.instance.id": `${span.service}-1` },
    }));
    await send("traces", tracesBody(instances));
    let delivered = 0;
    return eventually(
        "span metrics",
        async () => {
            const batches = stack.sinks.got("otlp_http/prometheus-0");
            for (const batch of batches.slice(delivered))
                await post(`${prometheus.url}/api/v1/otlp/v1/metrics`, JSON.stringify(batch));
            delivered = batches.length;
            const text = await exposed(prometheus, "traces_.*");
            const services = new Set(
                [...text.matchAll(/calls_total\{.*service_name="([^"]+)"/g)].map(([, name]) => name),
            );
            const edges = new Set(
                [...text.matchAll(/service_graph_request_total\{.*client="([^"]+)".*/g)].map(([line]) => line),
            );
            return /request_failed_total\{.*connection_type=/.test(text) &&
                services.size >= SERVICES.length &&
                edges.size >= CALLS.length
                ? runningOn(text)
                : undefined;
        },
        90_000,
    );
}
