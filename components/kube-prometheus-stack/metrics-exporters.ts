/** node-exporter, kube-state-metrics and the control plane: their part of the chart's values. */

import { CERTIFICATE } from "../../model/network/endpoints";
import { promptScrape } from "../../model/alerting/delays";
import { MAINTENANCE_LABEL, PORTS } from "../../model/cluster/names";
import { CONTROL_PLANES } from "../../model/cluster/platforms";
import { CERTIFICATES } from "../../model/network/servers";
import type { Settings } from "../../model/stack/stack";
import { certificateMount, certificateVolume, resourcesOf } from "../helm/pods";
import { defined, type HelmValues } from "../helm/values";
import { WEB_CONFIG } from "../helm/web-config";
import { NODE_LABEL, scrapeTls } from "../helm/monitor";

const webConfigFile = `${WEB_CONFIG.directory}/${WEB_CONFIG.file}`;
const https = { httpGet: { scheme: "https" } } as const;

/** The chart's kinds without Secrets: nothing of ours counts them, and the role would let it read them all. */
export const OBSERVED_KINDS = [
    "certificatesigningrequests",
    "configmaps",
    "cronjobs",
    "daemonsets",
    "deployments",
    "endpointslices",
    "horizontalpodautoscalers",
    "ingresses",
    "jobs",
    "leases",
    "limitranges",
    "mutatingwebhookconfigurations",
    "namespaces",
    "networkpolicies",
    "nodes",
    "persistentvolumeclaims",
    "persistentvolumes",
    "poddisruptionbudgets",
    "pods",
    "replicasets",
    "replicationcontrollers",
    "resourcequotas",
    "services",
    "statefulsets",
    "storageclasses",
    "validatingwebhookconfigurations",
    "volumeattachments",
] as const;

/** kube-state-metrics: the state of objects. */
export const kubeStateMetricsValues = ({ config }: Settings): HelmValues =>
    defined({
        fullnameOverride: "kube-state-metrics",
        resources: resourcesOf(config.resources.kubeStateMetrics),
        extraArgs: [`--tls-config=${webConfigFile}`],
        volumes: [
            certificateVolume(CERTIFICATES.kubeStateMetrics.secret),
            { name: "web-config", configMap: { name: WEB_CONFIG.configMap } },
        ],
        volumeMounts: [certificateMount, { name: "web-config", mountPath: WEB_CONFIG.directory, readOnly: true }],
        startupProbe: https,
        livenessProbe: https,
        readinessProbe: https,
        // Whether a service is down is known from it.
        prometheus: {
            monitor: {
                enabled: true,
                http: { interval: promptScrape(config).interval, ...scrapeTls(CERTIFICATES.kubeStateMetrics, config) },
            },
        },
        collectors: OBSERVED_KINDS,
        // The label by which rules and dashboards know a service.
        metricLabelsAllowlist: [
            "pods=[app.kubernetes.io/name,app.kubernetes.io/part-of]",
            "deployments=[app.kubernetes.io/name,app.kubernetes.io/part-of]",
            `namespaces=[${MAINTENANCE_LABEL}]`,
        ],
        ...(config.elasticsearch.mode === "managed" ? elasticsearchState : {}),
    });

const ELASTICSEARCH = { group: "elasticsearch.k8s.elastic.co", version: "v1", kind: "Elasticsearch" } as const;
/** What the operator says of Elasticsearch: `eck_elasticsearch_health`, which is 1 for the health that it has. */
const elasticsearchState: HelmValues = {
    customResourceState: {
        enabled: true,
        config: {
            kind: "CustomResourceStateMetrics",
            spec: {
                resources: [
                    {
                        groupVersionKind: ELASTICSEARCH,
                        metricNamePrefix: "eck_elasticsearch",
                        labelsFromPath: { name: ["metadata", "name"], namespace: ["metadata", "namespace"] },
                        metrics: [
                            {
                                name: "health",
                                help: "Health of the cluster as its operator saw it last.",
                                each: {
                                    type: "StateSet",
                                    stateSet: {
                                        labelName: "health",
                                        path: ["status", "health"],
                                        list: ["green", "yellow", "red", "unknown"],
                                    },
                                },
                            },
                        ],
                    },
                ],
            },
        },
    },
    rbac: {
        extraRules: [{ apiGroups: [ELASTICSEARCH.group], resources: ["elasticsearches"], verbs: ["list", "watch"] }],
    },
};

/** node-exporter: one per node, in the agents' namespace because it reads the node's files and network. */
export const nodeExporterValues = ({ config }: Settings): HelmValues =>
    defined({
        fullnameOverride: "node-exporter",
        namespaceOverride: config.namespaces.agents,
        resources: resourcesOf(config.resources.nodeExporter),
        extraArgs: [
            `--web.config.file=${webConfigFile}`,
            "--collector.filesystem.mount-points-exclude=^/(dev|proc|sys|var/lib/docker/.+|var/lib/kubelet/.+)($|/)",
            "--collector.filesystem.fs-types-exclude=^(autofs|binfmt_misc|bpf|cgroup2?|configfs|debugfs|devpts|devtmpfs|fusectl|hugetlbfs|iso9660|mqueue|nsfs|overlay|proc|procfs|pstore|rpc_pipefs|securityfs|selinuxfs|squashfs|erofs|sysfs|tracefs)$",
        ],
        secrets: [{ name: CERTIFICATES.nodeExporter.secret, mountPath: CERTIFICATE.directory }],
        configmaps: [{ name: WEB_CONFIG.configMap, mountPath: WEB_CONFIG.directory }],
        livenessProbe: https,
        readinessProbe: https,
        service: { port: PORTS.nodeExporter, targetPort: PORTS.nodeExporter },
        prometheus: {
            monitor: {
                enabled: true,
                jobLabel: "jobLabel",
                ...scrapeTls(CERTIFICATES.nodeExporter, config),
                relabelings: NODE_LABEL,
            },
        },
        containerSecurityContext: {
            readOnlyRootFilesystem: true,
            allowPrivilegeEscalation: false,
            capabilities: { drop: ["ALL"] },
        },
        securityContext: { seccompProfile: { type: "RuntimeDefault" } },
        tolerations: [{ operator: "Exists" }],
    });

/** Control-plane targets that the platform lets us scrape. */
export function controlPlaneValues({ config }: Settings): HelmValues {
    const reachable = CONTROL_PLANES[config.cluster.platform];
    // They serve plain HTTP: the charts would send the token of Prometheus along in clear.
    const withoutToken = { serviceMonitor: { bearerTokenFile: "" } };
    return {
        kubeEtcd: { enabled: reachable.etcd, ...withoutToken },
        kubeScheduler: { enabled: reachable.scheduler },
        kubeControllerManager: { enabled: reachable.controllerManager },
        kubeProxy: { enabled: reachable.proxy, ...withoutToken },
        coreDns: { enabled: reachable.coreDns, ...withoutToken },
        kubeDns: { enabled: reachable.kubeDns, ...withoutToken },
    };
}
