import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { PORTS, SERVICES } from "../../model/cluster/names";
import { batch } from "../../components/opentelemetry-collector/pipeline/processors";
import { makeCertificates } from "../../scripts/shared/loopback/certificates";
import { startableCollector, startCollector } from "../../scripts/shared/loopback/collector";
import { call } from "../../scripts/shared/loopback/trusting";
import { kubernetesApi } from "../../scripts/shared/loopback/kubernetes-api";
import { linesIn, logsBody, metricsBody, newTraceId, pointsIn, spansIn, tracesBody } from "../support/otlp";
import { eventually, sleep, temporaryFolder } from "../../scripts/shared/loopback/programs";
import { makeSinks } from "../support/sinks";
import type { Swap } from "../../scripts/shared/loopback/startable";
import { collectors, dev } from "../../scripts/shared/loopback/examples";

/** What telemetry loses when backends are away and the collector dies meanwhile. */

const folder = temporaryFolder("outage");
const certificates = makeCertificates(folder);
const { gateway: config } = collectors(dev());
const SIGNALS = ["traces", "metrics", "logs"] as const;
type Signal = (typeof SIGNALS)[number];

const DECISION_WAIT_SECONDS = 1;
const sooner: readonly Swap[] = [
    { kind: "time", at: ["processors", "tail_sampling", "decision_wait"], to: `${DECISION_WAIT_SECONDS}s` },
];

/** Makes the gateway's own configuration start, once: it keeps its ports and its queues over restarts. */
async function prepare(name: string, swaps: readonly Swap[]) {
    const own = join(folder, name);
    mkdirSync(own, { recursive: true });
    const sinks = await makeSinks([config], own, certificates);
    const api = await kubernetesApi(certificates, []);
    const made = await startableCollector(config, { folder: own, certificates, backends: sinks.backends, swaps });
    const url = (signal: Signal): string => `https://localhost:${made.port(SERVICES.collectorHttp.port)}/v1/${signal}`;
    return { sinks, url, made, start: () => startCollector(made, own, api.env) };
}

/** An item of a signal that says which one it is. */
const BODIES: { readonly [signal in Signal]: (id: string) => string } = {
    traces: (id) =>
        tracesBody([
            { traceId: newTraceId(), service: "payment-service", name: "POST /payments", attributes: { item: id } },
        ]),
    metrics: (id) =>
        metricsBody([{ name: "made.up.outage", value: 1, service: "payment-service", attributes: { item: id } }]),
    logs: (id) => logsBody([{ body: "paid", service: "payment-service", attributes: { item: id } }]),
};

