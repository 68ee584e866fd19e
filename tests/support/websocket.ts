import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { request } from "node:https";
import type { Certificates } from "../../scripts/shared/loopback/certificates";
import { atEnd } from "../../scripts/shared/loopback/programs";

/** Listens to a WebSocket on loopback; what has come in so far, a text each. Enough of RFC 6455 for short messages. */
export const listen = ({ ca, certificate, key }: Certificates, url: string): Promise<() => readonly string[]> =>
    new Promise((resolve, reject) => {
        const asked = request(url, {
            ca: readFileSync(ca),
            cert: readFileSync(certificate),
            key: readFileSync(key),
            headers: {
                connection: "Upgrade",
                upgrade: "websocket",
                "sec-websocket-version": "13",
                "sec-websocket-key": randomBytes(16).toString("base64"),
            },
        });
        asked.on("error", reject);
        asked.on("response", ({ statusCode }) => {
            reject(new Error(`${url} answers ${statusCode ?? 0}, it is no WebSocket`));
        });
        asked.on("upgrade", (_, socket, head) => {
            let received = head;
            socket.on("data", (chunk: Buffer) => (received = Buffer.concat([received, chunk])));
            socket.on("error", () => socket.destroy());
            atEnd(() => {
                socket.destroy();
            });
            resolve(() => textsIn(received));
        });
        asked.end();
    });

const TEXT = 1;

function textsIn(frames: Buffer): readonly string[] {
    const texts: string[] = [];
    for (let at = 0; at + 2 <= frames.length;) {
        const short = frames.readUInt8(at + 1) & 127;
        const [length, from] =
            short === 126
                ? [frames.readUInt16BE(at + 2), at + 4]
                : short === 127
                  ? [Number(frames.readBigUInt64BE(at + 2)), at + 10]
                  : [short, at + 2];
        if (from + length > frames.length) break;
        if ((frames.readUInt8(at) & 15) === TEXT) texts.push(frames.toString("utf8", from, from + length));
        at = from + length;
    }
    return texts;
}
