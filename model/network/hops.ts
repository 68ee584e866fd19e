/** Every connection of the stack: who calls whom, on which port, and who proves what to whom. */

import type { StackConfig } from "../../config/schema";
import { CONTROL_PLANES, IN_A_CLOUD } from "../cluster/platforms";
import { PORTS, SERVICES } from "../cluster/names";
import { queriedEngine } from "../workloads/remote-write";
import { notificationPorts, objectStoragePorts, remoteWritePorts, serverPorts } from "./outside";
import { asksForCertificates } from "./issuers";
import { partiesOf, type PartyName } from "./parties";
import type { PlainServer, UnverifiedServer } from "./plain";

/** What isn't a pod of ours. */
export const OTHERS = {
    applications: "pods of the applications' namespaces",
    apiServer: "the API server",
    nodes: "kubelets and what listens on the nodes",
    clusterDns: "the cluster's DNS, for its metrics",
    outside: "addresses outside of the cluster",
} as const;
export type Other = keyof typeof OTHERS;
export type End = PartyName | Other;

/** How a connection is protected: the server proves who it is, and the caller something or nothing. */
export type Protection =
    | { readonly tls: true; readonly caller: "nothing" | "password" | "token" | "key" | "certificate" }
    | { readonly unverified: UnverifiedServer; readonly caller: "token" }
    | { readonly plain: PlainServer };

export interface Hop {
    readonly from: End;
    readonly to: End;
    /** Ports of the pod that is called, not of its Service; undefined for whichever it has. */
    readonly ports: readonly number[] | undefined;
    /** What it carries. */
    readonly what: string;
    readonly protection: Protection;
}

const TLS = { tls: true, caller: "nothing" } as const;
/** Of servers that ask, where they can: model/network/issuers.ts. */
const identified = (config: StackConfig): Protection => ({
    tls: true,
    caller: asksForCertificates(config) ? "certificate" : "nothing",
});
const TOKEN = { tls: true, caller: "token" } as const;

const hop = (
    from: End,
    to: End,
    ports: readonly number[] | undefined,
    what: string,
    protection: Protection = TLS,
): Hop => ({ from, to, ports, what, protection });

const API = [443, 6443] as const;
/** Webhooks, as pods serve them. */
const WEBHOOKS = { certManager: 10_250, operator: 10_250, elasticOperator: 9_443 } as const;
const ELASTICSEARCH = { http: SERVICES.elasticsearch.port, transport: 9_300 } as const;
const CONTROL_PLANE_PORTS = { etcd: 2_381, scheduler: 10_259, controllerManager: 10_257, proxy: 10_249 } as const;
const KUBELET = 10_250;
const DNS_METRICS = [9_153, 10_054, 10_055] as const;
const THANOS = ["thanosQueryFrontend", "thanosQuery", "thanosStore", "thanosCompactor"] as const;
const RELOADER = 8_080;
/** By TCP and by UDP. */
export const GOSSIP = 9_094;

const CALLS_API: readonly PartyName[] = [
    ...(["certManager", "certManagerInjector", "certManagerWebhook", "certManagerCheck", "publisher"] as const),
    ...(["crdUpgrade", "operator", "prometheus", "grafana", "kubeStateMetrics"] as const),
    ...(["gateway", "clusterCollector", "fluentBit", "elasticOperator", "elasticsearch"] as const),
];

/** The hops of a stack, ends that it lacks left out. */
export function hopsOf(config: StackConfig): readonly Hop[] {
    const parties = partiesOf(config);
    const there = (end: End): boolean => end in OTHERS || parties.has(end as PartyName);
    return [
        ...CALLS_API.map((from) => hop(from, "apiServer", API, "objects of the cluster", TOKEN)),
        ...webhooks,
        ...scrapes(config),
        ...telemetry(config),
        ...queries(config),
        ...alerts(config),
        ...clusters(config),
        ...outside(config),
    ].filter(({ from, to, ports }) => there(from) && there(to) && (ports === undefined || ports.length > 0));
}

const webhooks: readonly Hop[] = [
    hop("apiServer", "certManagerWebhook", [WEBHOOKS.certManager], "admission of certificates"),
    hop("apiServer", "operator", [WEBHOOKS.operator], "admission of rules"),
    hop("apiServer", "elasticOperator", [WEBHOOKS.elasticOperator], "admission of Elasticsearch"),
];

