import { request as requestByHttp } from "node:http";
import { request as requestByHttps } from "node:https";
import { connect } from "node:net";
import { hostOf, portOf, proxyFor } from "./proxy";

/** Whether somebody answers at a URL; certificates and rights are the caller's business later. */

const PATIENCE_MS = 10_000;

const opens = (url: URL): Promise<boolean> =>
    new Promise((resolve) => {
        const socket = connect({ host: hostOf(url), port: portOf(url), timeout: PATIENCE_MS });
        const end = (reached: boolean) => () => {
            socket.destroy();
            resolve(reached);
        };
        socket.once("connect", end(true)).once("error", end(false)).once("timeout", end(false));
    });

/** Asks a proxy for a connection. */
const tunnels = (url: URL, proxy: URL): Promise<boolean> =>
    new Promise((resolve) => {
        const to = `${url.hostname}:${portOf(url)}`;
        const credentials = [proxy.username, proxy.password].map(decodeURIComponent).join(":");
        const asked = (proxy.protocol === "https:" ? requestByHttps : requestByHttp)({
            method: "CONNECT",
            host: hostOf(proxy),
            port: portOf(proxy),
            path: to,
            headers: {
                host: to,
                ...(proxy.username === ""
                    ? {}
                    : { "proxy-authorization": `Basic ${Buffer.from(credentials).toString("base64")}` }),
            },
            agent: false,
            timeout: PATIENCE_MS,
        });
        const end = (reached: boolean): void => {
            asked.destroy();
            resolve(reached);
        };
        asked
            .once("connect", ({ statusCode }, socket) => {
                socket.destroy();
                end(statusCode === 200);
            })
            .once("response", () => {
                end(false);
            })
            .once("error", () => {
                end(false);
            })
            .once("timeout", () => {
                end(false);
            })
            .end();
    });

/** Directly, or through the proxy that is named or that the environment names. */
export function answers(url: URL, proxy: URL | undefined = proxyFor(url)): Promise<boolean> {
    if (proxy === undefined) return opens(url);
    // Other proxies, and calls without TLS, have no word for what they reach: they decide at each request.
    return url.protocol === "https:" && /^https?:$/.test(proxy.protocol) ? tunnels(url, proxy) : opens(proxy);
}
