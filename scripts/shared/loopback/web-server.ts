/** Web servers on loopback. */
import { createServer, type RequestListener, type Server } from "node:http";
import { createReadStream, existsSync, statSync } from "node:fs";
import { join, normalize } from "node:path";
import { atEnd } from "./programs";

export interface WebServer {
    readonly url: string;
    /** Host and port. */
    readonly host: string;
    readonly stop: () => Promise<void>;
}

/** A web server on loopback; it is stopped at the end at the latest. */
export const webServer = (listener: RequestListener): Promise<WebServer> => listening(createServer(listener), "http");

/** The same for a server that is made already. */
export async function listening(server: Server, scheme: "http" | "https"): Promise<WebServer> {
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const address = server.address();
    if (address === null || typeof address === "string") throw new Error("no port");
    const stop = async (): Promise<void> => {
        server.closeAllConnections();
        await new Promise((resolve) => server.close(resolve));
    };
    atEnd(stop);
    const host = `127.0.0.1:${address.port}`;
    return { url: `${scheme}://${host}`, host, stop };
}

/** Serves the files of a folder, as any web server would. */
export const serveFolder = (folder: string): Promise<WebServer> =>
    webServer((request, response) => {
        const file = join(folder, normalize(new URL(request.url ?? "/", "http://localhost").pathname));
        if (!existsSync(file) || !statSync(file).isFile()) {
            response.writeHead(404).end();
            return;
        }
        createReadStream(file).pipe(response);
    });
