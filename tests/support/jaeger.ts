import { block, integer } from "../../scripts/shared/loopback/protobuf";

/** A span in Jaeger's own protocols, as its old clients send it: just enough of Thrift and Protobuf for one batch. */

export interface JaegerSpan {
    readonly service: string;
    readonly name: string;
    /** 32 hexadecimal digits. */
    readonly traceId: string;
    /** 16 hexadecimal digits. */
    readonly spanId: string;
}

const int = (value: number | bigint, size: 2 | 4 | 8): Buffer => {
    const buffer = Buffer.alloc(size);
    if (size === 8) buffer.writeBigInt64BE(BigInt.asIntN(64, BigInt(value)));
    else if (size === 4) buffer.writeInt32BE(Number(value));
    else buffer.writeInt16BE(Number(value));
    return buffer;
};
const half = (id: string, from: number): bigint => BigInt(`0x${id.slice(from, from + 16)}`);

/** Thrift's binary encoding of a Batch: https://github.com/jaegertracing/jaeger-idl/blob/main/thrift/jaeger.thrift */
export function thriftBatch({ service, name, traceId, spanId }: JaegerSpan): Buffer {
    const [STRUCT, LIST, STRING, I32, I64] = [12, 15, 11, 8, 10];
    const field = (type: number, id: number, ...content: readonly Buffer[]): Buffer =>
        Buffer.concat([Buffer.from([type]), int(id, 2), ...content]);
    const text = (value: string): Buffer => Buffer.concat([int(Buffer.byteLength(value), 4), Buffer.from(value)]);
    const stop = Buffer.from([0]);
    const span = Buffer.concat([
        field(I64, 1, int(half(traceId, 16), 8)),
        field(I64, 2, int(half(traceId, 0), 8)),
        field(I64, 3, int(half(spanId, 0), 8)),
        field(I64, 4, int(0, 8)),
        field(STRING, 5, text(name)),
        field(I32, 7, int(1, 4)),
        field(I64, 8, int(Date.now() * 1000, 8)),
        field(I64, 9, int(10_000, 8)),
        stop,
    ]);
    return Buffer.concat([
        field(STRUCT, 1, field(STRING, 1, text(service)), stop),
        field(LIST, 2, Buffer.from([STRUCT]), int(1, 4), span),
        stop,
    ]);
}

/** Protobuf of a PostSpansRequest: https://github.com/jaegertracing/jaeger-idl/blob/main/proto/api_v2/collector.proto */
export function protobufRequest({ service, name, traceId, spanId }: JaegerSpan): Buffer {
    const span = Buffer.concat([
        block(1, Buffer.from(traceId, "hex")),
        block(2, Buffer.from(spanId, "hex")),
        block(3, Buffer.from(name)),
        block(6, integer(1, Math.floor(Date.now() / 1000))),
        block(7, integer(2, 10_000_000)),
    ]);
    return block(1, Buffer.concat([block(1, span), block(2, block(1, Buffer.from(service)))]));
}
