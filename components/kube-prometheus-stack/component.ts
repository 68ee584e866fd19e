/** kube-prometheus-stack as an element of the stack. */

import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { LABELS, OPERATED, SERVICES } from "../../model/cluster/names";
import type { Settings } from "../../model/stack/stack";
import { after } from "../helm/children";
import { alias } from "../helm/alias";
import { metadata } from "../helm/pods";
import { HelmElement } from "../helm/release";
import { WEB_CONFIG } from "../helm/web-config";
import { DASHBOARD_READER } from "./grafana";
import { prometheusStackValues, type PrometheusStackInputs } from "./values";

export interface PrometheusStackArgs extends PrometheusStackInputs {
    /** What must exist first: certificates, Secrets, Grafana's datasources. */
    readonly requires: readonly pulumi.Resource[];
}

/** Prometheus, Alertmanager, Grafana, node-exporter and kube-state-metrics, with the operator that runs them. */
export class PrometheusStack extends HelmElement {
    /** Custom resources of the operator (monitors, rules) can be created once this is there. */
    readonly installed: k8s.helm.v3.Release;

    constructor(name: string, settings: Settings, args: PrometheusStackArgs, opts: pulumi.ComponentResourceOptions) {
        super("PrometheusStack", name, settings.config, opts);
        const { monitoring, agents } = settings.config.namespaces;
        const webConfigs = [monitoring, agents].map(
            (namespace) =>
                new k8s.core.v1.ConfigMap(
                    `${WEB_CONFIG.configMap}-${namespace}`,
                    {
                        metadata: metadata(WEB_CONFIG.configMap, namespace),
                        data: { [WEB_CONFIG.file]: WEB_CONFIG.content },
                    },
                    this.children,
                ),
        );
        this.installed = this.release("prometheusStack", monitoring, prometheusStackValues(settings, args), [
            ...args.requires,
            ...webConfigs,
            ...(settings.config.grafana.enabled ? [this.dashboardReader()] : []),
        ]);
        // The chart can't name this Service, and people type its name.
        alias(
            {
                name: SERVICES.alertmanager.service,
                namespace: monitoring,
                selector: { "app.kubernetes.io/name": "alertmanager", alertmanager: OPERATED.alertmanager },
                ports: { "https-web": { port: SERVICES.alertmanager.port, target: "http-web" } },
            },
            after(this.children, this.installed),
        );
        this.registerOutputs({});
    }

    private dashboardReader(): pulumi.Resource {
        return new k8s.rbac.v1.ClusterRole(
            DASHBOARD_READER,
            {
                metadata: { name: DASHBOARD_READER, labels: LABELS },
                rules: [{ apiGroups: [""], resources: ["configmaps"], verbs: ["get", "list", "watch"] }],
            },
            this.children,
        );
    }
}
