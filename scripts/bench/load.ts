import type { Pod } from "../shared/loopback/kubernetes-api";
import { logsRequest, tracesRequest, type Attributes, type Line, type Request, type Span } from "./payloads";

/** What a bench sends: made up, of the kind and size that the platform's services send. */

export const SIGNALS = ["traces", "logs"] as const;
export type Signal = (typeof SIGNALS)[number];

/** Requests that are sent together, each by the pod at an address. */
export type Group = readonly { readonly from: string; readonly request: Request }[];

const SERVICES = ["api-gateway", "order-service", "kitchen-service", "payment-service"] as const;
/** Any address of the loopback network can be sent from: every pod has its own. */
const addressOf = (index: number): string => `127.0.1.${index + 1}`;
const NODE_AGENT = "127.0.0.1";

const podOf = (service: string, index: number): Pod => ({
    name: `${service}-5d8f7c9b6-abcd${index}`,
    namespace: "go-coffee",
    ip: addressOf(index),
    labels: { "app.kubernetes.io/name": service, "app.kubernetes.io/part-of": "go-coffee" },
    deployment: service,
    node: "node-a",
});
export const PODS: readonly Pod[] = SERVICES.map(podOf);

const GROUPS = 6;
const TRACES = 160;
/** Four in each of three services. */
export const SPANS_PER_TRACE = 12;
const LINES = 500;
/** One trace in so many reaches payments: all of these are kept. */
const PAYING = 4;
/** One line in so many tells what must not be told. */
const TELLING = 20;

/** What of it tells what must not be told: nothing, as much as services do by mistake, or each item several times. */
export const TRAFFIC = ["clean", "typical", "dirty"] as const;
export type Traffic = (typeof TRAFFIC)[number];

/** A whole trace has 12 spans in three services: a call in, a query, some work, and a call to the next service. */
export function traces(traffic: Traffic = "typical"): readonly Group[] {
    return Array.from({ length: GROUPS }, (_, group): Group => {
        const spans = SERVICES.map((): Span[] => []);
        for (let trace = 0; trace < TRACES; trace++) {
            const last = trace % PAYING === 0 ? 3 : 2;
            [0, 1, last].forEach((service, step) =>
                spans[service]?.push(...visit(group, trace, service, step, traffic)),
            );
        }
        return SERVICES.map((service, index) => ({
            from: addressOf(index),
            request: tracesRequest(resourceOf(service), spans[index] ?? []),
        }));
    });
}

const resourceOf = (service: string): Attributes => ({
    "service.name": service,
    "service.version": "1.42.0",
    "service.instance.id": `${service}-0`,
    "telemetry.sdk.language": "go",
    "telemetry.sdk.name": "opentelemetry",
    "telemetry.sdk.version": "1.38.0",
});

function visit(group: number, trace: number, service: number, step: number, traffic: Traffic): readonly Span[] {
    const first = step * 4;
    const number = group * TRACES + trace;
    const route = "/api/v1/orders/{id}";
    const path = `/api/v1/orders/ORD-2026-${String(number).padStart(6, "0")}`;
    const common = { "thread.id": number % 32, "app.order.id": `ORD-2026-${number}`, "app.region": "eu-central" };
    const told = traffic === "dirty" ? telling(number) : {};
    const span = (index: number, name: string, kind: 1 | 2 | 3, attributes: Attributes): Span => ({
        trace,
        span: first + index,
        // A call in is made by the call out of the service before it.
        ...(first + index === 0 ? {} : { parent: index === 0 ? first - 1 : first }),
        name,
        kind,
        milliseconds: 20 + ((number * 7 + index * 13) % 90),
        attributes: { ...attributes, ...common, ...told },
    });
    return [
        span(0, `POST ${route}`, 2, {
            "http.request.method": "POST",
            "http.route": route,
            "url.path": path,
            "url.scheme": "https",
            "http.response.status_code": 200,
            "network.protocol.version": "1.1",
            "user_agent.original": "go-coffee-app/7.1 (iPhone; iOS 19.2)",
            ...(traffic === "clean" ? {} : { "user.id": `user-${number % 500}` }),
        }),
        span(1, "SELECT orders", 3, {
            "db.system.name": "postgresql",
            "db.namespace": "orders",
            "db.operation.name": "SELECT",
            "db.collection.name": "orders",
            "db.query.text": "SELECT id, product, quantity, state FROM orders WHERE id = $1 AND region = $2",
            "server.address": "postgresql.go-coffee.svc",
            "server.port": 5432,
        }),
        span(2, "price the order", 1, {
            "code.function.name": "orders.(*Pricer).Price",
            "code.file.path": "internal/orders/pricer.go",
            "code.line.number": 118,
            "app.order.items": 1 + (number % 4),
            "app.order.total": `${3 + (number % 20)}.50`,
            "app.currency": "USD",
            "app.cached": number % 3 === 0,
        }),
        span(3, "POST", 3, {
            "http.request.method": "POST",
            "url.full": `https://${SERVICES[Math.min(service + 1, 3)] ?? ""}.go-coffee.svc:8443${path}`,
            "server.address": `${SERVICES[Math.min(service + 1, 3)] ?? ""}.go-coffee.svc`,
            "server.port": 8443,
            "http.response.status_code": 200,
            "network.protocol.version": "1.1",
            "http.request.resend_count": 0,
        }),
    ];
}

