import { createServer, type Server } from "node:http";
import { connect } from "node:net";
import { PORTS, SERVICES } from "../../model/cluster/names";
import { isReached, reachCluster } from "../../scripts/shared/cluster/kubectl";
import { startCluster, type TestCluster } from "../../scripts/shared/loopback/cluster";
import { atEnd, eventually, freePorts } from "../../scripts/shared/loopback/programs";
import { script, startScript, type RunningScript } from "../support/script";
import { namespaceOf, standIn } from "../support/stand-ins";
import { dev } from "../../scripts/shared/loopback/examples";

const NAMESPACE = dev().config.namespaces.monitoring;

/** A program that answers with its name. */
async function answering(name: string): Promise<number> {
    const [port = 0] = await freePorts(1);
    const server: Server = createServer((_, response) => response.end(name));
    await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
    atEnd(() => {
        server.closeAllConnections();
        server.close();
    });
    return port;
}

const ask = async (port: number): Promise<string> => (await fetch(`http://127.0.0.1:${port}/`)).text();

interface Change {
    readonly ui: string;
    readonly state: string;
    readonly reason?: string;
}
const changes = (running: RunningScript): readonly Change[] =>
    running
        .stdout()
        .split("\n")
        .filter((line) => line !== "")
        .map((line) => JSON.parse(line) as Change);

let cluster: TestCluster;
beforeAll(async () => {
    cluster = await startCluster({
        ports: { [PORTS.grafana]: await answering("grafana"), 9090: await answering("prometheus") },
    });
    const grafana = { namespace: NAMESPACE, target: "svc/grafana", port: SERVICES.grafana.port };
    const prometheus = { namespace: NAMESPACE, target: `svc/${SERVICES.prometheus.service}`, port: 9090 };
    cluster.apply(namespaceOf(NAMESPACE), ...standIn(grafana, PORTS.grafana), ...standIn(prometheus));
    cluster.settled(NAMESPACE);
});

/** Starts the command for two interfaces, on ports that are free. */
async function open(): Promise<{
    readonly running: RunningScript;
    readonly grafana: number;
    readonly prometheus: number;
}> {
    const [grafana = 0, prometheus = 0] = await freePorts(2);
    const only = ["--only", "grafana", "--only", "prometheus"];
    const ports = ["--port", `grafana=${grafana}`, "--port", `prometheus=${prometheus}`];
    return { running: startScript("access", ["--json", ...only, ...ports], cluster.env), grafana, prometheus };
}

const opened = (running: RunningScript, ui: string, times = 1): Promise<true> =>
    eventually(`${ui} is open for the ${times}. time`, () =>
        changes(running).filter((change) => change.ui === ui && change.state === "open").length >= times
            ? true
            : undefined,
    );

test("each interface is reached at its port, and all are closed at the end", async () => {
    const { running, grafana, prometheus } = await open();
    await Promise.all([opened(running, "grafana"), opened(running, "prometheus")]);
    expect(await ask(grafana)).toBe("grafana");
    expect(await ask(prometheus)).toBe("prometheus");
    running.process.kill("SIGINT");
    expect((await running.ended).code).toBe(0);
    await expect(ask(grafana)).rejects.toThrow();
    expect(changes(running).filter(({ state }) => state === "closed")).toHaveLength(2);
});

test("what drops is opened again at the same port", async () => {
    const { running, grafana } = await open();
    await opened(running, "grafana");
    await cluster.restartNodes();
    // kubectl notices it at the next connection.
    connect({ host: "127.0.0.1", port: grafana }).on("error", () => undefined);
    await opened(running, "grafana", 2);
    expect(await eventually("grafana answers again", () => ask(grafana))).toBe("grafana");
    running.process.kill("SIGTERM");
    expect((await running.ended).code).toBe(0);
});

test("what isn't there is told, and waited for", async () => {
    const [port] = await freePorts(1);
    const running = startScript("access", ["--json", "--only", "jaeger", "--port", `jaeger=${port}`], cluster.env);
    await eventually("it is told", () =>
        changes(running).some(({ state, reason }) => state === "lost" && /"jaeger-query" not found/.test(reason ?? ""))
            ? true
            : undefined,
    );
    running.process.kill("SIGINT");
    expect((await running.ended).code).toBe(0);
});

test("a port that is taken is told before anything is opened, with the way around", async () => {
    const taken = await answering("somebody else");
    const { code, stderr, stdout } = await script(
        "access",
        ["--only", "grafana", "--port", `grafana=${taken}`],
        cluster.env,
    );
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr).toContain(`Port ${taken} of this machine is taken; grafana needs it.`);
    expect(stderr).toContain(`npm run access -- --stack dev --port grafana=${taken + 10_000}`);
    expect(stderr).not.toContain("    at ");
});

test("no cluster, no context and a foreign context are told apart", async () => {
    const problem = async (context: string | undefined, kubeconfig: string): Promise<string> => {
        const before = process.env.KUBECONFIG;
        process.env.KUBECONFIG = kubeconfig;
        process.env.KUBECTL = `${(cluster.env.PATH ?? "").split(":")[0] ?? ""}/kubectl`;
        const reached = await reachCluster({ cluster: { ...dev().config.cluster, context } });
        delete process.env.KUBECTL;
        if (before === undefined) delete process.env.KUBECONFIG;
        else process.env.KUBECONFIG = before;
        return isReached(reached) ? reached.context : `${reached.problem} ${reached.remedy}`;
    };
    expect(await problem(undefined, cluster.kubeconfig)).toBe("test");
    expect(await problem("test", cluster.kubeconfig)).toBe("test");
    expect(await problem("production", cluster.kubeconfig)).toBe(
        "The stack is deployed to the context production, and the current context is test. kubectl config use-context production",
    );
    expect(await problem(undefined, "/nonexistent")).toContain("There is no current context");
    await cluster.stop();
    const { code, stderr } = await script("access", [], cluster.env);
    expect(code).toBe(1);
    expect(stderr).toContain("The cluster of the context test does not answer: ");
});
