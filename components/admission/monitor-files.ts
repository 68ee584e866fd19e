/**
 * No monitor of another namespace may have Prometheus read a file of its own and send it away: its token, its key.
 * https://kubernetes.io/docs/reference/access-authn-authz/validating-admission-policy/
 */

import type { StackConfig } from "../../config/schema";
import type { HelmValues } from "../helm/values";
import { foreignNamespaces, inNamespaces } from "../../model/cluster/names";

export const MONITOR_FILES = "go-coffee-monitor-files";

/** Fields of an endpoint that name a file in Prometheus' container; PodMonitors, Probes and ScrapeConfigs have none. */
const FILES = [
    "has(e.bearerTokenFile)",
    "has(e.tlsConfig) && (has(e.tlsConfig.caFile) || has(e.tlsConfig.certFile) || has(e.tlsConfig.keyFile))",
] as const;

/** The policy; in force for the namespaces of its binding. */
export const monitorFilesPolicy: HelmValues = {
    failurePolicy: "Fail",
    matchConstraints: {
        resourceRules: [
            {
                apiGroups: ["monitoring.coreos.com"],
                apiVersions: ["v1"],
                operations: ["CREATE", "UPDATE"],
                resources: ["servicemonitors"],
            },
        ],
    },
    validations: [
        {
            expression: `!has(object.spec.endpoints) || !object.spec.endpoints.exists(e, ${FILES.map((file) => `(${file})`).join(" || ")})`,
            message:
                "bearerTokenFile, caFile, certFile and keyFile are files of Prometheus' own: use authorization, and ca, cert and keySecret from a Secret or a ConfigMap of your namespace",
        },
    ],
};

/** Where it is in force. */
export const monitorFilesScope = (config: StackConfig): HelmValues => ({
    namespaceSelector: inNamespaces(foreignNamespaces(config)),
});
