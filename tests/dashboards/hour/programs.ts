import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { prometheusValues } from "../../../components/kube-prometheus-stack/prometheus";
import { jobs } from "../../../model/telemetry/jobs";
import { valueAt } from "../../../config/merge";
import { PORTS, SERVICES } from "../../../model/cluster/names";
import type { Settings } from "../../../model/stack/stack";
import { toYaml } from "../../../model/formats/yaml";
import { prometheusRules } from "../../../rules/prometheus";
import type { CollectorStack } from "../../support/collector-stack";
import { logsBody, metricsBody, newTraceId, tracesBody } from "../../support/otlp";
import { answers, eventually, freePorts, start } from "../../../scripts/shared/loopback/programs";
import { tool } from "../../../scripts/shared/tools/tool";
import { onTarget } from "./applications";
import { runningOn } from "./exposition";
import { stackPods, targetOf } from "./places";
import type { Series } from "./series";

/** The stack's own programs, started, put to work and read. */

const textOf = async (url: string): Promise<string> => {
    const answer = await fetch(url);
    if (!answer.ok) throw new Error(`${url}: ${answer.status}`);
    return answer.text();
};

const place = (folder: string, name: string): string => {
    const path = join(folder, name);
    mkdirSync(path, { recursive: true });
    return path;
};

/** Posts JSON to a program that speaks plain HTTP. */
export async function post(url: string, body: string): Promise<void> {
    const answer = await fetch(url, { method: "POST", headers: { "content-type": "application/json" }, body });
    if (!answer.ok) throw new Error(`${url}: ${answer.status} ${await answer.text()}`);
}

export interface RunningPrometheus {
    readonly url: string;
}

/** A Prometheus that evaluates the stack's rules and takes what is pushed, as the stack's own does. */
export async function startPrometheus(folder: string, settings: Settings): Promise<RunningPrometheus> {
    const here = place(folder, "prometheus");
    const [port = 0] = await freePorts(1);
    const files = Object.entries(prometheusRules(settings.config)).map(([name, groups]) => {
        const file = join(here, `${name}.yaml`);
        writeFileSync(file, toYaml({ groups: groups.map((group) => ({ ...group, interval: "1s" })) }));
        return file;
    });
    const otlp = valueAt(prometheusValues(settings), ["prometheusSpec", "otlp"]);
    const scrape = {
        job_name: "prometheus",
        scrape_interval: "1s",
        static_configs: [{ targets: [`127.0.0.1:${port}`] }],
    };
    writeFileSync(
        join(here, "prometheus.yml"),
        toYaml({
            otlp: {
                promote_resource_attributes: valueAt(otlp, ["promoteResourceAttributes"]),
                translation_strategy: valueAt(otlp, ["translationStrategy"]),
            },
            rule_files: files,
            scrape_configs: [scrape],
            // Nobody listens there: what can't be told is counted.
            alerting: { alertmanagers: [{ static_configs: [{ targets: ["127.0.0.1:9"] }] }] },
        }),
    );
    const program = start(
        tool("prometheus"),
        [
            `--config.file=${join(here, "prometheus.yml")}`,
            `--storage.tsdb.path=${join(here, "data")}`,
            `--web.listen-address=127.0.0.1:${port}`,
            "--web.enable-otlp-receiver",
            "--storage.tsdb.retention.size=10GB",
        ],
        { logFile: join(here, "log") },
    );
    const url = `http://127.0.0.1:${port}`;
    await answers(program, `${url}/-/ready`);
    return { url };
}

const alertmanager = async (folder: string): Promise<string> => {
    const here = place(folder, "alertmanager");
    const [port = 0, cluster = 0] = await freePorts(2);
    writeFileSync(join(here, "config.yml"), toYaml({ route: { receiver: "none" }, receivers: [{ name: "none" }] }));
    const program = start(
        tool("alertmanager"),
        [
            `--config.file=${join(here, "config.yml")}`,
            `--storage.path=${join(here, "data")}`,
            `--web.listen-address=127.0.0.1:${port}`,
            `--cluster.listen-address=127.0.0.1:${cluster}`,
        ],
        { logFile: join(here, "log") },
    );
    await answers(program, `http://127.0.0.1:${port}/-/ready`);
    return textOf(`http://127.0.0.1:${port}/metrics`);
};

