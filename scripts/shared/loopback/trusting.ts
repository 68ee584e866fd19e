/** HTTPS requests to loopback, with an authority of their own. */
import { readFileSync } from "node:fs";
import { request } from "node:https";
import type { Certificates } from "./certificates";

export interface Answer {
    readonly status: number;
    readonly body: string;
}

interface Options {
    readonly body?: string | Buffer;
    readonly type?: string;
    /** Shows no certificate. */
    readonly anonymous?: true;
    /** Shows a certificate of others. */
    readonly as?: Certificates;
    readonly authorization?: string;
    /** Address on loopback that it comes from. */
    readonly from?: string;
}

const shown = ({ certificate, key }: Certificates): object => ({
    cert: readFileSync(certificate),
    key: readFileSync(key),
});

/** An HTTPS request to loopback that trusts the test's authority and shows a certificate of it; Node's fetch takes none. */
export const call = (certificates: Certificates, url: string, options: Options = {}): Promise<Answer> =>
    new Promise((resolve, reject) => {
        const sent = request(
            url,
            {
                ca: readFileSync(certificates.ca),
                // To servers that ask who calls.
                ...(options.anonymous ? {} : shown(options.as ?? certificates)),
                method: options.body === undefined ? "GET" : "POST",
                headers: {
                    "content-type": options.type ?? "application/json",
                    ...(options.authorization === undefined ? {} : { authorization: options.authorization }),
                },
                agent: false,
                ...(options.from === undefined ? {} : { localAddress: options.from }),
            },
            (response) => {
                const chunks: Buffer[] = [];
                response.on("data", (chunk: Buffer) => chunks.push(chunk));
                response.on("end", () => {
                    resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString() });
                });
            },
        );
        sent.on("error", reject);
        sent.end(options.body);
    });
