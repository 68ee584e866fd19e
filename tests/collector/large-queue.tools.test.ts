import { mkdirSync, readdirSync, statSync, watch, writeFileSync } from "node:fs";
import { join } from "node:path";
import { PORTS, SERVICES } from "../../model/cluster/names";
import { makeCertificates } from "../../scripts/shared/loopback/certificates";
import { startableCollector, startCollector, type StartableCollector } from "../../scripts/shared/loopback/collector";
import { collectors, dev } from "../../scripts/shared/loopback/examples";
import { kubernetesApi } from "../../scripts/shared/loopback/kubernetes-api";
import { eventually, start, temporaryFolder } from "../../scripts/shared/loopback/programs";
import { startable, type Swap } from "../../scripts/shared/loopback/startable";
import { tool } from "../../scripts/shared/tools/tool";
import { call } from "../../scripts/shared/loopback/trusting";
import { newTraceId, spansIn, tracesBody } from "../support/otlp";
import { makeSinks } from "../support/sinks";

/** A collector whose queue file is at its limit when it is killed in the midst of rewriting it. */

const folder = temporaryFolder("large-queue");
const certificates = makeCertificates(folder);
const { gateway: config } = collectors(dev());
const MIB = 2 ** 20;

/** Spans go into the queue as they come: the way there is tried elsewhere. */
const STRAIGHT_IN: Swap = {
    kind: "component",
    at: ["service", "pipelines"],
    to: { traces: { receivers: ["otlp"], exporters: ["otlp_grpc/jaeger"] } },
};
/** What it did on start before a kill in the midst of it was seen to leave a copy each time. */
const COMPACTED_ON_START: Swap = {
    kind: "time",
    at: ["extensions", "file_storage/queues", "compaction", "on_start"],
    to: true,
};

const changed = (made: StartableCollector, swap: Swap): StartableCollector => ({
    ...made,
    text: startable(made.text, [swap]).text,
});

test("the copy that the kill left is cleared, and all that was taken arrives once", async () => {
    const queues = join(folder, "queues");
    mkdirSync(queues);
    const sinks = await makeSinks([config], folder, certificates);
    const { env } = await kubernetesApi(certificates, []);
    const made = await startableCollector(config, { folder, certificates, backends: sinks.backends });

    // Nobody takes what is sent: the queue fills until it refuses.
    const filled = await startCollector(changed(made, STRAIGHT_IN), folder, env);
    const url = `https://localhost:${made.port(SERVICES.collectorHttp.port)}/v1/traces`;
    const taken: string[] = [];
    for (let status = 200; status === 200;) {
        const item = `item-${taken.length}`;
        const attributes = { item, padding: "x".repeat(MIB) };
        const body = tracesBody([{ traceId: newTraceId(), service: "payment-service", name: "pay", attributes }]);
        ({ status } = await call(certificates, url, { body }));
        if (status === 200) taken.push(item);
    }
    await filled.program.stop("SIGKILL");
    const [queue = ""] = readdirSync(queues).filter((file) => file.includes("jaeger"));
    const size = statSync(join(queues, queue)).size;

    const copies = (): readonly string[] => readdirSync(queues).filter((file) => file.startsWith("tempdb"));
    const rewriting = join(folder, "rewriting.yaml");
    writeFileSync(rewriting, changed(made, COMPACTED_ON_START).text);
    const killed = start(tool("otelcol"), ["--config", rewriting], {
        logFile: join(folder, "rewriting.log"),
        env: { POD_NAME: "otel-collector-0", PSEUDONYM_KEY: "made-up-key", ...env },
    });
    const watching = watch(queues, (_, file) => {
        if (file?.startsWith("tempdb") ?? false) killed.process.kill("SIGKILL");
    });
    await eventually("it was killed", () => (killed.process.signalCode === "SIGKILL" ? true : undefined));
    watching.close();
    expect(copies()).toHaveLength(1);

    const started = Date.now();
    const gateway = await startCollector(made, folder, env);
    process.stdout.write(
        `${taken.length} spans in a file of ${Math.round(size / MIB)} MiB: ready ${Date.now() - started} ms after its start\n`,
    );
    expect(copies()).toEqual([]);
    const backends = await sinks.start();
    const sent = async (): Promise<number> => {
        const metrics = await (await fetch(`http://127.0.0.1:${gateway.port(PORTS.telemetry)}/metrics`)).text();
        return Number(/^otelcol_exporter_sent_spans_total\{.*jaeger.*\} (\S+)$/m.exec(metrics)?.[1] ?? 0);
    };
    await eventually("all are sent", async () => ((await sent()) >= taken.length ? true : undefined), 120_000);
    await gateway.program.stop();
    await backends.stop();
    const arrived = spansIn(sinks.got("otlp_grpc/jaeger")).map(({ attributes }) => String(attributes.item));
    expect(arrived.toSorted()).toEqual(taken.toSorted());
});
