/** Sends what services make, as OTLP over HTTP in JSON, and counts what was taken. */
import { readFileSync } from "node:fs";
import { Agent, request } from "node:https";

export interface Counts {
    sent: number;
    /** Not taken, or nobody answered: a service doesn't wait for its observers. */
    lost: number;
}

export interface Sender {
    /** @param path such as /v1/traces */
    readonly send: (path: string, body: string, items: number) => void;
    readonly counts: { readonly [path: string]: Counts };
}

const TIMEOUT = 5000;

export function sender(url: string, ca: string): Sender {
    // The authority may be renewed: its certificate is read for each connection.
    const agent = new Agent({ keepAlive: true, maxSockets: 2 });
    const counts: { [path: string]: Counts } = {};
    return {
        counts,
        send: (path, body, items) => {
            const count = (counts[path] ??= { sent: 0, lost: 0 });
            if (items === 0) return;
            let told = false;
            const tell = (taken: boolean): void => {
                if (told) return;
                told = true;
                count[taken ? "sent" : "lost"] += items;
            };
            const sent = request(
                `${url}${path}`,
                {
                    method: "POST",
                    agent,
                    ca: readFileSync(ca),
                    timeout: TIMEOUT,
                    headers: { "content-type": "application/json" },
                },
                (answer) => {
                    answer.resume();
                    tell(answer.statusCode === 200);
                },
            );
            sent.on("timeout", () => sent.destroy(new Error("no answer")));
            sent.on("error", () => {
                tell(false);
            });
            sent.end(body);
        },
    };
}