/** Jaeger with a store in memory: the calls to a store are counted by the same decorator for every kind. */
const jaeger = async (folder: string): Promise<string> => {
    const here = place(folder, "jaeger");
    const [otlp = 0, http = 0, grpc = 0, telemetry = 0] = await freePorts(4);
    const at = (port: number): string => `127.0.0.1:${port}`;
    writeFileSync(
        join(here, "config.yml"),
        toYaml({
            service: {
                extensions: ["jaeger_storage", "jaeger_query"],
                pipelines: { traces: { receivers: ["otlp"], exporters: ["jaeger_storage_exporter"] } },
                telemetry: {
                    metrics: {
                        level: "normal",
                        readers: [{ pull: { exporter: { prometheus: { host: "127.0.0.1", port: telemetry } } } }],
                    },
                },
            },
            extensions: {
                jaeger_storage: { backends: { traces: { memory: { max_traces: 100 } } } },
                jaeger_query: {
                    storage: { traces: "traces" },
                    enable_tracing: false,
                    http: { endpoint: at(http) },
                    grpc: { endpoint: at(grpc) },
                },
            },
            receivers: { otlp: { protocols: { http: { endpoint: at(otlp) } } } },
            exporters: { jaeger_storage_exporter: { trace_storage: "traces" } },
        }),
    );
    const program = start(tool("jaeger"), ["--config", join(here, "config.yml")], { logFile: join(here, "log") });
    await answers(program, `http://${at(http)}/api/services`);
    await post(
        `http://${at(otlp)}/v1/traces`,
        tracesBody([{ traceId: newTraceId(), service: "order-service", name: "POST /orders" }]),
    );
    await textOf(`http://${at(http)}/api/traces?service=order-service`);
    return textOf(`http://${at(telemetry)}/metrics`);
};

/** A collector whose backends are away and whose queues are full: what it refuses and loses is counted from then on. */
const troubled = async (folder: string): Promise<string> => {
    const here = place(folder, "troubled");
    const [otlp = 0, full = 0, metrics = 0, health = 0] = await freePorts(4);
    const signals = ["traces", "metrics", "logs"] as const;
    const exporter = (waits: boolean) => ({
        endpoint: "http://127.0.0.1:9",
        timeout: "200ms",
        sending_queue: waits ? { enabled: true, queue_size: 1, num_consumers: 1 } : { enabled: false },
        retry_on_failure: { enabled: waits, initial_interval: "30s" },
    });
    writeFileSync(
        join(here, "config.yml"),
        toYaml({
            receivers: {
                "otlp/lost": { protocols: { http: { endpoint: `127.0.0.1:${otlp}` } } },
                otlp: { protocols: { http: { endpoint: `127.0.0.1:${full}` } } },
            },
            // Less than it needs to start with: all is refused.
            processors: { memory_limiter: { check_interval: "100ms", limit_mib: 1 } },
            exporters: { "otlp_http/loki": exporter(false), "otlp_http/prometheus-0": exporter(true) },
            extensions: { health_check: { endpoint: `127.0.0.1:${health}` } },
            service: {
                extensions: ["health_check"],
                telemetry: {
                    metrics: {
                        level: "detailed",
                        readers: [
                            {
                                pull: {
                                    exporter: {
                                        prometheus: {
                                            host: "127.0.0.1",
                                            port: metrics,
                                            without_scope_info: true,
                                            without_units: true,
                                            without_type_suffix: false,
                                        },
                                    },
                                },
                            },
                        ],
                    },
                },
                pipelines: Object.fromEntries(
                    signals.flatMap((signal) => [
                        [
                            `${signal}/lost`,
                            { receivers: ["otlp/lost"], exporters: ["otlp_http/loki", "otlp_http/prometheus-0"] },
                        ],
                        [
                            signal,
                            { receivers: ["otlp"], processors: ["memory_limiter"], exporters: ["otlp_http/loki"] },
                        ],
                    ]),
                ),
            },
        }),
    );
    const program = start(tool("otelcol"), ["--config", join(here, "config.yml")], { logFile: join(here, "log") });
    await answers(program, `http://127.0.0.1:${health}/`);
    const send = async (): Promise<void> => {
        const bodies = {
            traces: tracesBody([{ traceId: newTraceId(), service: "order-service", name: "POST /orders" }]),
            metrics: metricsBody([{ name: "made.up", value: 1, service: "order-service" }]),
            logs: logsBody([{ body: "order accepted", service: "order-service" }]),
        };
        for (const [port, signal] of [otlp, full].flatMap((one) => signals.map((signal) => [one, signal] as const)))
            await fetch(`http://127.0.0.1:${port}/v1/${signal}`, {
                method: "POST",
                headers: { "content-type": "application/json" },
                body: bodies[signal],
            });
    };
    return eventually("failures of a collector", async () => {
        await send();
        const text = await textOf(`http://127.0.0.1:${metrics}/metrics`);
        const all = ["spans", "metric_points", "log_records"].every((items) =>
            [
                `exporter_enqueue_failed_${items}_total`,
                `exporter_send_failed_${items}_total`,
                `receiver_refused_${items}_total`,
                `processor_memory_limiter_refused_${items}_total`,
            ].every((name) => text.includes(`otelcol_${name}`)),
        );
        return all ? text : undefined;
    });
};

