/** The pod of the blackbox exporter. */

import type { types } from "@pulumi/kubernetes";
import { imageOf, IMAGES } from "../../model/charts/images";
import { OWN_PREFIX, SERVICES } from "../../model/cluster/names";
import type { StackConfig } from "../../config/schema";
import { CERTIFICATES } from "../../model/network/servers";
import { outgoing } from "../helm/outgoing";
import { settledTemplate } from "../helm/pod-settings";
import {
    certificateMount,
    certificateVolume,
    digest,
    RESTRICTED_CONTAINER,
    resourcesOf,
    restrictedPod,
    trustAnnotation,
} from "../helm/pods";
import { WEB_CONFIG } from "../helm/web-config";

/** ConfigMap with its modules and its web configuration. */
export const PROBER_CONFIG = {
    configMap: "blackbox-exporter",
    file: "modules.yaml",
    directory: "/etc/go-coffee/probes",
};

/** `nobody` in the official image. */
const USER = 65534;
export const PROBER_LABELS = { "app.kubernetes.io/name": SERVICES.prober.service } as const;

export function proberSpec(config: StackConfig, modules: string): types.input.apps.v1.DeploymentSpec {
    const { port } = SERVICES.prober;
    const { env, volumes, mounts, annotations } = outgoing(config, "prober");
    return {
        replicas: 1,
        selector: { matchLabels: PROBER_LABELS },
        template: settledTemplate(config, "prober", {
            metadata: {
                labels: PROBER_LABELS,
                annotations: {
                    ...trustAnnotation(config),
                    ...annotations,
                    [`${OWN_PREFIX}/modules`]: digest(modules),
                },
            },
            spec: {
                automountServiceAccountToken: false,
                securityContext: restrictedPod(USER),
                containers: [
                    {
                        name: "prober",
                        image: imageOf(IMAGES.blackboxExporter, config.imageRegistry),
                        args: [
                            `--config.file=${PROBER_CONFIG.directory}/${PROBER_CONFIG.file}`,
                            `--web.config.file=${PROBER_CONFIG.directory}/${WEB_CONFIG.file}`,
                            `--web.listen-address=:${port}`,
                        ],
                        env,
                        ports: [{ name: "https", containerPort: port }],
                        readinessProbe: { httpGet: { path: "/-/healthy", port: "https", scheme: "HTTPS" } },
                        livenessProbe: { httpGet: { path: "/-/healthy", port: "https", scheme: "HTTPS" } },
                        securityContext: RESTRICTED_CONTAINER,
                        resources: resourcesOf(config.resources.prober),
                        volumeMounts: [
                            { name: "config", mountPath: PROBER_CONFIG.directory, readOnly: true },
                            certificateMount,
                            ...mounts,
                        ],
                    },
                ],
                volumes: [
                    { name: "config", configMap: { name: PROBER_CONFIG.configMap } },
                    certificateVolume(CERTIFICATES.prober.secret),
                    ...volumes,
                ],
            },
        }),
    };
}