function scrapes(config: StackConfig): readonly Hop[] {
    const thanos = config.metrics.longTerm.mode === "thanos";
    const plane = CONTROL_PLANES[config.cluster.platform];
    const plain = (to: PartyName, port: number, exception: PlainServer): Hop =>
        hop("prometheus", to, [port], "metrics", { plain: exception });
    const of = (parts: readonly (keyof typeof CONTROL_PLANE_PORTS)[]): readonly number[] =>
        parts.filter((part) => plane[part]).map((part) => CONTROL_PLANE_PORTS[part]);
    return [
        hop("prometheus", "prometheus", [SERVICES.prometheus.port, RELOADER], "metrics"),
        hop("prometheus", "alertmanager", [SERVICES.alertmanager.port, RELOADER], "metrics; alerts"),
        hop("prometheus", "operator", [WEBHOOKS.operator], "metrics"),
        hop("prometheus", "grafana", [PORTS.grafana], "metrics"),
        hop("prometheus", "kubeStateMetrics", [8_080], "metrics"),
        hop("prometheus", "prober", [SERVICES.prober.port], "probes and metrics"),
        hop("prometheus", "loki", [SERVICES.loki.port], "metrics", identified(config)),
        ...THANOS.map((to) => hop("prometheus", to, [PORTS.thanosHttp], "metrics")),
        ...(thanos ? [hop("prometheus", "prometheus", [PORTS.thanosHttp], "metrics of Thanos' sidecar")] : []),
        plain("gateway", PORTS.telemetry, "collectorTelemetry"),
        plain("sampler", PORTS.telemetry, "collectorTelemetry"),
        plain("clusterCollector", PORTS.telemetry, "collectorTelemetry"),
        plain("jaeger", PORTS.telemetry, "jaegerTelemetry"),
        plain("fluentBit", PORTS.fluentBit, "fluentBit"),
        plain("certManager", PORTS.certManagerMetrics, "certManagerMetrics"),
        hop("prometheus", "elasticOperator", [PORTS.elasticOperatorMetrics], "metrics", TOKEN),
        hop("prometheus", "nodes", [PORTS.nodeExporter], "metrics of node-exporter"),
        hop("prometheus", "nodes", [KUBELET], "metrics of the kubelet", { unverified: "kubelet", caller: "token" }),
        hop("prometheus", "nodes", of(["scheduler", "controllerManager"]), "metrics of the control plane", {
            unverified: "controlPlane",
            caller: "token",
        }),
        hop("prometheus", "nodes", of(["etcd", "proxy"]), "metrics of the control plane", { plain: "controlPlane" }),
        ...(plane.coreDns || plane.kubeDns
            ? [hop("prometheus", "clusterDns", DNS_METRICS, "metrics", { plain: "clusterDns" } as const)]
            : []),
        hop("prometheus", "applications", undefined, "metrics of the applications", { plain: "applications" }),
    ];
}

/** What applications prove. */
const PROOF = { none: "nothing", bearer: "token", certificate: "certificate" } as const;

function telemetry(config: StackConfig): readonly Hop[] {
    const { collector } = config;
    const otlp = [SERVICES.collectorGrpc.port, SERVICES.collectorHttp.port];
    const protocols = [
        ...otlp,
        ...(collector.jaeger ? [SERVICES.collectorJaegerGrpc.port, SERVICES.collectorJaegerHttp.port] : []),
        ...(collector.zipkin ? [SERVICES.collectorZipkin.port] : []),
    ];
    const scraped = Object.values(collector.scrape).flatMap(({ targets }) =>
        targets.map((target) => Number(target.split(":").at(-1))),
    );
    const tiers = ["gateway", "sampler", "clusterCollector"] as const;
    return [
        hop("applications", "gateway", protocols, "telemetry of the applications", {
            tls: true,
            caller: PROOF[collector.authentication.type],
        }),
        ...(collector.plainOtlp
            ? [
                  hop(
                      "applications",
                      "gateway",
                      [SERVICES.collectorPlainGrpc.port, SERVICES.collectorPlainHttp.port],
                      "telemetry of the applications",
                      { plain: "plainOtlp" } as const,
                  ),
              ]
            : []),
        hop("applications", "jaeger", [PORTS.samplingHttp, PORTS.samplingGrpc], "sampling strategies"),
        hop("fluentBit", "gateway", [SERVICES.collectorAgents.port], "lines", identified(config)),
        hop("gateway", "sampler", [SERVICES.sampler.port], "traces", identified(config)),
        ...tiers.map((tier) => hop(tier, "prometheus", [SERVICES.prometheus.port], "metrics")),
        ...(["gateway", "clusterCollector"] as const).map((tier) =>
            hop(tier, "loki", [SERVICES.loki.port], "lines", identified(config)),
        ),
        ...(["gateway", "sampler"] as const).map((tier) =>
            hop(tier, "jaeger", [SERVICES.jaegerCollector.port], "traces", identified(config)),
        ),
        // Targets may be pods of any namespace, or none.
        hop("clusterCollector", "outside", [...new Set(scraped)], "metrics of collector.scrape", {
            plain: "applications",
        }),
    ];
}

