/** The pod that publishes our authorities' certificates to applications, and the agents' own to their namespace. */

import type { types } from "@pulumi/kubernetes";
import { imageOf, IMAGES } from "../../model/charts/images";
import { LABELS } from "../../model/cluster/names";
import type { StackConfig } from "../../config/schema";
import { settledTemplate } from "../helm/pod-settings";
import { RESTRICTED_CONTAINER, trustAnnotation } from "../helm/pods";
import { authorityName } from "../../model/network/issuers";
import { PUBLISHER } from "../../model/network/parties";
import { AUTHORITIES, CARRIED, carriedTo, MANIFEST, manifestScript, WORK } from "./manifest-script";

const container = { ...RESTRICTED_CONTAINER, capabilities: { drop: ["ALL"] } };
const resources = { requests: { cpu: "5m", memory: "16Mi" }, limits: { memory: "128Mi" } };
const work = { name: "work", mountPath: WORK };

/**
 * Pod that copies the public certificates of our authorities into the ConfigMap of each namespace, and the agents'
 * certificates into theirs. It never sees the key of an authority: only `tls.crt` of each CA Secret is mounted.
 */
export function publisherPod(config: StackConfig, namespaces: readonly string[]): types.input.core.v1.PodTemplateSpec {
    const { tls, imageRegistry } = config;
    const template = {
        metadata: { labels: { ...LABELS, "app.kubernetes.io/name": PUBLISHER }, annotations: trustAnnotation(config) },
        spec: {
            serviceAccountName: PUBLISHER,
            restartPolicy: "OnFailure",
            securityContext: {
                runAsNonRoot: true,
                runAsUser: 65534,
                fsGroup: 65534,
                seccompProfile: { type: "RuntimeDefault" },
            },
            initContainers: [
                {
                    name: "bundle",
                    image: imageOf(IMAGES.busybox, imageRegistry),
                    command: ["sh", "-c", manifestScript(config, namespaces)],
                    securityContext: container,
                    resources,
                    volumeMounts: [
                        work,
                        { name: "authorities", mountPath: AUTHORITIES, readOnly: true },
                        { name: "carried", mountPath: CARRIED, readOnly: true },
                    ],
                },
            ],
            containers: [
                {
                    name: "publish",
                    image: imageOf(IMAGES.kubectl, imageRegistry),
                    args: [
                        "apply",
                        "--server-side",
                        "--force-conflicts",
                        `--field-manager=${PUBLISHER}`,
                        `--filename=${MANIFEST}`,
                    ],
                    securityContext: container,
                    resources,
                    volumeMounts: [work],
                },
            ],
            volumes: [
                // Keys pass through it: never a disk.
                { name: "work", emptyDir: { medium: "Memory", sizeLimit: "1Mi" } },
                {
                    name: "carried",
                    projected: {
                        sources: carriedTo(config).map(({ secret }) => ({
                            secret: {
                                name: secret,
                                items: ["tls.crt", "tls.key"].map((key) => ({ key, path: `${secret}/${key}` })),
                            },
                        })),
                    },
                },
                {
                    name: "authorities",
                    projected: {
                        sources: tls.authorities.map((authority) => ({
                            secret: {
                                name: authorityName(authority),
                                items: [{ key: "tls.crt", path: `${authority}.crt` }],
                            },
                        })),
                    },
                },
            ],
        },
    };
    return settledTemplate(config, "certManager", template);
}
