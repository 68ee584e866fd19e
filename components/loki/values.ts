import { asksForCertificates, issuerOf } from "../../model/network/issuers";
import { OWN_PREFIX, PORTS } from "../../model/cluster/names";
import { CERTIFICATES, gossipsSecurely } from "../../model/network/servers";
import type { Requirements } from "../../config/schema/resources";
import type { StackConfig } from "../../config/schema";
import type { Settings } from "../../model/stack/stack";
import {
    caMount,
    caVolume,
    certificateMount,
    certificateVolume,
    disruptionBudget,
    resourcesOf,
    spread,
    trustAnnotation,
} from "../helm/pods";
import { storageCredentials } from "../helm/object-storage";
import { outgoing } from "../helm/outgoing";
import { defined, untemplated, type HelmValue, type HelmValues } from "../helm/values";
import { GOSSIP_DIRECTORY, lokiConfig, RULES_DIRECTORY, type LokiCalls } from "./config";
import { objectStoreName } from "./storage";

/** ConfigMap with the log rules; the ruler reads the folder of the one tenant. */
export const RULES_CONFIG_MAP = "loki-rules";
const TENANT = "fake";

const rulesVolume = { name: "rules", configMap: { name: RULES_CONFIG_MAP } } as const;
const rulesMount = { name: "rules", mountPath: `${RULES_DIRECTORY}/${TENANT}`, readOnly: true } as const;

const probe = (path: string, config: StackConfig): HelmValues => ({
    httpGet: { path, port: asksForCertificates(config) ? PORTS.lokiProbes : "http-metrics", scheme: "HTTPS" },
});

/** Helm values of Loki: https://github.com/grafana-community/helm-charts/tree/main/charts/loki */
export function lokiValues(settings: Settings, calls: LokiCalls): HelmValues {
    const { config } = settings;
    const { loki, objectStorage, imageRegistry } = config;
    const credentials = storageCredentials(settings);
    const outside = outgoing(config, "loki");
    const gossip = gossipsSecurely(config) ? gossipCertificate : plainGossip;
    return defined({
        global: { imageRegistry },
        deploymentMode: loki.mode === "monolithic" ? "Monolithic" : "Distributed",
        loki: {
            // The chart merges this over its own template: that is emptied, so the configuration is ours as a whole.
            config: "{}",
            structuredConfig: untemplated(lokiConfig(settings, calls)),
            // The chart's own checks look here.
            storage: {
                type: objectStoreName(objectStorage),
                bucketNames: objectStorage && { chunks: objectStorage.logs, ruler: objectStorage.logs },
            },
            podAnnotations: { ...trustAnnotation(config), ...gossip.annotations(config), ...outside.annotations },
            podLabels: objectStorage?.identity.type === "workload" ? objectStorage.identity.podLabels : undefined,
            livenessProbe: probe("/loki/api/v1/status/buildinfo", config),
            readinessProbe: probe("/ready", config),
        },
        serviceAccount: {
            annotations: objectStorage?.identity.type === "workload" ? objectStorage.identity.annotations : undefined,
        },
        defaults: {
            // It never calls the API server; a workload's identity in a cloud comes by a token of its own.
            automountServiceAccountToken: false,
            extraEnv: [...credentials.env, ...outside.env],
            extraVolumes: [
                caVolume,
                certificateVolume(CERTIFICATES.loki.secret),
                ...gossip.volumes,
                ...credentials.volumes,
                ...outside.volumes,
            ],
            extraVolumeMounts: [caMount, certificateMount, ...gossip.mounts, ...credentials.mounts, ...outside.mounts],
        },
        // Rules are a mounted ConfigMap of ours: no sidecar that may read every Secret of the cluster.
        rbac: { namespaced: true },
        sidecar: { rules: { enabled: false } },
        // Clients call the components themselves, over TLS: no nginx in between.
        gateway: { enabled: false },
        lokiCanary: { enabled: false },
        test: { enabled: false },
        chunksCache: { enabled: false },
        resultsCache: { enabled: false },
        monitoring: { serviceMonitor: { enabled: false } },
        ...(loki.mode === "monolithic" ? monolithic(config, loki.storage) : distributed(config, loki)),
    });
}

const plainGossip = { annotations: () => ({}), volumes: [], mounts: [] } as const;

const gossipCertificate = {
    // Read at start only: a new signer rolls the pods while the old one is still trusted.
    annotations: (config: StackConfig) => ({ [`${OWN_PREFIX}/gossip`]: issuerOf(config).name }),
    volumes: [{ name: "gossip", secret: { secretName: CERTIFICATES.lokiGossip.secret } }],
    mounts: [{ name: "gossip", mountPath: GOSSIP_DIRECTORY, readOnly: true }],
} as const;

/** Loki has stored what it had well before, and doesn't end by itself (see its internal_server): the chart has up to 300. */
const STOP_SECONDS = 60;

/** In place of the chart's hard rule of one per node: replicas prefer to spread, and still fit when a node is gone. */
const SPREAD_ONLY = { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [] } } as const;

const none = { replicas: 0 } as const;

function monolithic(config: StackConfig, storage: string): HelmValues {
    return defined({
        singleBinary: {
            replicas: 1,
            resources: resourcesOf(config.resources.loki),
            persistence: { size: storage, storageClass: config.cluster.storageClass?.name, whenDeleted: "Retain" },
            extraVolumes: [rulesVolume],
            extraVolumeMounts: [rulesMount],
        },
        read: none,
        write: none,
        backend: none,
    });
}

type Distributed = Extract<StackConfig["loki"], { mode: "distributed" }>;

function distributed(config: StackConfig, loki: Distributed): HelmValues {
    const storageClass = config.cluster.storageClass?.name;
    const workload = (
        name: string,
        replicas: number,
        requirements: Requirements,
    ): Readonly<Record<string, HelmValue>> => ({
        replicas,
        resources: resourcesOf(requirements),
        podDisruptionBudget: disruptionBudget(replicas),
        topologySpreadConstraints: spread(config, {
            "app.kubernetes.io/name": "loki",
            "app.kubernetes.io/component": name,
        }),
        affinity: SPREAD_ONLY,
        terminationGracePeriodSeconds: STOP_SECONDS,
    });
    const { lokiDistributor, lokiIngester, lokiQuerier, lokiFrontend, lokiBackend } = config.resources;
    const claim = defined({ name: "data", accessModes: ["ReadWriteOnce"], size: loki.walStorage, storageClass });
    return {
        distributor: workload("distributor", loki.distributors, lokiDistributor),
        ingester: {
            replicas: loki.ingesters,
            terminationGracePeriodSeconds: STOP_SECONDS,
            resources: resourcesOf(lokiIngester),
            topologySpreadConstraints: spread(config, {
                "app.kubernetes.io/name": "loki",
                "app.kubernetes.io/component": "ingester",
            }),
            persistence: { enabled: true, claims: [claim] },
        },
        querier: workload("querier", loki.queriers, lokiQuerier),
        queryFrontend: workload("query-frontend", loki.frontends, lokiFrontend),
        queryScheduler: workload("query-scheduler", loki.frontends, lokiFrontend),
        indexGateway: workload("index-gateway", loki.frontends, lokiBackend),
        compactor: { replicas: 1, resources: resourcesOf(lokiBackend), affinity: SPREAD_ONLY },
        ruler: {
            ...workload("ruler", 1, lokiBackend),
            extraVolumes: [rulesVolume],
            extraVolumeMounts: [rulesMount],
        },
        singleBinary: none,
        read: none,
        write: none,
        backend: none,
    };
}
