import { jobs } from "../telemetry/jobs";
import { OPERATED, SERVICES } from "../cluster/names";
import type { StackConfig } from "../../config/schema";
import { LOKI_WORKLOADS } from "../network/servers";
import { hasProbes } from "../network/outgoing";
import { hasSamplerTier } from "../network/wiring";

/** A part of the stack that Prometheus scrapes. */
export interface Component {
    /** Label `component`. */
    readonly name: string;
    /** Distinguishes parts that are down each by itself. */
    readonly part?: string;
    /** Its alert is called <alert>Down. */
    readonly alert: string;
    /** How people call it. */
    readonly title: string;
    readonly job: string;
    /** Matchers of its own targets among those of the job. */
    readonly targets?: { readonly [label: string]: string };
    readonly namespace: string;
    /** Names of its pods, as a pattern. */
    readonly pods: string;
    /** With fewer replicas that answer it is down. */
    readonly least: number;
    /** Critical where alerts would no longer be seen or data is lost. */
    readonly severity: "critical" | "warning";
    /** What happens meanwhile. */
    readonly effect: string;
}

/** The parts of the stack that a configuration deploys. */
export function componentsOf(config: StackConfig): readonly Component[] {
    const { certManager, elasticsearch, fluentBit, grafana, jaeger, namespaces } = config;
    const job = jobs(config);
    const own = { namespace: namespaces.monitoring, least: 1, severity: "warning" } as const;
    const critical = { ...own, severity: "critical" } as const;
    const agent = { ...own, namespace: namespaces.agents } as const;
    return [
        // The last replica of these two can't tell that it is gone: the outside heartbeat does. So each is missed.
        {
            ...own,
            name: "prometheus",
            alert: "Prometheus",
            title: "Prometheus",
            job: job.prometheus,
            targets: { container: "prometheus" },
            pods: `prometheus-${OPERATED.prometheus}-[0-9]+`,
            least: config.prometheus.replicas,
            effect: "alerts rest on those that are left, and what is pushed waits in the collectors' queues",
        },
        {
            ...own,
            name: "alertmanager",
            alert: "Alertmanager",
            title: "Alertmanager",
            job: job.alertmanager,
            targets: { container: "alertmanager" },
            pods: `alertmanager-${OPERATED.alertmanager}-[0-9]+`,
            least: config.alertmanager.replicas,
            effect: "notifications rest on those that are left",
        },
        {
            ...critical,
            name: "kube-state-metrics",
            alert: "KubeStateMetrics",
            title: "kube-state-metrics",
            job: job.kubeStateMetrics,
            pods: "kube-state-metrics-.*",
            effect: "services and nodes that are down aren't noticed",
        },
        ...thanosParts(config).map((part) => ({ ...own, name: "thanos", alert: "Thanos", ...part })),
        ...lokiParts(config).map((part) => ({ ...critical, name: "loki", alert: "Loki", job: job.loki, ...part })),
        {
            ...critical,
            name: "otel-collector",
            alert: "Collector",
            title: "the collectors' gateway",
            job: job.collector,
            pods: `${SERVICES.collectorGrpc.service}-[0-9]+`,
            effect: "what applications push is refused, and logs wait on their nodes",
        },
        ...(hasSamplerTier({ config })
            ? [
                  {
                      ...own,
                      name: "otel-sampler",
                      alert: "Sampler",
                      title: "the samplers",
                      job: job.sampler,
                      pods: `${SERVICES.sampler.service}-[0-9]+`,
                      effect: "traces wait in the gateway's queue",
                  },
              ]
            : []),
        {
            ...own,
            name: "otel-cluster",
            alert: "ClusterCollector",
            title: "the collector of the cluster's events",
            job: job.clusterCollector,
            pods: `${SERVICES.clusterCollector.service}-[0-9]+`,
            effect: "events and metrics of the cluster's objects are missing",
        },
        ...(fluentBit.enabled
            ? [
                  {
                      ...agent,
                      severity: "critical" as const,
                      name: "fluent-bit",
                      alert: "FluentBit",
                      title: "Fluent Bit",
                      job: job.fluentBit,
                      pods: "fluent-bit-.*",
                      effect: "no container's log is collected, and no alert from logs fires",
                  },
              ]
            : []),
        {
            ...agent,
            name: "node-exporter",
            alert: "NodeExporter",
            title: "node-exporter",
            job: job.nodeExporter,
            pods: "node-exporter-.*",
            effect: "full disks and busy machines aren't noticed",
        },
        ...(hasProbes(config)
            ? [
                  {
                      ...own,
                      name: "blackbox-exporter",
                      alert: "Prober",
                      title: "the blackbox exporter",
                      job: job.prober,
                      pods: "blackbox-exporter-.*",
                      effect: "URLs aren't called, and an outage before the pods isn't noticed",
                  },
              ]
            : []),
        ...(jaeger.enabled
            ? [
                  {
                      ...own,
                      name: "jaeger",
                      alert: "Jaeger",
                      title: "Jaeger",
                      job: job.jaeger,
                      // Its index cleaner has a longer name.
                      pods: "jaeger-[^-]+-[^-]+",
                      effect: "traces wait in the collectors' queues, and none can be read",
                  },
              ]
            : []),
        ...(grafana.enabled
            ? [
                  {
                      ...own,
                      name: "grafana",
                      alert: "Grafana",
                      title: "Grafana",
                      job: job.grafana,
                      pods: "grafana-.*",
                      effect: "dashboards and links of alerts don't open",
                  },
              ]
            : []),
        ...(config.prometheusOperator.enabled
            ? [
                  {
                      ...own,
                      name: "prometheus-operator",
                      alert: "PrometheusOperator",
                      title: "the Prometheus operator",
                      job: job.prometheusOperator,
                      pods: "prometheus-kube-prometheus-operator-.*",
                      effect: "changes of rules, monitors and routes aren't applied",
                  },
              ]
            : []),
        ...(certManager.enabled
            ? [
                  {
                      ...own,
                      name: "cert-manager",
                      alert: "CertManager",
                      title: "cert-manager",
                      job: job.certManager,
                      // Its webhook and injector have longer names.
                      pods: "cert-manager-[^-]+-[^-]+",
                      effect: "certificates aren't renewed",
                  },
              ]
            : []),
        ...(elasticsearch.mode === "managed"
            ? [
                  {
                      ...own,
                      name: "elastic-operator",
                      alert: "ElasticOperator",
                      title: "the Elasticsearch operator",
                      job: job.elasticOperator,
                      pods: "elastic-operator-[0-9]+",
                      effect: "Elasticsearch's health isn't seen, and a node of it that fails isn't replaced",
                  },
              ]
            : []),
    ];
}

