import type { Duration } from "../../config/quantities";
import { serviceHost } from "./endpoints";
import { HEADLESS, OPERATED, SERVICES } from "../cluster/names";
import type { StackConfig } from "../../config/schema";
import { asksForCertificates } from "./issuers";
import { hasProbes } from "./outgoing";
import { hasSamplerTier } from "./wiring";

/** A server of the stack with a certificate of its own, or a client that shows one to servers that ask. */
export interface Server {
    readonly name: string;
    readonly namespace: "monitoring" | "agents";
    /** Secret that cert-manager keeps the certificate in (tls.crt, tls.key, ca.crt). */
    readonly secret: string;
    /** Services that clients dial; a leading `*.` stands for the pods of a headless Service. None for who only calls. */
    readonly services: readonly string[];
    /** Whether people reach it (or its API, as with logcli) through a port-forward, so that `localhost` must be in the certificate. */
    readonly userInterface: boolean;
    /** Whether it lives as long as its authority. */
    readonly longLived: boolean;
    /** How the server picks up a renewed certificate. */
    readonly renewal: string;
}

const EACH_HANDSHAKE = "reads the files at each handshake";
/** How often the collectors and Jaeger look whether their certificate has been renewed. */
export const CERTIFICATE_CHECK: Duration = "1m";
const WATCHES = `watches the files (reload_interval ${CERTIFICATE_CHECK})`;

const AT_START =
    "reads the files at start only: valid as long as the authority that signed it, whose rotation restarts it";

const server = (name: string, services: readonly string[], renewal: string, more: Partial<Server> = {}): Server => ({
    name,
    namespace: "monitoring",
    secret: `${name}-tls`,
    services,
    userInterface: false,
    longLived: false,
    renewal,
    ...more,
});

export const CERTIFICATES = {
    prometheus: server(
        "prometheus",
        [SERVICES.prometheus.service, HEADLESS.prometheus, `*.${HEADLESS.prometheus}`],
        EACH_HANDSHAKE,
        { userInterface: true },
    ),
    alertmanager: server(
        "alertmanager",
        [SERVICES.alertmanager.service, OPERATED.alertmanager, HEADLESS.alertmanager, `*.${HEADLESS.alertmanager}`],
        EACH_HANDSHAKE,
        { userInterface: true },
    ),
    grafana: server("grafana", [SERVICES.grafana.service], "watches the files (certs_watch_interval 1m)", {
        userInterface: true,
    }),
    kubeStateMetrics: server("kube-state-metrics", ["kube-state-metrics"], EACH_HANDSHAKE),
    prober: server(SERVICES.prober.service, [SERVICES.prober.service], EACH_HANDSHAKE),
    nodeExporter: server("node-exporter", ["node-exporter"], EACH_HANDSHAKE, { namespace: "agents" }),
    // One certificate for all its programs, as a client verifies one name wherever it calls.
    thanos: server(
        "thanos",
        [
            SERVICES.thanosQuery.service,
            SERVICES.thanosQueryFrontend.service,
            HEADLESS.thanosStore,
            `*.${HEADLESS.thanosStore}`,
        ],
        EACH_HANDSHAKE,
        { userInterface: true },
    ),
    // Its HTTP server does so for clients that name the server, as all of ours do.
    loki: server("loki", ["loki", "*.loki-headless"], EACH_HANDSHAKE, { userInterface: true }),
    lokiGossip: server(
        "loki-gossip",
        ["loki", "loki-memberlist"],
        "reads the files at start only: valid as long as the authority that signed it, whose rotation restarts Loki",
        { longLived: true },
    ),
    jaeger: server("jaeger", ["jaeger", SERVICES.jaegerQuery.service, SERVICES.jaegerCollector.service], WATCHES, {
        userInterface: true,
    }),
    elasticsearch: server(
        "elasticsearch",
        [SERVICES.elasticsearch.service],
        "the ECK operator replaces the files, Elasticsearch watches them",
    ),
    elasticOperator: server("elastic-operator", ["elastic-operator-metrics"], EACH_HANDSHAKE),
    collector: server("otel-collector", [SERVICES.collectorGrpc.service], WATCHES),
    clusterCollector: server("otel-cluster", [], WATCHES),
    grafanaClient: server("grafana-client", [], AT_START, { longLived: true }),
    fluentBit: server("fluent-bit", [], AT_START, { namespace: "agents", longLived: true }),
    /** What `npm run …` shows through a forwarded port. */
    commands: server("go-coffee-commands", [], "read by each command"),
    sampler: server("otel-sampler", [SERVICES.sampler.service, HEADLESS.sampler, `*.${HEADLESS.sampler}`], WATCHES),
} as const satisfies Readonly<Record<string, Server>>;

/** Workloads of a distributed Loki, each with a Service of its name and a headless one. */
export const LOKI_WORKLOADS = [
    "distributor",
    "ingester-zone-a",
    "ingester-zone-b",
    "ingester-zone-c",
    "querier",
    "query-frontend",
    "query-scheduler",
    "index-gateway",
    "compactor",
    "ruler",
] as const;

/** Name that gRPC clients within a distributed Loki expect in each other's certificates: they dial pod addresses. */
export const LOKI_SERVER_NAME = "loki";

const lokiServer: Server = {
    ...CERTIFICATES.loki,
    services: [
        ...CERTIFICATES.loki.services,
        ...LOKI_WORKLOADS.flatMap((name) => [`loki-${name}`, `loki-${name}-headless`, `*.loki-${name}-headless`]),
    ],
};

/** Whether Loki's processes gossip over TLS; model/network/plain.ts says why they don't otherwise. */
export const gossipsSecurely = (config: StackConfig): boolean =>
    config.loki.mode === "distributed" && asksForCertificates(config);

/** The servers that a stack has. */
export function serversOf(config: StackConfig): readonly Server[] {
    const managed = config.elasticsearch.mode === "managed";
    const { grafana, jaeger, thanos, elasticsearch, elasticOperator, sampler, loki, lokiGossip, ...others } =
        CERTIFICATES;
    const { clusterCollector, grafanaClient, fluentBit, commands, prober, ...always } = others;
    const asked = asksForCertificates(config);
    return [
        ...Object.values(always),
        ...(config.loki.mode === "distributed" ? [lokiServer] : [loki]),
        ...(gossipsSecurely(config) ? [lokiGossip] : []),
        ...(config.metrics.longTerm.mode === "thanos" ? [thanos] : []),
        ...(config.grafana.enabled ? [grafana] : []),
        ...(hasProbes(config) ? [prober] : []),
        ...(asked ? [clusterCollector, commands] : []),
        ...(asked && config.grafana.enabled ? [grafanaClient] : []),
        ...(asked && config.fluentBit.enabled ? [fluentBit] : []),
        ...(config.jaeger.enabled ? [jaeger] : []),
        ...(managed ? [elasticsearch, elasticOperator] : []),
        ...(hasSamplerTier({ config }) ? [sampler] : []),
    ];
}

/** Every name that a client may dial a server by. */
export function dnsNames({ services, userInterface }: Server, namespace: string): readonly string[] {
    const names = services.flatMap((service) => [
        ...(service.startsWith("*.") ? [] : [service]),
        `${service}.${namespace}`,
        serviceHost(service, namespace),
        `${serviceHost(service, namespace)}.cluster.local`,
    ]);
    return [...names, ...(userInterface ? ["localhost"] : [])];
}
