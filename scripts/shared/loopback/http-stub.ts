/** A web server that keeps what it gets. */
import type { IncomingHttpHeaders } from "node:http";
import { webServer } from "./web-server";

export interface Received {
    /** Milliseconds since 1970. */
    readonly time: number;
    readonly path: string;
    readonly headers: IncomingHttpHeaders;
    /** The body, as JSON. */
    readonly body: unknown;
}

export interface HttpStub {
    /** Base URL. */
    readonly url: string;
    /** What it got so far below a path. */
    readonly got: (path: string) => readonly Received[];
}

/** A server on loopback that keeps what it gets and says what a path is told to answer; it is stopped at the end. */
export async function httpStub(answers: { readonly [path: string]: string } = {}): Promise<HttpStub> {
    const received: Received[] = [];
    const { url } = await webServer((request, response) => {
        const chunks: Buffer[] = [];
        request.on("data", (chunk: Buffer) => chunks.push(chunk));
        request.on("end", () => {
            const path = request.url ?? "";
            const text = Buffer.concat(chunks).toString();
            const body: unknown = text === "" ? undefined : JSON.parse(text);
            received.push({ time: Date.now(), path, headers: request.headers, body });
            const answer = Object.entries(answers).find(([prefix]) => path.startsWith(prefix))?.[1] ?? "";
            response.setHeader("content-type", answer.startsWith("{") ? "application/json" : "text/plain");
            response.end(answer);
        });
    });
    return { url, got: (path) => received.filter((request) => request.path.startsWith(path)) };
}
