/** HTTPS requests to loopback, with an authority of their own. */
import { readFileSync } from "node:fs";
import { request } from "node:https";
import type { Certificates } from "./certificates";

export interface Answer {
    readonly status: number;
    readonly body: string;
}

/** An HTTPS request to loopback that trusts the test's authority and shows a certificate of it; Node's fetch takes none. */
export const call = (
    { ca, certificate, key }: Certificates,
    url: string,
    options: { readonly body?: string | Buffer; readonly type?: string; readonly anonymous?: true } = {},
): Promise<Answer> =>
    new Promise((resolve, reject) => {
        const sent = request(
            url,
            {
                ca: readFileSync(ca),
                // To servers that ask who calls.
                ...(options.anonymous ? {} : { cert: readFileSync(certificate), key: readFileSync(key) }),
                method: options.body === undefined ? "GET" : "POST",
                headers: { "content-type": options.type ?? "application/json" },
                agent: false,
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
