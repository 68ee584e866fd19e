/** The program: every element of the stack, wired. */

import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";
import { Admission } from "./components/admission/component";
import { AlertingRules } from "./components/alerting/component";
import { CertManager } from "./components/cert-manager/component";
import { Authorities } from "./components/certificates/authorities";
import { issuerOf } from "./model/network/issuers";
import { ServerCertificates } from "./components/certificates/servers";
import { Trust } from "./components/certificates/trust";
import { Demo } from "./components/demo/component";
import { Elasticsearch } from "./components/elasticsearch/component";
import { FluentBit } from "./components/fluent-bit/component";
import { GrafanaContent } from "./components/grafana-content/component";
import { datasources } from "./components/grafana-content/datasources";
import { digest } from "./components/helm/pods";
import { Jaeger } from "./components/jaeger/component";
import { PrometheusStack } from "./components/kube-prometheus-stack/component";
import { Loki } from "./components/loki/component";
import { Namespaces } from "./components/namespaces/component";
import { NetworkPolicies } from "./components/network-policies/component";
import { Collector } from "./components/opentelemetry-collector/component";
import { collectorConfigs } from "./components/opentelemetry-collector/pipeline";
import { People } from "./components/people/component";
import { Probes } from "./components/probes/component";
import { ScrapeTargets } from "./components/scrape-targets/component";
import { Secrets } from "./components/secrets/component";
import { Thanos } from "./components/thanos/component";
import { loadStack } from "./checks/load";
import { refuseOversized } from "./checks/objects";
import { accessOutput, otlpOutput } from "./model/stack/outputs";
import { ownDashboards } from "./model/content/own-dashboards";
import { ownRules } from "./model/content/own-rules";
import { hasProbes } from "./model/network/outgoing";
import { wire } from "./model/network/wiring";
import { thanosOf } from "./model/workloads/long-term";
import { dashboards } from "./dashboards";
import { lokiRuleFiles } from "./rules/loki";
import { prometheusRules } from "./rules/prometheus";
import { alertmanagerFiles } from "./rules/routing/alertmanager";

const stack = loadStack();
const { config } = stack;
const endpoints = wire(stack);
const pipelines = collectorConfigs(config, {
    prometheus: endpoints.prometheusReplicas,
    loki: endpoints.lokiPush,
    jaeger: endpoints.jaegerCollector,
    sampler: endpoints.sampler,
});

const rules = { ...prometheusRules(config), ...ownRules(config) };
const logRules = lokiRuleFiles(config);
const pages = [...dashboards(config), ...ownDashboards(config)];
const alerting = alertmanagerFiles(stack);
// What grows with the catalogue is refused before anything is made, and not half way by the cluster.
refuseOversized(
    { rules, logRules, dashboards: pages, collectors: { ...pipelines }, alerting },
    Object.keys(config.services).length,
    pulumi.getStack(),
);

// The one way to the cluster. Namespaces and volumes that an earlier `destroy` kept are adopted (upsert).
const cluster = new k8s.Provider("cluster", {
    context: config.cluster.context,
    // Which cluster it is doesn't hang on where its kubeconfig lies: the provider reads $KUBECONFIG by itself, as kubectl
    // does, and nothing is replaced because a path or a context has another name. Commands check that it is the same one.
    kubeconfig: "",
    clusterIdentifier: "the cluster of this stack",
    enableServerSideApply: true,
    enableConfigMapMutable: true,
    enableSecretMutable: true,
    upsertExistingObjects: true,
});
// Default providers are off (Pulumi.yaml), so that nothing reaches another cluster by oversight.
const onCluster = {
    providers: [cluster, new random.Provider("random")],
};

// Ground: namespaces, secrets, a CA that everything trusts and a certificate for every server.
const namespaces = new Namespaces("namespaces", config, onCluster);
const inNamespaces = { ...onCluster, dependsOn: [...namespaces.all] };
new NetworkPolicies("network-policies", config, inNamespaces);
new Admission("admission", config, inNamespaces);
new People("people", config, inNamespaces);
const secrets = new Secrets("secrets", stack, inNamespaces);
const certManager = config.certManager.enabled
    ? [new CertManager("cert-manager", config, { requires: namespaces.all }, onCluster)]
    : [];
const withCertManager = { ...onCluster, dependsOn: [...namespaces.all, ...certManager] };
const authorities = config.tls.issuer === undefined ? [new Authorities("authorities", config, withCertManager)] : [];
const withIssuers = { ...onCluster, dependsOn: [...namespaces.all, ...certManager, ...authorities] };
const certificates = new ServerCertificates("certificates", config, withIssuers);
const trust = new Trust("trust", config, { ...withIssuers, dependsOn: [...withIssuers.dependsOn, certificates] });
const ground = [secrets, trust, certificates];

// Stores and what fills them.
new Loki(
    "loki",
    stack,
    { alertmanagers: endpoints.alertmanagerReplicas, rules: logRules, requires: ground },
    inNamespaces,
);
const elasticsearch =
    config.elasticsearch.mode === "managed"
        ? [new Elasticsearch("elasticsearch", stack, { managed: config.elasticsearch, requires: ground }, inNamespaces)]
        : [];
if (config.jaeger.enabled) {
    new Jaeger(
        "jaeger",
        stack,
        {
            elasticsearch: endpoints.elasticsearch,
            prometheus: endpoints.metricsQuery,
            requires: [...ground, ...elasticsearch],
        },
        inNamespaces,
    );
}
new Collector("collector", stack, { configs: pipelines, requires: ground }, inNamespaces);
if (config.fluentBit.enabled) {
    new FluentBit("fluent-bit", stack, { collector: endpoints.collectorAgents, requires: ground }, inNamespaces);
}

// Metrics for years; the sidecar is Prometheus'.
const longTerm = thanosOf(config);
const thanos =
    longTerm === undefined || endpoints.thanosQuery === undefined
        ? []
        : [new Thanos("thanos", stack, { longTerm, query: endpoints.thanosQuery, requires: ground }, inNamespaces)];

// What people look at and what wakes them.
const datasourceFile = datasources(stack, {
    prometheus: endpoints.metricsQuery,
    alertmanager: endpoints.alertmanager,
    loki: endpoints.lokiQuery,
    jaeger: endpoints.jaegerQuery,
});
const content = config.grafana.enabled
    ? [new GrafanaContent("grafana-content", stack, { datasources: datasourceFile, dashboards: pages }, inNamespaces)]
    : [];
const prometheusStack = new PrometheusStack(
    "prometheus-stack",
    stack,
    {
        issuer: issuerOf(config),
        alerting,
        datasourcesDigest: digest(datasourceFile),
        requires: [...ground, ...content, ...thanos.flatMap((one) => one.ground)],
    },
    inNamespaces,
);
const withMonitors = { ...onCluster, dependsOn: [...namespaces.all, prometheusStack.installed] };
if (hasProbes(config))
    new Probes("probes", config, { requires: ground, monitors: prometheusStack.installed }, inNamespaces);
new ScrapeTargets("scrape-targets", config, withMonitors);
new AlertingRules("rules", config, rules, withMonitors);

// Something to observe.
if (config.demo.enabled)
    new Demo("demo", config, endpoints.collectorHttp, { ...inNamespaces, dependsOn: [...namespaces.all, ...ground] });

/** How to open each user interface. */
export const access = accessOutput(stack);
/** Where applications send their telemetry, and the CA that they must trust. */
export const otlp = otlpOutput(stack, endpoints);