const queries = (config: StackConfig): readonly Hop[] => [
    hop("grafana", "thanosQueryFrontend", [PORTS.thanosHttp], "queries"),
    hop("jaeger", "thanosQueryFrontend", [PORTS.thanosHttp], "queries of the Monitor tab"),
    hop("thanosQueryFrontend", "thanosQuery", [PORTS.thanosHttp], "queries"),
    hop("thanosQuery", "prometheus", [PORTS.thanosGrpc], "series of the last hours", identified(config)),
    hop("thanosQuery", "thanosStore", [PORTS.thanosGrpc], "series of the bucket", identified(config)),
    hop("grafana", "prometheus", [SERVICES.prometheus.port], "queries"),
    hop("grafana", "alertmanager", [SERVICES.alertmanager.port], "alerts and silences"),
    hop("grafana", "loki", [SERVICES.loki.port], "queries", identified(config)),
    hop("grafana", "jaeger", [SERVICES.jaegerQuery.port], "queries"),
    hop("jaeger", "prometheus", [SERVICES.prometheus.port], "queries of the Monitor tab"),
    hop("jaeger", "elasticsearch", [ELASTICSEARCH.http], "traces", { tls: true, caller: "password" }),
    hop("jaegerCleaner", "elasticsearch", [ELASTICSEARCH.http], "deletion of old indices", {
        tls: true,
        caller: "password",
    }),
    hop("elasticOperator", "elasticsearch", [ELASTICSEARCH.http], "its administration", {
        tls: true,
        caller: "password",
    }),
];

const alerts = (config: StackConfig): readonly Hop[] => [
    hop("loki", "alertmanager", [SERVICES.alertmanager.port], "alerts on lines"),
    hop("alertmanager", "outside", notificationPorts(config), "notifications", { tls: true, caller: "key" }),
];

/** Replicas of one program among themselves. */
const clusters = (config: StackConfig): readonly Hop[] => [
    hop("alertmanager", "alertmanager", [GOSSIP], "silences and what was told", { tls: true, caller: "certificate" }),
    hop(
        "loki",
        "loki",
        [SERVICES.loki.port, PORTS.lokiGrpc, PORTS.memberlist],
        "lines, queries, the ring",
        identified(config),
    ),
    hop("elasticsearch", "elasticsearch", [ELASTICSEARCH.http, ELASTICSEARCH.transport], "indices"),
];

function outside(config: StackConfig): readonly Hop[] {
    const { cluster, collector, elasticsearch, metrics, objectStorage } = config;
    const blocks = metrics.longTerm.mode === "thanos" && metrics.longTerm.store.type === "bucket";
    const queried = queriedEngine(config);
    const key = { tls: true, caller: "key" } as const;
    const exports = serverPorts(
        config,
        Object.values(collector.exports).map(({ endpoint }) => endpoint),
    );
    const stores = [
        ...(objectStorage === undefined ? [] : (["loki"] as const)),
        ...(elasticsearch.mode === "managed" && elasticsearch.snapshots !== undefined
            ? (["elasticsearch"] as const)
            : []),
        ...(blocks ? (["prometheus", "thanosStore", "thanosCompactor"] as const) : []),
    ];
    // Where the cloud tells a node's region and account.
    const metadata = IN_A_CLOUD.includes(cluster.platform) ? [80] : [];
    const { signIn } = config.grafana;
    const provider = signIn === undefined ? [] : serverPorts(config, [signIn.tokenUrl, signIn.apiUrl]);
    const external = serverPorts(config, elasticsearch.mode === "external" ? [elasticsearch.url] : []);
    const byScheme = (wanted: "https" | "http"): readonly number[] =>
        Object.values(config.scrape.external)
            .filter(({ scheme }) => scheme === wanted)
            .flatMap(({ targets }) => serverPorts(config, targets));
    const sources = Object.values(config.grafana.datasources).map(({ url }) => url ?? "https://outside");
    return [
        hop("prometheus", "outside", [...new Set(byScheme("https"))], "metrics of scrape.external", key),
        hop("prometheus", "outside", [...new Set(byScheme("http"))], "metrics of scrape.external", {
            plain: "external",
        }),
        hop(
            "prober",
            "outside",
            serverPorts(
                config,
                Object.values(config.probes.urls).map(({ url }) => url),
            ),
            "URLs of probes",
            { plain: "probes" },
        ),
        hop("grafana", "outside", serverPorts(config, sources), "queries of grafana.datasources", key),
        ...stores.map((from) => hop(from, "outside", objectStoragePorts(config), "object storage", key)),
        ...(["gateway", "sampler", "clusterCollector"] as const).map((from) =>
            hop(from, "outside", exports, "collector.exports", key),
        ),
        hop("prometheus", "outside", remoteWritePorts(config), "metrics.remoteWrite", key),
        ...(config.grafana.enabled && queried !== undefined
            ? [hop("grafana", "outside", serverPorts(config, [queried.url]), "queries of metrics.remoteWrite", key)]
            : []),
        hop("grafana", "outside", provider, "sign-in of people", key),
        ...(["gateway", "clusterCollector"] as const).map((from) =>
            hop(from, "outside", metadata, "the cloud's description of the node", { plain: "metadata" }),
        ),
        ...(["jaeger", "jaegerCleaner"] as const).map((from) =>
            hop(from, "outside", external, "Elasticsearch", { tls: true, caller: "password" }),
        ),
    ];
}
