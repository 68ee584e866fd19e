/** Just enough of Protobuf to write messages: https://protobuf.dev/programming-guides/encoding/ */

export function varint(value: bigint): Buffer {
    const bytes: number[] = [];
    for (let rest = value; ; rest >>= 7n) {
        if (rest < 128n) return Buffer.from([...bytes, Number(rest)]);
        bytes.push(Number(rest & 127n) | 128);
    }
}

/** A field of bytes, text or a message. */
export function block(id: number, ...content: readonly (Buffer | string)[]): Buffer {
    const bytes = Buffer.concat(content.map((part) => (typeof part === "string" ? Buffer.from(part) : part)));
    return Buffer.concat([varint(BigInt((id << 3) | 2)), varint(BigInt(bytes.length)), bytes]);
}

/** A field of a whole number, of a boolean or of an enumeration. */
export const integer = (id: number, value: number): Buffer =>
    Buffer.concat([varint(BigInt(id << 3)), varint(BigInt(value))]);

/** A field of 64 bits at a fixed length. */
export function fixed64(id: number, value: bigint): Buffer {
    const bytes = Buffer.alloc(8);
    bytes.writeBigUInt64LE(value);
    return Buffer.concat([varint(BigInt((id << 3) | 1)), bytes]);
}
