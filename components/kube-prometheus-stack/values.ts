/** What kube-prometheus-stack is given: the parts of its programs put together. */

import { CRD_UPGRADE } from "../../model/network/parties";
import { IMAGES } from "../../model/charts/images";
import type { Settings } from "../../model/stack/stack";
import { chartRules } from "../../rules/chart/values";
import type { AlertmanagerFiles } from "../../rules/routing/alertmanager";
import type { IssuerReference } from "../../model/network/issuers";
import { resourcesOf } from "../helm/pods";
import { defined, type HelmValues } from "../helm/values";
import { alertmanagerValues } from "./alertmanager";
import { controlPlaneValues, kubeStateMetricsValues, nodeExporterValues } from "./metrics-exporters";
import { grafanaValues } from "./grafana";
import { prometheusValues } from "./prometheus";

export interface PrometheusStackInputs {
    /** Signs the certificate of the operator's admission webhook. */
    readonly issuer: IssuerReference;
    readonly alerting: AlertmanagerFiles;
    /** Rolls Grafana when its datasources change. */
    readonly datasourcesDigest: string;
}

/** Helm installs CRDs once and never upgrades them; this job does, at each upgrade, with pinned images. */
const crdUpgradeJob = {
    enabled: true,
    forceConflicts: true,
    podLabels: { "app.kubernetes.io/name": CRD_UPGRADE },
    resources: { requests: { cpu: "10m", memory: "32Mi" }, limits: { memory: "256Mi" } },
    image: { busybox: IMAGES.busybox, kubectl: IMAGES.kubectl },
} as const;

/** Helm values of kube-prometheus-stack: https://github.com/prometheus-community/helm-charts */
export function prometheusStackValues(settings: Settings, inputs: PrometheusStackInputs): HelmValues {
    const { config } = settings;
    const { prometheusOperator } = config;
    return defined({
        global: { imageRegistry: config.imageRegistry },
        crds: prometheusOperator.crds ? { enabled: true, upgradeJob: crdUpgradeJob } : { enabled: false },
        // Rules for what the platform hides or ours replace would never resolve, or tell twice.
        defaultRules: chartRules(config),
        prometheusOperator: {
            enabled: prometheusOperator.enabled,
            resources: resourcesOf(config.resources.prometheusOperator),
            // The chart has no startup probe for it: on a busy node it takes its time, and would be ended before it is ready.
            livenessProbe: { failureThreshold: 12, timeoutSeconds: 5 },
            prometheusConfigReloader: { resources: resourcesOf(config.resources.configReloader) },
            admissionWebhooks: {
                certManager: { enabled: true, issuerRef: { ...inputs.issuer } },
                // Rules are proven before they are deployed: the webhook is a second line, never a blockade.
                failurePolicy: "Ignore",
            },
            tls: { enabled: true },
        },
        prometheus: prometheusValues(settings),
        alertmanager: alertmanagerValues(settings, inputs.alerting),
        grafana: grafanaValues(settings, inputs.datasourcesDigest),
        "kube-state-metrics": kubeStateMetricsValues(settings),
        "prometheus-node-exporter": nodeExporterValues(settings),
        ...controlPlaneValues(settings),
    });
}
