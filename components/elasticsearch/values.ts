/** What the ECK operator's chart is given. */

import { IMAGES, repositoryOf } from "../../model/charts/images";
import type { StackConfig } from "../../config/schema";
import { PORTS } from "../../model/cluster/names";
import { CERTIFICATES } from "../../model/network/servers";
import { resourcesOf, restrictedPod } from "../helm/pods";
import { defined, type HelmValues } from "../helm/values";

const OPERATOR_USER = 1000;
const AMPLE_CPU = "4";
/** The chart limits the CPU to one core. null would take that out and never reaches helm, so a limit that nobody meets is set. */
const withAmpleCpu = ({ requests, limits }: ReturnType<typeof resourcesOf>): HelmValues => ({
    requests,
    limits: { cpu: AMPLE_CPU, ...limits },
});

/** Helm values of the ECK operator: https://github.com/elastic/cloud-on-k8s/tree/main/deploy/eck-operator */
export function elasticOperatorValues(config: StackConfig): HelmValues {
    const { imageRegistry, namespaces, resources } = config;
    return defined({
        image: { repository: repositoryOf(IMAGES.elasticOperator, imageRegistry) },
        // Its CRDs carry the policy `keep`: they outlive the release, and the data with them.
        installCRDs: true,
        managedNamespaces: [namespaces.monitoring],
        resources: withAmpleCpu(resourcesOf(resources.elasticOperator)),
        podSecurityContext: restrictedPod(OPERATOR_USER),
        securityContext: { seccompProfile: { type: "RuntimeDefault" } },
        telemetry: { disabled: true },
        // The webhook only repeats what the CRD checks; it must never stand in the way of a deployment.
        webhook: { failurePolicy: "Ignore" },
        config: {
            containerRegistry: imageRegistry ?? IMAGES.elasticsearch.registry,
            metrics: {
                port: String(PORTS.elasticOperatorMetrics),
                secureMode: { enabled: true, tls: { certificateSecret: CERTIFICATES.elasticOperator.secret } },
            },
        },
        // Scraped by a monitor of ours, like everything else.
        serviceMonitor: { enabled: false },
        podMonitor: { enabled: false },
    });
}
