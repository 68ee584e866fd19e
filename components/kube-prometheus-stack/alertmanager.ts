import { ALERTMANAGER_SNAPSHOTS } from "../../model/alerting/timing";
import { publicUrl } from "../../model/network/interfaces";
import { inNamespaces, OPERATED } from "../../model/cluster/names";
import { hours } from "../../config/quantities";
import { CERTIFICATES } from "../../model/network/servers";
import type { Settings } from "../../model/stack/stack";
import type { AlertmanagerFiles } from "../../rules/routing/alertmanager";
import { disruptionBudgetByAvailable, resourcesOf, spread, trustAnnotation, volumeClaim } from "../helm/pods";
import { outgoing } from "../helm/outgoing";
import { defined, type HelmValues } from "../helm/values";
import { clientTls, scrapeTls } from "../helm/monitor";
import { clusterTls, webTls } from "./tls";

/** Alertmanager: the chart puts our configuration and templates into the Secret that it reads. */
export function alertmanagerValues({ config }: Settings, files: AlertmanagerFiles): HelmValues {
    const { alertmanager, resources } = config;
    const { env, volumes, mounts, annotations } = outgoing(config, "alertmanager");
    return defined({
        podDisruptionBudget: disruptionBudgetByAvailable(alertmanager.replicas),
        serviceMonitor: scrapeTls(CERTIFICATES.alertmanager, config),
        config: files.config,
        templateFiles: files.templates,
        alertmanagerSpec: {
            automountServiceAccountToken: false,
            replicas: alertmanager.replicas,
            retention: hours(alertmanager.retention),
            // Silences, and what has been told, are written then and at an orderly end: a crash loses what came since.
            additionalArgs: [{ name: "data.maintenance-interval", value: ALERTMANAGER_SNAPSHOTS }],
            storage: { volumeClaimTemplate: { spec: volumeClaim(config, alertmanager.storage) } },
            persistentVolumeClaimRetentionPolicy: { whenDeleted: "Retain", whenScaled: "Retain" },
            resources: resourcesOf(resources.alertmanager),
            podAntiAffinity: "soft",
            topologySpreadConstraints: spread(config, { alertmanager: OPERATED.alertmanager }),
            podMetadata: { annotations: { ...trustAnnotation(config), ...annotations } },
            ...(env.length > 0 ? { containers: [{ name: "alertmanager", env }], volumes, volumeMounts: mounts } : {}),
            externalUrl: publicUrl("alertmanager", config),
            // Secrets that the configuration names by file.
            secrets: files.secrets,
            web: webTls(CERTIFICATES.alertmanager),
            clusterTLS: alertmanager.replicas > 1 ? clusterTls(CERTIFICATES.alertmanager, config) : undefined,
            // How Prometheus calls it.
            scheme: "https",
            tlsConfig: clientTls(CERTIFICATES.alertmanager, config),
            // Routes are the stack's own: those of other namespaces would tell, or keep from being told, for everybody.
            alertmanagerConfigNamespaceSelector: inNamespaces([config.namespaces.monitoring]),
            alertmanagerConfigMatcherStrategy: { type: "None" },
        },
    });
}
