import { randomFillSync } from "node:crypto";
import { block, fixed64, integer } from "../shared/loopback/protobuf";

/** Requests as applications and Fluent Bit send them, encoded once: OTLP in Protobuf. */

export type Value = string | number | boolean | Attributes;
export interface Attributes {
    readonly [name: string]: Value;
}

/** A request of one resource. */
export interface Request {
    readonly body: Buffer;
    readonly items: number;
    /** Where trace ids stand, and the number of the trace. */
    readonly traceIds: readonly { readonly at: number; readonly trace: number }[];
}

export interface Span {
    /** Number of its trace among those of a group of requests. */
    readonly trace: number;
    /** Number of the span in its trace, and of its parent. */
    readonly span: number;
    readonly parent?: number;
    readonly name: string;
    /** 1 internal, 2 server, 3 client */
    readonly kind: 1 | 2 | 3;
    readonly milliseconds: number;
    readonly attributes: Attributes;
}

export interface Line {
    readonly body: string;
    readonly severity: string;
    readonly severityNumber: number;
    readonly attributes: Attributes;
}

const any = (value: Value): Buffer => {
    if (typeof value === "string") return block(1, value);
    if (typeof value === "boolean") return integer(2, Number(value));
    if (typeof value === "number") return integer(3, value);
    return block(6, ...pairs(1, value));
};
const pairs = (id: number, attributes: Attributes): readonly Buffer[] =>
    Object.entries(attributes).map(([key, value]) => block(id, block(1, key), block(2, any(value))));

const nanoseconds = (milliseconds: number): bigint => BigInt(milliseconds) * 1_000_000n;
const MARK = Buffer.from("trace-id-of-");
const ID_LENGTH = MARK.length + 4;
const placeholder = (trace: number): Buffer => {
    const id = Buffer.alloc(ID_LENGTH);
    MARK.copy(id);
    id.writeUInt32BE(trace, MARK.length);
    return id;
};
const spanId = (trace: number, span: number): Buffer => {
    const id = Buffer.alloc(8);
    id.writeUInt32BE(trace + 1);
    id.writeUInt32BE(span + 1, 4);
    return id;
};

/** https://github.com/open-telemetry/opentelemetry-proto/blob/main/opentelemetry/proto/trace/v1/trace.proto */
export function tracesRequest(resource: Attributes, spans: readonly Span[], end = Date.now()): Request {
    const encoded = spans.map(({ trace, span, parent, name, kind, milliseconds, attributes }) =>
        block(
            2,
            block(1, placeholder(trace)),
            block(2, spanId(trace, span)),
            ...(parent === undefined ? [] : [block(4, spanId(trace, parent))]),
            block(5, name),
            integer(6, kind),
            fixed64(7, nanoseconds(end - milliseconds)),
            fixed64(8, nanoseconds(end)),
            ...pairs(9, attributes),
        ),
    );
    return request(resource, encoded);
}

/** https://github.com/open-telemetry/opentelemetry-proto/blob/main/opentelemetry/proto/logs/v1/logs.proto */
export function logsRequest(resource: Attributes, lines: readonly Line[], time = Date.now()): Request {
    const encoded = lines.map(({ body, severity, severityNumber, attributes }) =>
        block(
            2,
            fixed64(1, nanoseconds(time)),
            integer(2, severityNumber),
            block(3, severity),
            block(5, any(body)),
            ...pairs(6, attributes),
        ),
    );
    return request(resource, encoded);
}

function request(resource: Attributes, items: readonly Buffer[]): Request {
    const scope = block(1, block(1, "made-up-instrumentation"), block(2, "1.0.0"));
    const body = block(1, block(1, ...pairs(1, resource)), block(2, scope, ...items));
    const traceIds: { at: number; trace: number }[] = [];
    for (let at = body.indexOf(MARK); at >= 0; at = body.indexOf(MARK, at + ID_LENGTH)) {
        traceIds.push({ at, trace: body.readUInt32BE(at + MARK.length) });
    }
    return { body, items: items.length, traceIds };
}

/** Gives requests that are sent together traces that have never been seen, the same in all of them. */
export function renewTraces(requests: readonly Request[]): void {
    const ids: Buffer[] = [];
    for (const { body, traceIds } of requests) {
        for (const { at, trace } of traceIds) {
            ids[trace] ??= randomFillSync(Buffer.alloc(ID_LENGTH));
            ids[trace].copy(body, at);
        }
    }
}
