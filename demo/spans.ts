/** A journey as spans, in OTLP's JSON: https://opentelemetry.io/docs/specs/otlp/#json-protobuf-encoding */
import type { Journey, Request } from "./journeys";
import { codeOf } from "./counting";
import { SERVICES, type ServiceName } from "./platform";

export interface Pair {
    readonly key: string;
    readonly value: object;
}

export const attributes = (values: { readonly [key: string]: string | number | undefined }): readonly Pair[] =>
    Object.entries(values).flatMap(([key, value]) =>
        value === undefined
            ? []
            : [{ key, value: typeof value === "number" ? { intValue: String(value) } : { stringValue: value } }],
    );

export const nanoseconds = (milliseconds: number): string => `${BigInt(Math.round(milliseconds * 1000)) * 1000n}`;

const KIND = { server: 2, client: 3, producer: 4, consumer: 5 } as const;

/** The client's half of a request has an id that follows from the server's, so that either can name the other. */
const clientId = (spanId: string): string => `${spanId.slice(8)}${spanId.slice(0, 8)}`;

const route = (service: ServiceName): string => SERVICES[service].route;
const broken = ({ outcome }: Request): boolean => outcome === "failed" || outcome === "unanswered";

/** Spans of some services within a journey: each request has one where it is answered, and one where it is asked. */
export function spansOf(journey: Journey, services: ReadonlySet<ServiceName>): readonly [ServiceName, object][] {
    return journey.requests.flatMap((request): [ServiceName, object][] => [
        ...(request.caller !== undefined && services.has(request.caller)
            ? [[request.caller, asking(request, journey)] as [ServiceName, object]]
            : []),
        ...(services.has(request.service) && request.outcome !== "unanswered"
            ? [[request.service, answering(request, journey)] as [ServiceName, object]]
            : []),
    ]);
}

const times = ({ start, duration }: Request, { begin }: Journey, wait: number) => ({
    startTimeUnixNano: nanoseconds(begin + start - wait),
    endTimeUnixNano: nanoseconds(begin + start + duration + wait),
});

const failure = (request: Request): object =>
    broken(request) ? { status: { code: 2, message: request.reason ?? "" } } : {};

const asking = (request: Request, journey: Journey): object => ({
    traceId: journey.traceId,
    spanId: clientId(request.spanId),
    parentSpanId: request.parentId ?? "",
    name: request.later ? `${route(request.service)} send` : `POST ${route(request.service)}`,
    kind: request.later ? KIND.producer : KIND.client,
    ...times(request, journey, request.later ? 0 : 0.5),
    attributes: attributes({
        ...(request.later
            ? { "messaging.system": "kafka", "messaging.destination.name": "coffee-orders" }
            : { "http.request.method": "POST", "server.address": request.service }),
        "error.type": broken(request) ? request.reason : undefined,
    }),
    ...failure(request),
});

const answering = (request: Request, journey: Journey): object => ({
    traceId: journey.traceId,
    spanId: request.spanId,
    parentSpanId: request.parentId === undefined ? "" : clientId(request.spanId),
    name: request.later ? route(request.service) : `POST ${route(request.service)}`,
    kind: request.later ? KIND.consumer : KIND.server,
    ...times(request, journey, 0),
    attributes: attributes({
        ...(request.later
            ? { "messaging.system": "kafka", "messaging.destination.name": "coffee-orders" }
            : {
                  "http.request.method": "POST",
                  "http.route": route(request.service),
                  "http.response.status_code": Number(codeOf(request)),
              }),
        // Personal data, as services put them there: the gateway is what takes them out.
        ...(request.service === "auth-service" ? { "user.email": journey.customer.email } : {}),
        ...(request.service === "web-ui" ? { "client.address": journey.customer.ip } : {}),
    }),
    ...failure(request),
});

/** Body of a request to /v1/traces. */
export const tracesBody = (
    spans: readonly (readonly [ServiceName, object])[],
    resourceOf: (service: ServiceName) => { readonly [key: string]: string },
): string =>
    JSON.stringify({
        resourceSpans: [...new Set(spans.map(([service]) => service))].map((service) => ({
            resource: { attributes: attributes(resourceOf(service)) },
            scopeSpans: [
                {
                    scope: { name: "go-coffee-demo" },
                    spans: spans.filter(([of]) => of === service).map(([, span]) => span),
                },
            ],
        })),
    });
