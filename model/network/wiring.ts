import { CERTIFICATE, CLIENT_CERTIFICATE, serviceHost, TRUST, type Identity, type TlsEndpoint } from "./endpoints";
import { asksForCertificates } from "./issuers";
import type { Settings } from "../stack/stack";
import { HEADLESS, OPERATED, SERVICES, type ServicePort } from "../cluster/names";

/** Who can be called, and how: index.ts hands each element the endpoints that it calls. */
export interface Wiring {
    /** Each Prometheus replica by itself, for what is pushed: every replica must get it exactly once. */
    readonly prometheusReplicas: readonly TlsEndpoint[];
    readonly prometheus: TlsEndpoint;
    /** Whom to ask for metrics: all replicas and years at once where there is Thanos, else Prometheus. */
    readonly metricsQuery: TlsEndpoint;
    /** Undefined where there is no Thanos. */
    readonly thanosQuery: TlsEndpoint | undefined;
    /** Each Alertmanager by itself: alerts go to all of them, which then agree on who notifies. */
    readonly alertmanagerReplicas: readonly TlsEndpoint[];
    readonly alertmanager: TlsEndpoint;
    readonly grafana: TlsEndpoint;
    readonly lokiPush: TlsEndpoint;
    readonly lokiQuery: TlsEndpoint;
    /** Undefined where there is no Jaeger. */
    readonly jaegerCollector: TlsEndpoint | undefined;
    readonly jaegerQuery: TlsEndpoint | undefined;
    /** Undefined where traces aren't kept in Elasticsearch. */
    readonly elasticsearch: TlsEndpoint | undefined;
    readonly collectorGrpc: TlsEndpoint;
    readonly collectorHttp: TlsEndpoint;
    /** What the nodes' agents bring lines to. */
    readonly collectorAgents: TlsEndpoint;
    /** Undefined where the gateway samples itself. */
    readonly sampler: TlsEndpoint | undefined;
}

/** Whether traces are sampled by a tier of their own: more than one collector can't see whole traces. */
export const hasSamplerTier = ({ config }: Pick<Settings, "config">): boolean =>
    config.collector.replicas > 1 || config.collector.samplers > 1 || config.collector.autoscale !== undefined;

export function wire({ config, references }: Settings): Wiring {
    const namespace = config.namespaces.monitoring;
    const inside = ({ service, port }: ServicePort): TlsEndpoint => ({
        scheme: "https",
        host: serviceHost(service, namespace),
        port,
        caFile: TRUST.file,
    });
    const thanos = config.metrics.longTerm.mode === "thanos";
    /** A server that asks who calls; by default that shows what it serves with itself. */
    const asking = (port: ServicePort, { certificate, key }: Identity = CERTIFICATE): TlsEndpoint => ({
        ...inside(port),
        ...(asksForCertificates(config) ? { identity: { certificate, key } } : {}),
    });
    const distributed = config.loki.mode === "distributed";
    const pods = (program: "prometheus" | "alertmanager"): readonly TlsEndpoint[] =>
        Array.from({ length: config[program].replicas }, (_, index) => ({
            ...inside(SERVICES[program]),
            host: serviceHost(`${program}-${OPERATED[program]}-${index}.${HEADLESS[program]}`, namespace),
        }));
    return {
        prometheusReplicas: pods("prometheus"),
        alertmanagerReplicas: pods("alertmanager"),
        prometheus: inside(SERVICES.prometheus),
        metricsQuery: inside(thanos ? SERVICES.thanosQueryFrontend : SERVICES.prometheus),
        thanosQuery: thanos ? inside(SERVICES.thanosQuery) : undefined,
        alertmanager: inside(SERVICES.alertmanager),
        grafana: inside(SERVICES.grafana),
        lokiPush: asking(distributed ? SERVICES.lokiDistributor : SERVICES.loki),
        lokiQuery: asking(distributed ? SERVICES.lokiQueryFrontend : SERVICES.loki, CLIENT_CERTIFICATE),
        jaegerCollector: config.jaeger.enabled ? asking(SERVICES.jaegerCollector) : undefined,
        jaegerQuery: config.jaeger.enabled ? inside(SERVICES.jaegerQuery) : undefined,
        elasticsearch: elasticsearchEndpoint(config, references, inside(SERVICES.elasticsearch)),
        collectorGrpc: inside(SERVICES.collectorGrpc),
        collectorHttp: inside(SERVICES.collectorHttp),
        collectorAgents: asking(SERVICES.collectorAgents),
        sampler: hasSamplerTier({ config })
            ? {
                  ...asking(SERVICES.sampler),
                  host: serviceHost(HEADLESS.sampler, namespace),
                  serverName: serviceHost(SERVICES.sampler.service, namespace),
              }
            : undefined,
    };
}

/** User of Jaeger at our own Elasticsearch. */
export const JAEGER_USER = "jaeger";
/** Its role; what the role may do is defined with Elasticsearch. */
export const ELASTICSEARCH_ROLE = "go_coffee_jaeger";
/** Where Jaeger finds the CA of an Elasticsearch that isn't ours. */
export const EXTERNAL_ELASTICSEARCH_CA = "/etc/go-coffee/elasticsearch-ca";

function elasticsearchEndpoint(
    { elasticsearch, jaeger }: Settings["config"],
    references: Settings["references"],
    ours: TlsEndpoint,
): TlsEndpoint | undefined {
    const password = references.elasticsearchPassword;
    if (!jaeger.enabled || jaeger.storage.type !== "elasticsearch" || elasticsearch.mode === "off") return undefined;
    if (password === undefined) return undefined;
    if (elasticsearch.mode === "managed") return { ...ours, credentials: { username: JAEGER_USER, password } };
    const { hostname, port } = new URL(elasticsearch.url);
    return {
        scheme: "https",
        host: hostname,
        port: port === "" ? 443 : Number(port),
        caFile: `${EXTERNAL_ELASTICSEARCH_CA}/${elasticsearch.caSecret.key}`,
        credentials: { username: elasticsearch.username, password },
    };
}
