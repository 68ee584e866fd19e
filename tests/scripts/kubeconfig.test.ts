import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { connect, createServer as createTcpServer, type AddressInfo, type Server as TcpServer } from "node:net";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "../../config/parse";
import { apiServer } from "../../scripts/shared/cluster/kubeconfig";
import { clusterProblem } from "../../scripts/shared/cluster/reach";

let folder = "";
let api: TcpServer;
let proxy: Server;
/** What the proxy was asked for. */
const asked: string[] = [];
const portOf = (server: TcpServer): number => (server.address() as AddressInfo).port;
const file = (name: string): string => join(folder, name);
const VARIABLES = ["KUBECONFIG", "HTTPS_PROXY", "https_proxy", "NO_PROXY", "no_proxy"] as const;
const before = Object.fromEntries(VARIABLES.map((name) => [name, process.env[name]]));

function kubeconfig(
    name: string,
    current: string,
    clusters: { readonly [name: string]: { readonly [key: string]: string } },
): void {
    const content = {
        "current-context": current,
        clusters: Object.entries(clusters).map(([cluster, value]) => ({ name: cluster, cluster: value })),
        contexts: Object.keys(clusters).map((cluster) => ({ name: cluster, context: { cluster } })),
    };
    writeFileSync(file(name), JSON.stringify(content));
}

beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "go-coffee-kubeconfig-"));
    api = createTcpServer((socket) => socket.end());
    proxy = createServer();
    proxy.on("connect", (request, socket) => {
        asked.push(request.url ?? "");
        if (request.url?.startsWith("hidden.example:") !== true) {
            socket.end("HTTP/1.1 502 Bad Gateway\r\n\r\n");
            return;
        }
        const onwards = connect(portOf(api), "127.0.0.1", () => {
            socket.write("HTTP/1.1 200 OK\r\n\r\n");
            onwards.pipe(socket).pipe(onwards);
        });
        onwards.on("error", () => socket.destroy());
        socket.on("error", () => onwards.destroy());
    });
    for (const server of [api, proxy]) {
        await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    }
    kubeconfig("bar", "espresso", {
        espresso: { server: "https://espresso.example" },
        both: { server: "https://first" },
    });
    kubeconfig("shop", "till", {
        till: { server: `https://127.0.0.1:${portOf(api)}` },
        both: { server: "https://second" },
    });
    kubeconfig("quiet", "", { mill: { server: "10.0.0.7:6443" } });
    kubeconfig("far", "far", {
        far: { server: "https://hidden.example:6443", "proxy-url": `http://127.0.0.1:${portOf(proxy)}` },
        lost: { server: "https://lost.example:6443", "proxy-url": `http://127.0.0.1:${portOf(proxy)}` },
        bare: { server: "https://hidden.example" },
    });
    writeFileSync(file("broken"), "clusters: [\n");
});
beforeEach(() => {
    asked.length = 0;
    for (const name of VARIABLES) Reflect.deleteProperty(process.env, name);
});
afterAll(async () => {
    for (const [name, value] of Object.entries(before)) {
        if (value === undefined) Reflect.deleteProperty(process.env, name);
        else process.env[name] = value;
    }
    rmSync(folder, { recursive: true });
    for (const server of [api, proxy]) await new Promise((resolve) => server.close(resolve));
});

/** Where the API server of a context is, with files (or nothing) listed in KUBECONFIG. */
function located(listed: readonly string[], context?: string): string {
    process.env.KUBECONFIG = listed.map((name) => (name === "" ? "" : file(name))).join(":");
    const server = apiServer(context);
    return "url" in server ? server.url : server.missing.replaceAll(`${folder}/`, "");
}

test.each([
    [["bar", "shop"], "till", /^https:\/\/127\.0\.0\.1:/],
    [["bar", "shop"], undefined, "https://espresso.example"],
    [["bar", "shop"], "both", "https://first"],
    [["shop", "bar"], "both", "https://second"],
    [["nothing", "shop"], "till", /^https:\/\/127\.0\.0\.1:/],
    [["", "bar"], undefined, "https://espresso.example"],
    [["bar", "", "shop", ""], "till", /^https:\/\/127\.0\.0\.1:/],
    [["quiet", "bar"], undefined, "https://espresso.example"],
    [["quiet"], "mill", "https://10.0.0.7:6443"],
])("%j: the context %s is found", (listed, context, url) => {
    expect(located(listed, context)).toEqual(url instanceof RegExp ? expect.stringMatching(url) : url);
});

test("a variable that is empty is not set: the file of one's home is read", () => {
    process.env.KUBECONFIG = "";
    const server = apiServer("a context that nobody has");
    expect("missing" in server && server.missing).toContain(join(homedir(), ".kube", "config"));
});

test.each([
    [["bar", "shop"], "nope", "The context nope is not in bar, shop: "],
    [["nothing", "nor-this"], undefined, "There is no kubeconfig at nothing, nor-this: "],
    [["quiet"], undefined, "quiet has no current context: "],
    [["bar", "broken"], undefined, "broken can't be read: "],
])("%j: what is missing for the context %s is told", (listed, context, message) => {
    expect(located(listed, context)).toContain(message);
});

async function problem(context: string): Promise<string | undefined> {
    process.env.KUBECONFIG = file("far");
    const parsed = parse({ environment: "dev", cluster: { context } });
    if (!parsed.ok) throw new Error("the configuration does not parse");
    return clusterProblem(parsed.config);
}

test("a cluster behind the proxy that its kubeconfig names answers through it", async () => {
    expect(await problem("far")).toBeUndefined();
    expect(asked).toEqual(["hidden.example:6443"]);
});

test("one that the proxy doesn't reach is told, with the proxy", async () => {
    expect(await problem("lost")).toContain(
        `The cluster at https://lost.example:6443 does not answer through 127.0.0.1:${portOf(proxy)}`,
    );
});

test("the environment's proxy is asked, unless NO_PROXY has the host", async () => {
    process.env.HTTPS_PROXY = `http://127.0.0.1:${portOf(proxy)}`;
    expect(await problem("bare")).toBeUndefined();
    expect(asked).toEqual(["hidden.example:443"]);
    process.env.NO_PROXY = ".local,hidden.example";
    expect(await problem("bare")).toContain("does not answer");
    expect(asked).toHaveLength(1);
});
