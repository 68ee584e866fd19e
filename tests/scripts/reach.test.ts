import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "../../config/parse";
import type { StackConfig } from "../../config/schema";
import { chartsProblem, clusterProblem } from "../../scripts/shared/cluster/reach";

const config = (over: object): StackConfig => {
    const parsed = parse({ environment: "dev", ...over });
    if (!parsed.ok) throw new Error("the configuration does not parse");
    return parsed.config;
};

let folder = "";
let server: Server;
let port = 0;
const before = process.env.KUBECONFIG;
beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "go-coffee-reach-"));
    server = createServer((socket) => socket.end());
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const address = server.address();
    port = typeof address === "object" && address !== null ? address.port : 0;
    const cluster = (name: string, url: string): string => `- name: ${name}\n  cluster: { server: "${url}" }\n`;
    const context = (name: string): string => `- name: ${name}\n  context: { cluster: ${name} }\n`;
    writeFileSync(
        join(folder, "config"),
        `current-context: up\nclusters:\n${cluster("up", `https://127.0.0.1:${port}`)}${cluster("down", "https://127.0.0.1:1")}` +
            `contexts:\n${context("up")}${context("down")}`,
    );
    process.env.KUBECONFIG = join(folder, "config");
});
afterAll(async () => {
    rmSync(folder, { recursive: true });
    if (before === undefined) delete process.env.KUBECONFIG;
    else process.env.KUBECONFIG = before;
    await new Promise((resolve) => server.close(resolve));
});

test("a cluster that answers is no problem", async () => {
    expect(await clusterProblem(config({}))).toBeUndefined();
});

test("a cluster that doesn't answer, a context that isn't there and a missing kubeconfig are told apart", async () => {
    expect(await clusterProblem(config({ cluster: { context: "down" } }))).toContain(
        "https://127.0.0.1:1 does not answer",
    );
    expect(await clusterProblem(config({ cluster: { context: "nope" } }))).toContain("The context nope is not in");
    process.env.KUBECONFIG = join(folder, "nothing");
    expect(await clusterProblem(config({}))).toContain("There is no kubeconfig at");
    process.env.KUBECONFIG = join(folder, "config");
});

test("chart repositories that don't answer are named, with the way around", async () => {
    expect(await chartsProblem(config({ chartMirror: `http://127.0.0.1:${port}` }))).toBeUndefined();
    const problem = await chartsProblem(config({ chartMirror: "http://127.0.0.1:1" }));
    expect(problem).toContain("do not answer: http://127.0.0.1:1");
    expect(problem).toContain("npm run config -- --stack {stack} -- set chartMirror URL");
});

test("a folder of charts is not looked for on the network", async () => {
    expect(await chartsProblem(config({ chartMirror: "./charts" }))).toBeUndefined();
});
