/** The stack's pods as the network sees them: where they are, and the labels that tell them apart. */

import type { StackConfig } from "../../config/schema";
import {
    ELASTICSEARCH,
    ELASTICSEARCH_LABEL,
    HEADLESS,
    JAEGER_PODS,
    OPERATED,
    SERVICES,
    THANOS_COMPACTOR,
} from "../cluster/names";
import { hasProbes } from "./outgoing";
import { hasSamplerTier } from "./wiring";

/** Pods that call and are called alike. A test holds the labels against the rendered charts. */
export interface Party {
    readonly namespace: "monitoring" | "agents";
    readonly labels: { readonly [label: string]: string };
    /** Pods on the network of their node: no policy applies to them, and they are called by the node's address. */
    readonly host?: true;
}

const named = (name: string, more: Party["labels"] = {}): Party => ({
    namespace: "monitoring",
    labels: { "app.kubernetes.io/name": name, ...more },
});

/** The job that installs the definitions of kube-prometheus-stack; the chart gives its pod no label of its own. */
export const CRD_UPGRADE = "prometheus-crds-upgrade";
/** The job that publishes our authorities' certificates. */
export const PUBLISHER = "go-coffee-ca-publisher";

const PARTIES = {
    certManager: named("cert-manager"),
    certManagerInjector: named("cainjector"),
    certManagerWebhook: named("webhook", { "app.kubernetes.io/instance": "cert-manager" }),
    certManagerCheck: named("startupapicheck"),
    publisher: named(PUBLISHER),
    crdUpgrade: named(CRD_UPGRADE),
    operator: { namespace: "monitoring", labels: { app: "kube-prometheus-stack-operator" } },
    prometheus: named("prometheus", { "operator.prometheus.io/name": OPERATED.prometheus }),
    thanosQueryFrontend: named(SERVICES.thanosQueryFrontend.service),
    thanosQuery: named(SERVICES.thanosQuery.service),
    thanosStore: named(HEADLESS.thanosStore),
    thanosCompactor: named(THANOS_COMPACTOR),
    alertmanager: named("alertmanager", { alertmanager: OPERATED.alertmanager }),
    grafana: named("grafana"),
    kubeStateMetrics: named("kube-state-metrics"),
    prober: named(SERVICES.prober.service),
    nodeExporter: {
        namespace: "agents",
        labels: { "app.kubernetes.io/name": "prometheus-node-exporter" },
        host: true,
    },
    loki: named("loki"),
    jaeger: { namespace: "monitoring", labels: JAEGER_PODS },
    jaegerCleaner: named("jaeger", { "app.kubernetes.io/component": "es-index-cleaner" }),
    gateway: named(SERVICES.collectorGrpc.service),
    sampler: named(SERVICES.sampler.service),
    clusterCollector: named(SERVICES.clusterCollector.service),
    fluentBit: { namespace: "agents", labels: { "app.kubernetes.io/name": "fluent-bit" } },
    elasticsearch: {
        namespace: "monitoring",
        labels: { [ELASTICSEARCH_LABEL]: ELASTICSEARCH },
    },
    elasticOperator: named("elastic-operator"),
} as const satisfies Readonly<Record<string, Party>>;

/** A name in code as words. */
export const inWords = (name: string, between: string): string =>
    name.replace(/[A-Z]/g, (letter) => `${between}${letter.toLowerCase()}`);

export type PartyName = keyof typeof PARTIES;

/** The parties that a stack has. */
export function partiesOf(config: StackConfig): ReadonlyMap<PartyName, Party> {
    const { certManager, elasticsearch, fluentBit, grafana, jaeger, prometheusOperator, tls } = config;
    const managed = elasticsearch.mode === "managed";
    const thanos = config.metrics.longTerm.mode === "thanos";
    const present: Partial<Record<PartyName, boolean>> = {
        certManager: certManager.enabled,
        certManagerInjector: certManager.enabled,
        certManagerWebhook: certManager.enabled,
        certManagerCheck: certManager.enabled,
        operator: prometheusOperator.enabled,
        crdUpgrade: prometheusOperator.crds,
        prober: hasProbes(config),
        publisher: tls.issuer === undefined,
        thanosQueryFrontend: thanos,
        thanosQuery: thanos,
        thanosStore: thanos,
        thanosCompactor: thanos,
        grafana: grafana.enabled,
        jaeger: jaeger.enabled,
        jaegerCleaner: jaeger.enabled && jaeger.storage.type === "elasticsearch",
        sampler: hasSamplerTier({ config }),
        fluentBit: fluentBit.enabled,
        elasticsearch: managed,
        elasticOperator: managed,
    };
    return new Map((Object.entries(PARTIES) as [PartyName, Party][]).filter(([name]) => present[name] ?? true));
}