type Part = Pick<Component, "part" | "title" | "targets" | "pods" | "least" | "severity" | "effect">;

/** Thanos is a workload for each task, and a container beside each Prometheus. */
function thanosParts(
    config: StackConfig,
): readonly (Pick<Component, "job" | "title" | "pods" | "least" | "effect"> & Pick<Component, "part" | "targets">)[] {
    if (config.metrics.longTerm.mode === "off") return [];
    const job = jobs(config);
    const unanswered = "dashboards and Jaeger's Monitor page have no metrics; alerts don't need it";
    const part = (name: string, of: string, effect: string, pods = `thanos-${name}-.*`) =>
        ({ part: name, job: of, title: `Thanos' ${name}`, pods, least: 1, effect }) as const;
    return [
        {
            ...part(
                "sidecar",
                job.thanosSidecar,
                "metrics of the last hours are missing where it is asked, and no blocks reach the bucket",
                `prometheus-${OPERATED.prometheus}-[0-9]+`,
            ),
            targets: { container: "thanos-sidecar" },
            least: config.prometheus.replicas,
        },
        part("query-frontend", job.thanosQueryFrontend, unanswered),
        // The frontend's name begins alike.
        part("query", job.thanosQuery, unanswered, "thanos-query-[^-]+-[^-]+"),
        part("store", job.thanosStore, "metrics that are older than what Prometheus keeps are missing"),
        part(
            "compactor",
            job.thanosCompactor,
            "blocks are neither put together nor deleted, and long ranges take longer",
        ),
    ];
}

/** Loki is one process, or a workload for each task. */
function lokiParts({ loki }: StackConfig): readonly Part[] {
    const unseen = "logs wait on their nodes, and no alert from logs fires";
    if (loki.mode === "monolithic") {
        return [{ title: "Loki", pods: "loki-[0-9]+", least: 1, severity: "critical", effect: unseen }];
    }
    const unread = "logs can't be read";
    const EFFECTS = {
        distributor: ["critical", "logs wait on their nodes, and no alert from logs fires"],
        ruler: ["critical", "no alert from logs fires"],
        "index-gateway": ["critical", "logs can't be read, and no alert from logs fires"],
        querier: ["warning", unread],
        "query-frontend": ["warning", unread],
        "query-scheduler": ["warning", unread],
        compactor: ["warning", "logs aren't deleted when their time is over"],
    } as const;
    const isPart = (name: string): name is keyof typeof EFFECTS => name in EFFECTS;
    const part = (name: string, pods: string, more: Pick<Part, "least" | "severity" | "effect">): Part => ({
        part: name,
        title: `Loki's ${name}`,
        targets: { pod: pods },
        pods,
        ...more,
    });
    return [
        // Every line is written to the three zones; two of them must take it.
        part("ingester", "loki-ingester-.*", { least: 2, severity: "critical", effect: unseen }),
        ...LOKI_WORKLOADS.filter(isPart).map((name) => {
            const [severity, effect] = EFFECTS[name];
            return part(name, `loki-${name}-.*`, { least: 1, severity, effect });
        }),
    ];
}
