import { randomBytes } from "node:crypto";
import { isPlainObject, valueAt } from "../../config/merge";

/** OTLP in JSON, to send and to read: https://opentelemetry.io/docs/specs/otlp/#json-protobuf-encoding */

export interface Attributes {
    readonly [name: string]: string | number | boolean;
}

export interface Span {
    readonly traceId: string;
    readonly spanId?: string;
    readonly parentSpanId?: string;
    readonly service: string;
    readonly name: string;
    /** 1 internal, 2 server, 3 client */
    readonly kind?: number;
    readonly milliseconds?: number;
    readonly error?: boolean;
    readonly attributes?: Attributes;
    readonly resource?: Attributes;
    /** Attributes of an event of the span. */
    readonly event?: Attributes;
}

export const newTraceId = (): string => randomBytes(16).toString("hex");
export const newSpanId = (): string => randomBytes(8).toString("hex");

const attributesOf = (attributes: Attributes): readonly object[] =>
    Object.entries(attributes).map(([key, value]) => ({
        key,
        value:
            typeof value === "string"
                ? { stringValue: value }
                : typeof value === "boolean"
                  ? { boolValue: value }
                  : Number.isInteger(value)
                    ? { intValue: String(value) }
                    : { doubleValue: value },
    }));

const nanoseconds = (milliseconds: number): string => `${BigInt(Math.round(milliseconds)) * 1_000_000n}`;

/** Body of a request to /v1/traces. */
export const tracesBody = (spans: readonly Span[], end = Date.now()): string =>
    JSON.stringify({
        resourceSpans: spans.map((span) => ({
            resource: { attributes: attributesOf({ "service.name": span.service, ...span.resource }) },
            scopeSpans: [
                {
                    spans: [
                        {
                            traceId: span.traceId,
                            spanId: span.spanId ?? newSpanId(),
                            parentSpanId: span.parentSpanId ?? "",
                            name: span.name,
                            kind: span.kind ?? 2,
                            startTimeUnixNano: nanoseconds(end - (span.milliseconds ?? 10)),
                            endTimeUnixNano: nanoseconds(end),
                            attributes: attributesOf(span.attributes ?? {}),
                            events:
                                span.event === undefined
                                    ? []
                                    : [
                                          {
                                              name: "made up",
                                              timeUnixNano: nanoseconds(end),
                                              attributes: attributesOf(span.event),
                                          },
                                      ],
                            status: span.error === true ? { code: 2 } : {},
                        },
                    ],
                },
            ],
        })),
    });

export interface Line {
    readonly body: string;
    readonly service?: string;
    readonly severity?: string;
    readonly attributes?: object;
    readonly resource?: Attributes;
}

/** Body of a request to /v1/logs; attributes that are given as a list stand as they are. */
export const logsBody = (lines: readonly Line[], time = Date.now()): string =>
    JSON.stringify({
        resourceLogs: lines.map((line) => ({
            resource: {
                attributes: attributesOf({
                    ...(line.service === undefined ? {} : { "service.name": line.service }),
                    ...line.resource,
                }),
            },
            scopeLogs: [
                {
                    logRecords: [
                        {
                            timeUnixNano: nanoseconds(time),
                            severityText: line.severity ?? "",
                            body: { stringValue: line.body },
                            attributes: Array.isArray(line.attributes)
                                ? line.attributes
                                : attributesOf((line.attributes ?? {}) as Attributes),
                        },
                    ],
                },
            ],
        })),
    });

export interface Counter {
    readonly name: string;
    readonly value: number;
    readonly service: string;
    readonly attributes?: Attributes;
    readonly resource?: Attributes;
}

/** Body of a request to /v1/metrics: cumulative counters. */
export const metricsBody = (counters: readonly Counter[], time = Date.now()): string =>
    JSON.stringify({
        resourceMetrics: counters.map((counter) => ({
            resource: { attributes: attributesOf({ "service.name": counter.service, ...counter.resource }) },
            scopeMetrics: [
                {
                    metrics: [
                        {
                            name: counter.name,
                            sum: {
                                aggregationTemporality: 2,
                                isMonotonic: true,
                                dataPoints: [
                                    {
                                        startTimeUnixNano: nanoseconds(time - 60_000),
                                        timeUnixNano: nanoseconds(time),
                                        asInt: String(counter.value),
                                        attributes: attributesOf(counter.attributes ?? {}),
                                    },
                                ],
                            },
                        },
                    ],
                },
            ],
        })),
    });

/** What a sink got of a signal: each span, line or point with the attributes of its resource. */
export interface Item {
    readonly resource: Attributes;
    readonly attributes: Attributes;
    /** The span, log record or data point as it came. */
    readonly raw: { readonly [key: string]: unknown };
    /** Name of the metric of a data point. */
    readonly metric?: string;
}

const list = (value: unknown, key: string): readonly unknown[] => {
    const found = valueAt(value, [key]);
    return Array.isArray(found) ? found : [];
};

const plain = (value: unknown): string | number | boolean => {
    const entry = isPlainObject(value) ? Object.entries(value)[0] : undefined;
    if (entry === undefined) return "";
    const [kind, content] = entry;
    if (kind === "intValue" || kind === "doubleValue") return Number(content);
    return typeof content === "string" || typeof content === "boolean" ? content : JSON.stringify(content);
};

export const readAttributes = (owner: unknown): Attributes =>
    Object.fromEntries(
        list(owner, "attributes").map((pair) => [String(valueAt(pair, ["key"])), plain(valueAt(pair, ["value"]))]),
    );

const items = (batches: readonly unknown[], outer: string, scope: string, inner: string): readonly Item[] =>
    batches.flatMap((batch) =>
        list(batch, outer).flatMap((entry) =>
            list(entry, scope).flatMap((scoped) =>
                list(scoped, inner).map((raw) => ({
                    resource: readAttributes(valueAt(entry, ["resource"])),
                    attributes: readAttributes(raw),
                    raw: isPlainObject(raw) ? raw : {},
                })),
            ),
        ),
    );

export const spansIn = (batches: readonly unknown[]): readonly Item[] =>
    items(batches, "resourceSpans", "scopeSpans", "spans");
export const linesIn = (batches: readonly unknown[]): readonly Item[] =>
    items(batches, "resourceLogs", "scopeLogs", "logRecords");
export const pointsIn = (batches: readonly unknown[]): readonly Item[] =>
    items(batches, "resourceMetrics", "scopeMetrics", "metrics").flatMap(({ resource, raw }) =>
        ["sum", "gauge", "histogram"].flatMap((kind) =>
            list(raw[kind], "dataPoints").map((point) => ({
                resource,
                attributes: readAttributes(point),
                raw: isPlainObject(point) ? point : {},
                metric: String(raw.name),
            })),
        ),
    );
