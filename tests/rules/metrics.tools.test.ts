import { mkdirSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { METRICS } from "../../model/telemetry/metrics";
import type { MetricSource } from "../../model/telemetry/metrics/types";
import { PORTS, SERVICES } from "../../model/cluster/names";
import { toYaml } from "../../model/formats/yaml";
import { lokiRuleFiles } from "../../rules/loki";
import { startStack } from "../support/collector-stack";
import { call } from "../../scripts/shared/loopback/trusting";
import { withProgram } from "../support/foreign";
import { evaluatedAgain, startLoki } from "../support/loki";
import { OF_ELASTICSEARCH } from "../support/metrics";
import { logsBody, metricsBody, newTraceId, tracesBody } from "../support/otlp";
import {
    answers,
    atEnd,
    eventually,
    freePorts,
    start,
    temporaryFolder,
    type Program,
} from "../../scripts/shared/loopback/programs";
import { tool } from "../../scripts/shared/tools/tool";
import { dev } from "../../scripts/shared/loopback/examples";
import { configOf } from "./harness/rules";

/** The metrics table against what the real programs emit: names and labels are theirs, not from memory. */

const folder = temporaryFolder("metrics");
const inFolder = (name: string, content: object): string => {
    const file = join(folder, name);
    writeFileSync(file, toYaml(content));
    return file;
};
const run = (name: "prometheus" | "alertmanager" | "jaeger", ...args: readonly string[]): Program =>
    start(tool(name), args, { logFile: join(folder, `${name}.log`), cwd: folder });

/** Labels of each series that a program has. */
async function seriesAt(url: string): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
    const text = await (await fetch(url)).text();
    const seen = new Map<string, Set<string>>();
    for (const [, name = "", labels = ""] of text.matchAll(/^([a-zA-Z_:][\w:]*)(?:\{(.*)\})? /gm)) {
        const known = seen.get(name) ?? new Set<string>();
        for (const [, label = ""] of labels.matchAll(/(\w+)="/g)) known.add(label);
        seen.set(name, known);
    }
    return seen;
}

/** What the table says and the program doesn't. */
async function missingIn({ metrics }: MetricSource, url: string): Promise<readonly string[]> {
    const seen = await seriesAt(url);
    return Object.entries(metrics).flatMap(([name, { type, labels }]) => {
        const found = seen.get(type === "histogram" || type === "summary" ? `${name}_count` : name);
        if (found === undefined) return [name];
        return labels.filter((label) => !found.has(label)).map((label) => `${name}{${label}}`);
    });
}

/** Everything but what only a fault brings about that isn't made here. */
const settled = (source: MetricSource, url: string, absent: readonly string[] = []): Promise<unknown> =>
    eventually(`metrics of ${url}`, async () => {
        const missing = await missingIn(source, url);
        if (missing.some((name) => !absent.includes(name))) throw new Error(missing.join(", "));
        return true;
    });

const alertmanager: { url: string } = { url: "" };
beforeAll(async () => {
    const [http = 0, cluster = 0] = await freePorts(2);
    alertmanager.url = `http://127.0.0.1:${http}`;
    const config = { route: { receiver: "none" }, receivers: [{ name: "none" }] };
    const program = run(
        "alertmanager",
        `--config.file=${inFolder("alertmanager.yaml", config)}`,
        `--storage.path=${join(folder, "alertmanager")}`,
        `--web.listen-address=127.0.0.1:${http}`,
        `--cluster.listen-address=127.0.0.1:${cluster}`,
        "--cluster.advertise-address=127.0.0.1:0",
    );
    await answers(program, `${alertmanager.url}/-/ready`);
});

test("Alertmanager", async () => {
    await settled(METRICS.alertmanager, `${alertmanager.url}/metrics`);
});

test("Prometheus", async () => {
    const [port = 0] = await freePorts(1);
    const address = `127.0.0.1:${port}`;
    const rules = { groups: [{ name: "rules", rules: [{ alert: "Made", expr: "vector(1)" }] }] };
    const config = {
        global: { scrape_interval: "1s", evaluation_interval: "1s" },
        alerting: { alertmanagers: [{ static_configs: [{ targets: [new URL(alertmanager.url).host] }] }] },
        rule_files: [inFolder("rules.yaml", rules)],
        scrape_configs: [{ job_name: "self", static_configs: [{ targets: [address] }] }],
        remote_write: [{ url: `http://${address}/api/v1/write` }],
    };
    const program = run(
        "prometheus",
        `--config.file=${inFolder("prometheus.yaml", config)}`,
        `--storage.tsdb.path=${join(folder, "prometheus")}`,
        `--web.listen-address=${address}`,
        "--web.enable-otlp-receiver",
        "--web.enable-remote-write-receiver",
    );
    await answers(program, `http://${address}/-/ready`);
    await settled(METRICS.prometheus, `http://${address}/metrics`);
});

withProgram("loki", "the metrics of Loki", () => {
    test("Loki", async () => {
        const place = join(folder, "loki");
        mkdirSync(place);
        const config = configOf();
        const loki = await startLoki(place, config, alertmanager.url);
        loki.rules(lokiRuleFiles(config));
        const push = (time: number): Promise<Response> =>
            fetch(`${loki.url}/otlp/v1/logs`, {
                method: "POST",
                headers: { "content-type": "application/json" },
                body: logsBody(
                    [{ body: "panic: made up", service: "web-ui", resource: { "k8s.namespace.name": "go-coffee" } }],
                    time,
                ),
            });
        // One that it takes, and sets off an alert; one that is too old.
        expect((await push(Date.now())).status).toBe(204);
        expect((await push(Date.now() - 30 * 86_400_000)).status).toBe(400);
        await evaluatedAgain(loki);
        await settled(METRICS.loki, `${loki.url}/metrics`);
    });
});

test("the collector", async () => {
    const place = join(folder, "collector");
    mkdirSync(place);
    // Small requests pass, a large one doesn't fit into the queue.
    const swaps = ["otlp_grpc/jaeger", "otlp_http/loki", "otlp_http/prometheus-0"].map((exporter) => ({
        kind: "component" as const,
        at: ["exporters", exporter, "sending_queue", "queue_size"],
        to: 20_000,
    }));
    const { gateway, certificates, url } = await startStack(dev(), place, [], { swaps });
    const send = async (count: number): Promise<void> => {
        const many = Array.from({ length: count });
        const bodies = {
            traces: tracesBody(many.map(() => ({ traceId: newTraceId(), service: "payment-service", name: "pay" }))),
            metrics: metricsBody(
                many.map((_, index) => ({ name: `made_${index}`, value: 1, service: "payment-service" })),
            ),
            logs: logsBody(many.map(() => ({ body: "paid", service: "payment-service" }))),
        };
        for (const [signal, body] of Object.entries(bodies)) {
            const { status } = await call(certificates, url(SERVICES.collectorHttp.port, `/v1/${signal}`), { body });
            expect(status).toBe(200);
        }
    };
    const metrics = `http://127.0.0.1:${gateway.port(PORTS.telemetry)}/metrics`;
    await send(1);
    // In one batch with the others it wouldn't fit either.
    await eventually("one of each", async () => {
        const seen = await seriesAt(metrics);
        const sent = ["spans", "metric_points", "log_records"].map((items) => `otelcol_exporter_sent_${items}_total`);
        return sent.every((name) => seen.has(name)) ? true : undefined;
    });
    await send(1000);
    // A sum that tells its increase alone.
    const increase = metricsBody([{ name: "increase", value: 1, service: "payment-service" }]);
    const delta = increase.replace('"aggregationTemporality":2', '"aggregationTemporality":1');
    expect(delta).not.toBe(increase);
    const taken = await call(certificates, url(SERVICES.collectorHttp.port, "/v1/metrics"), { body: delta });
    expect(taken.status).toBe(200);
    const failures = ["spans", "metric_points", "log_records"].flatMap((items) => [
        // Short of memory, and refused by a backend for good.
        `otelcol_processor_memory_limiter_refused_${items}_total`,
        `otelcol_exporter_send_failed_${items}_total`,
        // Named only when there were any.
        `otelcol_exporter_send_failed_${items}_total{error_permanent}`,
    ]);
    // Named only when one was left out.
    failures.push("otelcol_deltatocumulative_datapoints_total{error}");
    await settled(METRICS.collector, metrics, failures);
});

/** Jaeger with a store, and where it takes spans and tells its metrics. */
async function startJaeger(name: string, backend: object): Promise<{ metrics: string; otlp: string; query: string }> {
    const [grpc = 0, http = 0, telemetry = 0, health = 0, otlp = 0] = await freePorts(5);
    const config = {
        receivers: { otlp: { protocols: { http: { endpoint: `127.0.0.1:${otlp}` } } } },
        exporters: { jaeger_storage_exporter: { trace_storage: "traces" } },
        extensions: {
            jaeger_storage: { backends: { traces: backend } },
            jaeger_query: {
                storage: { traces: "traces" },
                grpc: { endpoint: `127.0.0.1:${grpc}` },
                http: { endpoint: `127.0.0.1:${http}` },
            },
            healthcheckv2: { use_v2: true, http: { endpoint: `127.0.0.1:${health}` } },
        },
        service: {
            extensions: ["jaeger_storage", "jaeger_query", "healthcheckv2"],
            telemetry: {
                metrics: { readers: [{ pull: { exporter: { prometheus: { host: "127.0.0.1", port: telemetry } } } }] },
            },
            pipelines: { traces: { receivers: ["otlp"], exporters: ["jaeger_storage_exporter"] } },
        },
    };
    const program = run("jaeger", "--config", inFolder(`${name}.yaml`, config));
    await answers(program, `http://127.0.0.1:${telemetry}/metrics`);
    return {
        metrics: `http://127.0.0.1:${telemetry}/metrics`,
        otlp: `http://127.0.0.1:${otlp}/v1/traces`,
        query: `http://127.0.0.1:${http}`,
    };
}

test("Jaeger", async () => {
    const { metrics, query } = await startJaeger("jaeger", { memory: { max_traces: 100 } });
    await eventually("its services", async () => (await fetch(`${query}/api/services`)).ok || undefined);
    await settled(METRICS.jaeger, metrics, OF_ELASTICSEARCH);
});

/** An Elasticsearch on full disks, as far as Jaeger asks it: it refuses each item of a bulk request, and not the request. */
async function fullElasticsearch(): Promise<string> {
    const server = createServer((request, response) => {
        const chunks: Buffer[] = [];
        request.on("data", (chunk: Buffer) => chunks.push(chunk));
        request.on("end", () => {
            const body = Buffer.concat(chunks);
            const text = request.headers["content-encoding"] === "gzip" ? gunzipSync(body) : body;
            const lines = text.toString().split("\n");
            const items = lines
                .filter((line) => /^\{"(index|create)":/.test(line))
                .map((line) => {
                    const [action = "index"] = Object.keys(JSON.parse(line) as object);
                    const error = { type: "cluster_block_exception", reason: "index read-only / allow delete (api)" };
                    return { [action]: { _index: "jaeger-span", status: 403, error } };
                });
            const answer = request.url?.includes("_bulk")
                ? { took: 1, errors: true, items }
                : request.url === "/" || request.url === undefined
                  ? { version: { number: "8.19.0" }, tagline: "You Know, for Search" }
                  : request.url.includes("_search")
                    ? { hits: { total: { value: 0 }, hits: [] }, aggregations: {} }
                    : { acknowledged: true };
            response.setHeader("X-Elastic-Product", "Elasticsearch");
            response.setHeader("content-type", "application/json");
            response.end(JSON.stringify(answer));
        });
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    atEnd(() => {
        server.closeAllConnections();
        server.close();
    });
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

test("Jaeger tells which spans Elasticsearch refuses one by one, and its client that all is well", async () => {
    const backend = {
        elasticsearch: { server_urls: [await fullElasticsearch()], bulk_processing: { flush_interval: "200ms" } },
    };
    const { metrics, otlp } = await startJaeger("jaeger-full", backend);
    const body = tracesBody([{ traceId: newTraceId(), service: "payment-service", name: "pay" }]);
    const taken = await fetch(otlp, { method: "POST", headers: { "content-type": "application/json" }, body });
    expect(taken.status).toBe(200);
    await eventually("the refusals", async () => {
        const text = await (await fetch(metrics)).text();
        const counted = (what: string): number =>
            Number(new RegExp(`^jaeger_storage_bulk_index_${what}_total\\{.*\\} (\\d+)`, "m").exec(text)?.[1] ?? 0);
        return counted("errors") > 0 && counted("errors") === counted("attempts") ? true : undefined;
    });
    const seen = await seriesAt(metrics);
    for (const name of OF_ELASTICSEARCH) {
        const labels = METRICS.jaeger.metrics[name]?.labels ?? [];
        expect([...(seen.get(name) ?? [])]).toEqual(expect.arrayContaining([...labels]));
    }
});
