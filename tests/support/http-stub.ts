import { createServer, type IncomingHttpHeaders, type Server } from "node:http";

export interface Received {
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

const running = new Set<Server>();
afterAll(() => {
    for (const server of running) {
        server.closeAllConnections();
        server.close();
    }
});

/** A server on loopback that keeps what it gets and says what a path is told to answer, until the test file ends. */
export async function httpStub(answers: { readonly [path: string]: string } = {}): Promise<HttpStub> {
    const received: Received[] = [];
    const server = createServer((request, response) => {
        const chunks: Buffer[] = [];
        request.on("data", (chunk: Buffer) => chunks.push(chunk));
        request.on("end", () => {
            const path = request.url ?? "";
            const body = Buffer.concat(chunks).toString();
            received.push({ path, headers: request.headers, body: body === "" ? undefined : JSON.parse(body) });
            const answer = Object.entries(answers).find(([prefix]) => path.startsWith(prefix))?.[1] ?? "";
            response.setHeader("content-type", answer.startsWith("{") ? "application/json" : "text/plain");
            response.end(answer);
        });
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    running.add(server);
    const address = server.address();
    if (address === null || typeof address === "string") throw new Error("no port");
    return {
        url: `http://127.0.0.1:${address.port}`,
        got: (path) => received.filter((request) => request.path.startsWith(path)),
    };
}
