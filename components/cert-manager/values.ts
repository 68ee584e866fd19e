/** What cert-manager's chart is given. */

import type { StackConfig } from "../../config/schema";
import { disruptionBudget, resourcesOf, spread } from "../helm/pods";
import { defined, type HelmValues } from "../helm/values";

const component = (name: string): HelmValues => ({
    "app.kubernetes.io/name": name,
    "app.kubernetes.io/instance": "cert-manager",
});

/** Helm values of cert-manager: https://cert-manager.io/docs/installation/helm/ */
export function certManagerValues(config: StackConfig): HelmValues {
    const { certManager, resources, namespaces, imageRegistry } = config;
    const { replicas } = certManager;
    const budget = disruptionBudget(replicas);
    return defined({
        imageRegistry,
        // CRDs are upgraded with the chart and kept when it goes: certificates hang on them.
        crds: { enabled: certManager.crds, keep: true },
        global: { leaderElection: { namespace: namespaces.monitoring } },
        replicaCount: replicas,
        resources: resourcesOf(resources.certManager),
        podDisruptionBudget: budget,
        topologySpreadConstraints: spread(config, component("cert-manager")),
        // Metrics are scraped by a monitor of ours: Prometheus' CRDs don't exist yet when this is installed.
        prometheus: { enabled: true, servicemonitor: { enabled: false } },
        webhook: {
            replicaCount: replicas,
            resources: resourcesOf(resources.certManagerWebhook),
            podDisruptionBudget: budget,
            topologySpreadConstraints: spread(config, component("webhook")),
        },
        cainjector: {
            replicaCount: replicas,
            resources: resourcesOf(resources.certManagerInjector),
            podDisruptionBudget: budget,
            topologySpreadConstraints: spread(config, component("cainjector")),
        },
        // Makes the release wait until the webhook answers: issuers follow right after.
        startupapicheck: {
            enabled: true,
            resources: { requests: { cpu: "10m", memory: "32Mi" }, limits: { memory: "64Mi" } },
        },
    });
}
