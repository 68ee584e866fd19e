import { join } from "node:path";
import { mkdirSync } from "node:fs";
import { SERVICES as PORTS_OF } from "../../../model/cluster/names";
import type { Settings } from "../../../model/stack/stack";
import { lokiRuleFiles } from "../../../rules/loki";
import { startableCollector, startCollector } from "../../../scripts/shared/loopback/collector";
import { startStack } from "../../support/collector-stack";
import { call } from "../../../scripts/shared/loopback/trusting";
import type { Pod as KubernetesPod } from "../../../scripts/shared/loopback/kubernetes-api";
import { metricsBody } from "../../support/otlp";
import { freePorts } from "../../../scripts/shared/loopback/programs";
import { startable } from "../../../scripts/shared/loopback/startable";
import { collectors } from "../../../scripts/shared/loopback/examples";
import { startLoki } from "../../support/loki";
import { applications } from "./applications";
import { kubernetes } from "./kubernetes";
import { sendLines } from "./lines";
import { nodes } from "./nodes";
import { others } from "./others";
import { allPods } from "./places";
import { post, programs, startPrometheus } from "./programs";
import { record } from "./recorded";
import { spanMetrics } from "./spans";
import { openStore, type Store } from "./store";

/** Where names and labels come from: what a proof by them is worth. */
export const PROVENANCE = {
    "read from the running program":
        "Prometheus, Alertmanager, Loki, Jaeger (store in memory), collector, span metrics and service graph, lines",
    "captured from the program": "node_exporter 1.12.1",
    "written by hand after documentation or source":
        "kube-state-metrics 2.20 (its documentation), cAdvisor, kubelet, API server; the services (design of the platform)",
    "written by hand after the catalogue, not held against the program":
        "Fluent Bit, cert-manager, Grafana, Prometheus operator; events, Grafana's line of a failed login, names of spans",
} as const;

/** An hour of the whole platform, in a real Prometheus and a real Loki. */
export interface Hour {
    readonly store: Store;
    /** URL of the Loki. */
    readonly loki: string;
    /** When the lines' hour ends, in seconds since 1970: Loki takes nothing that is too old. */
    readonly linesEnd: number;
    /** What is emitted: names with the labels that any of their series has. */
    readonly emitted: ReadonlyMap<string, ReadonlySet<string>>;
    readonly series: number;
    readonly recorded: number;
    readonly lines: number;
}

/** Takes the pods' place before the receivers of events and objects, which ask a cluster. */
async function eventsCollector(settings: Settings, folder: string, stack: Awaited<ReturnType<typeof startStack>>) {
    const [port = 0] = await freePorts(1);
    const made = await startableCollector(collectors(settings).cluster, {
        folder,
        certificates: stack.certificates,
        backends: stack.sinks.backends,
    });
    const { text } = startable(made.text, [
        {
            kind: "component",
            at: ["receivers", "k8s_events"],
            to: { protocols: { http: { endpoint: `127.0.0.1:${port}` } } },
        },
        { kind: "component", find: /^k8s_events$/, put: "otlp/k8s_events" },
        { kind: "component", at: ["receivers", "k8s_cluster"], to: {} },
        { kind: "component", find: /^k8s_cluster$/, put: "nop/k8s_cluster" },
    ]);
    await startCollector({ ...made, text }, folder, {
        SSL_CERT_FILE: stack.certificates.ca,
        POD_NAME: "otel-cluster-0",
    });
    return (body: string): Promise<void> => post(`http://127.0.0.1:${port}/v1/logs`, body);
}

export async function fillHour(settings: Settings, folder: string): Promise<Hour> {
    const { config } = settings;
    const place = (name: string): string => {
        const path = join(folder, name);
        mkdirSync(path, { recursive: true });
        return path;
    };
    const pods = allPods(config).map((pod): KubernetesPod => ({
        name: pod.name,
        namespace: pod.namespace,
        ip: pod.ip,
        labels: { "app.kubernetes.io/name": pod.app },
        deployment: pod.app,
        node: pod.node,
    }));
    const prometheus = await startPrometheus(place("programs"), settings);
    const loki = await startLoki(place("loki"), config, "http://127.0.0.1:9");
    loki.rules(lokiRuleFiles(config));
    const stack = await startStack(settings, place("collector"), pods);
    const send = async (signal: string, body: string): Promise<void> => {
        // Lines are those that the nodes' agents bring.
        const { port } = signal === "logs" ? PORTS_OF.collectorAgents : PORTS_OF.collectorHttp;
        const answer = await call(stack.certificates, stack.url(port, `/v1/${signal}`), {
            body,
        });
        if (answer.status !== 200) throw new Error(`${signal}: ${answer.status} ${answer.body}`);
    };
    await send("metrics", metricsBody([{ name: "made.up", value: 1, service: "order-service" }]));
    // A sum that tells its increase alone, which the gateway adds up.
    const increase = metricsBody([{ name: "made.up.increase", value: 1, service: "order-service" }]);
    const delta = increase.replace('"aggregationTemporality":2', '"aggregationTemporality":1');
    await send("metrics", delta);
    // Once more the same: an increase that comes out of order is left out, and counted.
    await send("metrics", delta);
    const spans = await spanMetrics(stack, send, prometheus);
    const linesEnd = Math.floor(Date.now() / 1000);
    const lines = await sendLines(config, linesEnd * 1000, {
        stack,
        send,
        sendEvents: await eventsCollector(settings, place("events"), stack),
        loki: loki.url,
    });
    const all = [
        ...applications(config),
        ...kubernetes(config),
        ...nodes(config),
        ...others(config),
        ...spans,
        ...(await programs(settings, place("programs"), { stack, loki: loki.url, prometheus })),
    ];
    const store = await openStore(place("store"));
    store.load(all);
    await store.reopen();
    const { series } = await record(store, config);
    const emitted = new Map<string, Set<string>>();
    for (const { name, labels } of all)
        emitted.set(name, new Set([...(emitted.get(name) ?? []), ...Object.keys(labels)]));
    return { store, emitted, loki: loki.url, linesEnd, series: all.length, recorded: series, lines };
}
