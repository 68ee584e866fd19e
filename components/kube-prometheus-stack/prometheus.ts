/** Prometheus' part of the chart's values. */

import { bytes } from "../../config/quantities";
import { CERTIFICATES } from "../../model/network/servers";
import { USABLE_SHARE } from "../../model/workloads/estimates";
import { publicUrl } from "../../model/network/interfaces";
import { METRIC_ATTRIBUTES } from "../../model/telemetry/labels";
import { outOfOrderMinutes } from "../../model/telemetry/lateness";
import { contentNamespaces, inNamespaces, OPERATED } from "../../model/cluster/names";
import type { StackConfig } from "../../config/schema";
import type { Settings } from "../../model/stack/stack";
import { disruptionBudgetByAvailable, resourcesOf, spread, trustAnnotation, volumeClaim } from "../helm/pods";
import { outgoing, type Outgoing } from "../helm/outgoing";
import { defined, type HelmValues } from "../helm/values";
import { scrapeTls } from "../helm/monitor";
import { googleToken } from "./google-token";
import { remoteWriteValues } from "./remote-write";
import { thanosSidecar, together, type Beside } from "./sidecar";
import { webTls } from "./tls";

const MEBI = 2 ** 20;
const EXEMPLARS = 100_000;
/** Who Prometheus' pods are to the cloud: of their own, and of the bucket that the sidecar writes to. */
function podIdentity({ metrics, objectStorage }: StackConfig): StackConfig["metrics"]["identity"] {
    const blocks = metrics.longTerm.mode === "thanos" && metrics.longTerm.store.type === "bucket";
    const bucket = blocks && objectStorage?.identity.type === "workload" ? objectStorage.identity : undefined;
    return {
        annotations: { ...bucket?.annotations, ...metrics.identity.annotations },
        podLabels: { ...bucket?.podLabels, ...metrics.identity.podLabels },
    };
}

/** Environment and certificates of Prometheus' own container. */
const throughProxy = ({ env, volumes, mounts }: Outgoing): Beside => ({
    spec: {},
    containers: env.length === 0 ? [] : [{ name: "prometheus", env }],
    volumes,
    volumeMounts: mounts,
});

/** Prometheus itself: what it scrapes follows from monitors, what it is pushed comes by OTLP. */
export function prometheusValues(settings: Settings): HelmValues {
    const { config } = settings;
    const { prometheus, cluster, resources } = config;
    const identity = podIdentity(config);
    const engines = remoteWriteValues(settings);
    const content = inNamespaces(contentNamespaces(config));
    const outside = outgoing(config, "prometheus");
    return defined({
        podDisruptionBudget: disruptionBudgetByAvailable(prometheus.replicas),
        serviceMonitor: scrapeTls(CERTIFICATES.prometheus, config),
        // Replicas scrape at different moments: Grafana stays with one of them, so that graphs don't flicker.
        service: { sessionAffinity: prometheus.replicas > 1 ? "ClientIP" : undefined },
        serviceAccount: { annotations: identity.annotations },
        prometheusSpec: {
            replicas: prometheus.replicas,
            retention: prometheus.retention,
            retentionSize: `${Math.floor((bytes(prometheus.storage) * USABLE_SHARE) / MEBI)}MiB`,
            storageSpec: { volumeClaimTemplate: { spec: volumeClaim(config, prometheus.storage) } },
            persistentVolumeClaimRetentionPolicy: { whenDeleted: "Retain", whenScaled: "Retain" },
            resources: resourcesOf(resources.prometheus),
            podAntiAffinity: "soft",
            topologySpreadConstraints: spread(config, { prometheus: OPERATED.prometheus }),
            podMetadata: {
                annotations: { ...trustAnnotation(config), ...outside.annotations },
                labels: identity.podLabels,
            },
            // Links in alerts; the chart would make one without TLS.
            externalUrl: publicUrl("prometheus", config),
            externalLabels: { cluster: cluster.name },
            scrapeInterval: prometheus.scrapeInterval,
            evaluationInterval: prometheus.scrapeInterval,
            web: webTls(CERTIFICATES.prometheus),
            // Teams add monitors and rules of their own, in the namespaces that may bring content.
            ruleNamespaceSelector: content,
            serviceMonitorNamespaceSelector: content,
            podMonitorNamespaceSelector: content,
            probeNamespaceSelector: content,
            scrapeConfigNamespaceSelector: content,
            ruleSelectorNilUsesHelmValues: false,
            serviceMonitorSelectorNilUsesHelmValues: false,
            podMonitorSelectorNilUsesHelmValues: false,
            probeSelectorNilUsesHelmValues: false,
            scrapeConfigSelectorNilUsesHelmValues: false,
            enableOTLPReceiver: true,
            otlp: {
                promoteResourceAttributes: METRIC_ATTRIBUTES,
                translationStrategy: "UnderscoreEscapingWithSuffixes",
            },
            tsdb: { outOfOrderTimeWindow: `${outOfOrderMinutes(config)}m` },
            enableFeatures: ["exemplar-storage"],
            exemplars: { maxSize: EXEMPLARS },
            walCompression: true,
            ...(engines.length === 0 ? {} : { remoteWrite: engines }),
            ...together([throughProxy(outside), googleToken(config), thanosSidecar(settings)]),
        },
    });
}