test("backends away, the collector killed and restarted: only what the bound allows is lost", async () => {
    const { sinks, url, start } = await prepare("crash", sooner);
    let backends = await sinks.start();
    let gateway = await start();

    // Steady load; a client tries again until its item is acknowledged, as an SDK does.
    const acknowledged = new Map<string, { readonly signal: Signal; readonly at: number }>();
    const load = new AbortController();
    const loaded = (): boolean => !load.signal.aborted;
    const client = async (signal: Signal, lane: number): Promise<void> => {
        for (let item = 0; loaded(); item++) {
            const id = `${signal}-${lane}-${item}`;
            const body = BODIES[signal](id);
            for (let done = false; !done && loaded();) {
                done = await call(certificates, url(signal), { body }).then(
                    ({ status }) => status === 200,
                    () => false,
                );
                if (done) acknowledged.set(id, { signal, at: Date.now() });
                else await sleep(200);
            }
            await sleep(20);
        }
    };
    const clients = SIGNALS.flatMap((signal) => [0, 1, 2].map((lane) => client(signal, lane)));

    await sleep(3000);
    // Not killed: what they have acknowledged and not yet written down would count as lost.
    await backends.stop();
    await sleep(5000);
    const killed = Date.now();
    await gateway.program.stop("SIGKILL");
    // Acknowledgements that were on their way are read a moment after.
    await sleep(1000);
    const gone = Date.now();
    gateway = await start();
    await sleep(4000);
    await gateway.program.stop("SIGTERM");
    gateway = await start();
    await sleep(3000);
    backends = await sinks.start();
    await sleep(2000);
    load.abort();
    await Promise.all(clients);

    const arrived = (): readonly string[] => [
        ...spansIn(sinks.got("otlp_grpc/jaeger")).map(({ attributes }) => String(attributes.item)),
        ...pointsIn(sinks.got("otlp_http/prometheus-0"))
            .filter(({ metric }) => metric === "made.up.outage")
            .map(({ attributes }) => String(attributes.item)),
        ...linesIn(sinks.got("otlp_http/loki")).map(({ attributes }) => String(attributes.item)),
    ];
    // The queues are empty when nothing more arrives for longer than the longest pause between two tries.
    let [before, quiet] = [-1, 0];
    await eventually(
        "empty queues",
        async () => {
            const now = arrived().length;
            quiet = now === before ? quiet + 1 : 0;
            before = now;
            await sleep(1000);
            const metrics = await (await fetch(`http://127.0.0.1:${gateway.port(PORTS.telemetry)}/metrics`)).text();
            const waiting = [...metrics.matchAll(/^otelcol_exporter_queue_size\{.*\} (\S+)$/gm)].map(([, size]) =>
                Number(size),
            );
            return (waiting.length >= 3 && waiting.every((size) => size === 0) && quiet >= 5) || undefined;
        },
        150_000,
    );

    const got = arrived();
    const unique = new Set(got);
    const lost = [...acknowledged].filter(([id]) => !unique.has(id));
    // One batch timeout, and for traces the wait for the decision and the tick that takes it.
    const batchSeconds = Number.parseInt(batch.timeout);
    const bound = { logs: batchSeconds, metrics: batchSeconds, traces: batchSeconds + DECISION_WAIT_SECONDS + 1 };
    const beyond = lost.filter(([, { signal, at }]) => at > gone || killed - at > (bound[signal] + 0.5) * 1000);
    const count = (signal: Signal, of: readonly (readonly [string, { readonly signal: Signal }])[]): number =>
        of.filter(([, item]) => item.signal === signal).length;
    for (const signal of SIGNALS) {
        process.stdout.write(
            `${signal}: ${count(signal, [...acknowledged])} acknowledged, ${count(signal, lost)} lost in the crash (bound ${bound[signal]} s)\n`,
        );
    }
    process.stdout.write(`delivered twice: ${got.length - unique.size}\n`);
    expect(acknowledged.size).toBeGreaterThan(500);
    expect(beyond).toEqual([]);
    await backends.stop();
});

test("a queue that is full refuses, and a metric counts what was refused", async () => {
    const small: Swap = {
        kind: "time",
        at: ["exporters", "otlp_http/loki", "sending_queue", "queue_size"],
        to: 20_000,
    };
    const { url, start } = await prepare("full", [...sooner, small]);
    const gateway = await start();
    const sent = 200;
    for (let item = 0; item < sent; item++) {
        const answer = await call(certificates, url("logs"), {
            body: logsBody(Array.from({ length: 10 }, () => ({ body: "x".repeat(200) }))),
        });
        expect(answer.status).toBe(200);
        if (item % 20 === 0) await sleep(300);
    }
    const refused = await eventually("a count of refused lines", async () => {
        const metrics = await (await fetch(`http://127.0.0.1:${gateway.port(PORTS.telemetry)}/metrics`)).text();
        const [, count] = /^otelcol_exporter_enqueue_failed_log_records_total\{.*\} (\S+)$/m.exec(metrics) ?? [];
        return count === undefined || Number(count) === 0 ? undefined : Number(count);
    });
    process.stdout.write(`of ${sent * 10} lines ${refused} were refused by a full queue\n`);
    await gateway.program.stop();
});
