import { DASHBOARD_CONFIG_MAP, DASHBOARDS, FOLDERS, type DashboardName } from "../../model/grafana/dashboards";
import { DATASOURCE_SECRETS, datasourceSecrets } from "../../model/grafana/own-datasources";
import { CERTIFICATE, CLIENT_CERTIFICATE, TRUST } from "../../model/network/endpoints";
import { asksForCertificates } from "../../model/network/issuers";
import { contentNamespaces, DATASOURCES_CONFIG_MAP, OWN_PREFIX, PORTS, SERVICES } from "../../model/cluster/names";
import { definitionOf } from "../../config/secrets";
import { CERTIFICATES } from "../../model/network/servers";
import type { Settings } from "../../model/stack/stack";
import {
    caMount,
    certificateMount,
    clientAnnotation,
    RESTRICTED_CONTAINER,
    resourcesOf,
    restrictedPod,
    trustAnnotation,
} from "../helm/pods";
import { outgoing } from "../helm/outgoing";
import { defined, type HelmValues } from "../helm/values";
import { queriedEngine, secretOf, showsKey } from "../../model/workloads/remote-write";
import { ENGINE_KEY } from "../../model/grafana/datasources";
import { scrapeTls } from "../helm/monitor";
import { secretMounts, signInSettings } from "./grafana-sign-in";

/** Cluster role of the dashboard sidecar: dashboards come as ConfigMaps from the namespaces of `namespaces.content`. */
export const DASHBOARD_READER = "grafana-dashboard-reader";

/** User of the Grafana image. */
export const GRAFANA_USER = 472;
/** How often Grafana looks at the dashboards that the sidecar has written. */
const RESCAN_SECONDS = 30;

/** Where the sidecar writes dashboards, in a folder each as their ConfigMap says. */
const DASHBOARDS_DIRECTORY = "/tmp/dashboards";

/** Folder of the chart's own dashboards. */
const CHART_FOLDER = "Kubernetes";

/** Where Grafana finds a dashboard of ours. */
const dashboardFile = (name: DashboardName): string => {
    const { folder, uid } = DASHBOARDS[name];
    return `${DASHBOARDS_DIRECTORY}/${FOLDERS[folder]}/${uid}.json`;
};

const httpsProbe = { httpGet: { path: "/api/health", port: "grafana", scheme: "HTTPS" } } as const;

/** The key of an engine that dashboards ask, as files. */
function engineKey({ config, references }: Settings): readonly HelmValues[] {
    const authentication = queriedEngine(config)?.endpoint.authentication;
    if (authentication === undefined) return [];
    const key = secretOf(authentication) ?? references.remoteWriteKey;
    const common = { name: "metrics-engine", mountPath: ENGINE_KEY.directory, readOnly: true };
    if (authentication.type === "certificate") return [{ ...common, secretName: authentication.secretName }];
    if (!showsKey(authentication) || key === undefined) return [];
    return [{ ...common, secretName: key.name, items: [{ key: key.key, path: ENGINE_KEY.file }] }];
}