/** Attributes with a name, a secret, an address and a card. */
const telling = (number: number): Attributes => ({
    customer_name: "Alice Smith",
    "client.address": `203.0.113.${number % 250}`,
    note: `card 4111 1111 1111 1111 of guest${number}@example.com, password=made-up-${number}`,
});

/** Lines of one pod each, as the agent of its node brings them. */
export function logs(traffic: Traffic = "typical"): readonly Group[] {
    return Array.from({ length: GROUPS }, (_, group): Group => {
        return PODS.map((pod, index) => ({
            from: NODE_AGENT,
            request: logsRequest(
                {},
                Array.from({ length: LINES }, (_, line) =>
                    lineOf(pod, (group * PODS.length + index) * LINES + line, traffic),
                ),
            ),
        }));
    });
}

const MESSAGES: readonly ((number: number) => string)[] = [
    (number) => `order ORD-2026-${number} accepted: 2 items, 11.50 USD, ready in ${3 + (number % 9)} minutes`,
    (number) => `handled POST /api/v1/orders in ${number % 300} ms, 200, 1843 bytes`,
    (number) => `published order.created to partition ${number % 12} at offset ${8_000_000 + number}`,
    () => "cache miss for menu of region eu-central, read from the database and kept for 300 s",
];
const TALES: readonly ((number: number) => string)[] = [
    (number) => `receipt sent to guest${number}@example.com for the order, 11.50 USD`,
    () => "card 4111 1111 1111 1111 declined by the issuer, asked for another one",
    (number) => `refused a request of 203.0.113.${number % 250}: authorization=Bearer made.up.token-${number}`,
];

function lineOf({ name, namespace, node, labels, deployment }: Pod, number: number, traffic: Traffic): Line {
    const tells = traffic === "dirty" || (traffic === "typical" && number % TELLING === 0);
    const [messages, turn] = tells
        ? [TALES, Math.floor(number / (traffic === "dirty" ? 1 : TELLING))]
        : [MESSAGES, number];
    const message = messages[turn % messages.length] ?? String;
    const id = String(number).padStart(16, "0");
    return {
        body: message(number),
        severity: "info",
        severityNumber: 9,
        attributes: {
            level: "info",
            service: deployment,
            trace_id: `4bf92f3577b34da6${id}`,
            span_id: id,
            order_id: `ORD-2026-${number}`,
            ...(traffic === "clean" ? {} : { user_id: `user-${number % 500}` }),
            ...(traffic === "dirty" ? telling(number) : {}),
            http_method: "POST",
            http_route: "/api/v1/orders/{id}",
            http_status: 200,
            kubernetes: {
                pod_name: name,
                namespace_name: namespace,
                pod_id: `uid-of-${name}`,
                host: node,
                container_name: "app",
                container_image: "registry.example.com/go-coffee/app:1.42.0",
                labels,
            },
        },
    };
}

export const LOADS: { readonly [signal in Signal]: (traffic?: Traffic) => readonly Group[] } = { traces, logs };

/** How fast a load is sent. */
export interface Pace {
    readonly seconds: number;
    /** Items a second at most: traces that wait for their sampling are bounded in number. */
    readonly perSecond: number;
}
