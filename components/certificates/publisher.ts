/** The pod that publishes our authorities' certificates to applications. */

import type { types } from "@pulumi/kubernetes";
import { TRUST } from "../../model/network/endpoints";
import { imageOf, IMAGES } from "../../model/charts/images";
import { LABELS } from "../../model/cluster/names";
import type { StackConfig } from "../../config/schema";
import { settledTemplate } from "../helm/pod-settings";
import { RESTRICTED_CONTAINER, trustAnnotation } from "../helm/pods";
import { authorityName } from "../../model/network/issuers";
import { PUBLISHER } from "../../model/network/parties";

const AUTHORITIES = "/authorities";
const WORK = "/work";
const BUNDLE = `${WORK}/ca.crt`;
const MANIFEST = `${WORK}/bundle.yaml`;

/** Writes one ConfigMap for each namespace, with the certificates of all authorities, as a manifest. */
const script = (namespaces: readonly string[]): string => `set -eu
cat ${AUTHORITIES}/*.crt > ${BUNDLE}
grep -q 'BEGIN CERTIFICATE' ${BUNDLE}
for namespace in ${namespaces.join(" ")}; do
  cat <<EOF
---
apiVersion: v1
kind: ConfigMap
metadata:
  name: ${TRUST.configMap}
  namespace: $namespace
  labels:
${Object.entries(LABELS)
    .map(([key, value]) => `    ${key}: ${value}`)
    .join("\n")}
data:
  ${TRUST.key}: |
EOF
  sed 's/^/    /' ${BUNDLE}
done > ${MANIFEST}
`;

const container = { ...RESTRICTED_CONTAINER, capabilities: { drop: ["ALL"] } };
const resources = { requests: { cpu: "5m", memory: "16Mi" }, limits: { memory: "128Mi" } };
const work = { name: "work", mountPath: WORK };

/**
 * Pod that copies the public certificates of our authorities into the ConfigMap of each namespace. It never sees a
 * private key: only `tls.crt` of each CA Secret is mounted.
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
                    command: ["sh", "-c", script(namespaces)],
                    securityContext: container,
                    resources,
                    volumeMounts: [work, { name: "authorities", mountPath: AUTHORITIES, readOnly: true }],
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
                { name: "work", emptyDir: { sizeLimit: "1Mi" } },
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