/** Grafana: everything in it is code; a volume only keeps what people add by hand. */
export function grafanaValues(settings: Settings, datasourcesDigest: string): HelmValues {
    const { config, references } = settings;
    const { grafana, access, resources } = config;
    const { env, mounts, annotations } = outgoing(config, "grafana");
    const admin = references.grafanaAdminPassword;
    const asked = asksForCertificates(config);
    return defined({
        enabled: grafana.enabled,
        fullnameOverride: SERVICES.grafana.service,
        defaultDashboardsTimezone: "browser",
        admin: {
            existingSecret: admin?.name ?? definitionOf("grafanaAdminPassword").secret,
            userKey: "admin-user",
            passwordKey: admin?.key ?? definitionOf("grafanaAdminPassword").key,
        },
        // One pod on one volume: two at a time would wait for each other.
        deploymentStrategy: { type: "Recreate" },
        persistence:
            grafana.storage === undefined
                ? { enabled: false }
                : {
                      enabled: true,
                      type: "pvc",
                      size: grafana.storage,
                      storageClassName: config.cluster.storageClass?.name,
                      annotations: { "helm.sh/resource-policy": "keep" },
                  },
        // Plugins put their sockets here; the root is read-only.
        extraEmptyDirMounts: [{ name: "tmp", mountPath: "/tmp" }],
        // The chart's own role would let the dashboard sidecar read every Secret of the cluster.
        rbac: { useExistingClusterRole: DASHBOARD_READER },
        initChownData: { enabled: false },
        testFramework: { enabled: false },
        securityContext: restrictedPod(GRAFANA_USER),
        containerSecurityContext: RESTRICTED_CONTAINER,
        resources: resourcesOf(resources.grafana),
        podAnnotations: {
            ...trustAnnotation(config),
            ...annotations,
            [`${OWN_PREFIX}/datasources`]: datasourcesDigest,
            ...clientAnnotation(config),
        },
        service: { port: SERVICES.grafana.port, targetPort: PORTS.grafana },
        readinessProbe: httpsProbe,
        livenessProbe: { ...httpsProbe, initialDelaySeconds: 60, timeoutSeconds: 30, failureThreshold: 10 },
        serviceMonitor: { enabled: true, ...scrapeTls(CERTIFICATES.grafana, config) },
        "grafana.ini": {
            server: {
                protocol: "https",
                cert_file: CERTIFICATE.certificate,
                cert_key: CERTIFICATE.key,
                certs_watch_interval: "1m",
                root_url: access.grafana.externalUrl ?? `https://localhost:${PORTS.grafana}`,
            },
            users: { allow_sign_up: false },
            "auth.anonymous": { enabled: false },
            analytics: { reporting_enabled: false, check_for_updates: false, check_for_plugin_updates: false },
            ...signInSettings(config, references),
            // Rules are Prometheus' and Loki's, alerts are Alertmanager's: Grafana shows them and evaluates none itself.
            unified_alerting: { enabled: true, execute_alerts: false },
            dashboards: { default_home_dashboard_path: dashboardFile(grafana.home) },
        },
        env: env.length > 0 ? Object.fromEntries(env.map(({ name, value }) => [name, value])) : undefined,
        extraSecretMounts: [
            { ...certificateMount, secretName: CERTIFICATES.grafana.secret },
            ...secretMounts(config, references),
            ...datasourceSecrets(config).map((secretName) => ({
                name: `datasource-${secretName}`,
                secretName,
                mountPath: `${DATASOURCE_SECRETS}/${secretName}`,
                readOnly: true,
            })),
            ...(asked
                ? [
                      {
                          name: "client",
                          mountPath: CLIENT_CERTIFICATE.directory,
                          readOnly: true,
                          secretName: CERTIFICATES.grafanaClient.secret,
                      },
                  ]
                : []),
            ...engineKey(settings),
        ],
        extraConfigmapMounts: [
            { name: caMount.name, mountPath: caMount.mountPath, readOnly: true, configMap: TRUST.configMap },
            {
                name: "datasources",
                mountPath: "/etc/grafana/provisioning/datasources",
                readOnly: true,
                configMap: DATASOURCES_CONFIG_MAP,
            },
            ...mounts.map((mount) => ({ ...mount, configMap: mount.name })),
        ],
        sidecar: {
            securityContext: RESTRICTED_CONTAINER,
            resources: resourcesOf(resources.grafanaSidecar),
            // Datasources are a mounted ConfigMap of ours: no sidecar, no reload, no race at start.
            datasources: { enabled: false, defaultDatasourceEnabled: false },
            dashboards: {
                enabled: true,
                label: DASHBOARD_CONFIG_MAP.label,
                labelValue: DASHBOARD_CONFIG_MAP.labelValue,
                folder: DASHBOARDS_DIRECTORY,
                searchNamespace: contentNamespaces(config).join(","),
                resource: "configmap",
                folderAnnotation: DASHBOARD_CONFIG_MAP.folderAnnotation,
                annotations: { [DASHBOARD_CONFIG_MAP.folderAnnotation]: CHART_FOLDER },
                // Grafana rescans the folder, so the sidecar needs no administrator's password.
                skipReload: true,
                provider: {
                    foldersFromFilesStructure: true,
                    allowUiUpdates: false,
                    updateIntervalSeconds: RESCAN_SECONDS,
                },
            },
        },
    });
}