/** What a collector that works says, and of the one in trouble what tells of faults. */
const withFaults = (working: string, inTrouble: string): string => {
    const isFault = (line: string): boolean => /^(# TYPE )?otelcol_\w+_(failed|refused)_\w+_total/.test(line);
    return [...working.split("\n").filter((line) => !isFault(line)), ...inTrouble.split("\n").filter(isFault)].join(
        "\n",
    );
};

/** Series of the stack's programs that can be started. */
export async function programs(
    { config }: Settings,
    folder: string,
    running: { readonly stack: CollectorStack; readonly loki: string; readonly prometheus: RunningPrometheus },
): Promise<readonly Series[]> {
    const job = jobs(config);
    // A line that is too old is discarded, and a metric is among what the collector has taken in.
    await fetch(`${running.loki}/otlp/v1/logs`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: logsBody([{ body: "long ago", service: "order-service" }], Date.now() - 60 * 86_400_000),
    });
    const telemetry = `http://127.0.0.1:${running.stack.gateway.port(PORTS.telemetry)}/metrics`;
    const collector = await textOf(telemetry);
    const faulty = withFaults(collector, await troubled(folder));
    const texts: readonly (readonly [
        job: string,
        text: string,
        port: { readonly name: string; readonly number: number },
        service?: string,
    ])[] = [
        [
            job.prometheus,
            await textOf(`${running.prometheus.url}/metrics`),
            { name: "http-web", number: 9090 },
            job.prometheus,
        ],
        [job.alertmanager, await alertmanager(folder), { name: "http-web", number: 9093 }, job.alertmanager],
        [job.loki, await textOf(`${running.loki}/metrics`), { name: "http-metrics", number: SERVICES.loki.port }],
        [job.jaeger, await jaeger(folder), { name: "metrics", number: PORTS.telemetry }],
        [job.collector, faulty, { name: "metrics", number: PORTS.telemetry }],
        [job.clusterCollector, collector, { name: "metrics", number: PORTS.telemetry }],
    ];
    return texts.flatMap(([name, text, port, service]) =>
        (stackPods(config)[name] ?? []).flatMap((pod) => onTarget(runningOn(text), targetOf(pod, name, port, service))),
    );
}
