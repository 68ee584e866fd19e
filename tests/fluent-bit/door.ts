import { readFileSync } from "node:fs";
import { createServer, request } from "node:https";
import type { AddressInfo } from "node:net";
import type { Certificates } from "../../scripts/shared/loopback/certificates";
import { atEnd } from "../../scripts/shared/loopback/programs";

/** Hands requests on to a collector, or refuses them. */
export async function makeDoor({ ca, certificate, key }: Certificates, to: string) {
    const state = { shut: false, refused: 0 };
    const server = createServer({ cert: readFileSync(certificate), key: readFileSync(key) }, (asked, answer) => {
        if (state.shut) {
            state.refused++;
            asked.resume().on("end", () => answer.writeHead(503).end());
            return;
        }
        const [host, port] = to.split(":");
        const onward = request(
            {
                host,
                port,
                path: `/sink${asked.url ?? ""}`,
                method: asked.method,
                headers: asked.headers,
                ca: readFileSync(ca),
                servername: "localhost",
            },
            (answered) => {
                answer.writeHead(answered.statusCode ?? 500);
                answered.pipe(answer);
            },
        );
        onward.on("error", () => answer.writeHead(502).end());
        asked.pipe(onward);
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    atEnd(() => {
        server.closeAllConnections();
        server.close();
    });
    return Object.assign(state, { port: (server.address() as AddressInfo).port });
}
