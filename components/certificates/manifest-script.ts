/** What the publisher writes before it applies it: a shell script that makes one manifest of mounted files. */

import type { StackConfig } from "../../config/schema";
import { LABELS } from "../../model/cluster/names";
import { TRUST } from "../../model/network/endpoints";
import { serversOf, type Server } from "../../model/network/servers";

/** Where the certificates of the authorities are mounted: a file `NAME.crt` each. */
export const AUTHORITIES = "/authorities";
/** Where the carried Secrets are mounted: a folder each. */
export const CARRIED = "/carried";
export const WORK = "/work";
const BUNDLE = `${WORK}/ca.crt`;
export const MANIFEST = `${WORK}/bundle.yaml`;

/** Servers whose certificates are issued in the monitoring namespace and read in the agents' one. */
export const carriedTo = (config: StackConfig): readonly Server[] =>
    serversOf(config).filter(({ namespace }) => namespace === "agents");

const yamlLabels = Object.entries(LABELS)
    .map(([key, value]) => `    ${key}: ${value}`)
    .join("\n");

/** Writes one ConfigMap for each namespace, with the certificates of all authorities, and each carried Secret, as a manifest. */
export const manifestScript = (config: StackConfig, namespaces: readonly string[]): string => `set -eu
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
${yamlLabels}
data:
  ${TRUST.key}: |
EOF
  sed 's/^/    /' ${BUNDLE}
done > ${MANIFEST}
for secret in ${carriedTo(config)
    .map(({ secret }) => secret)
    .join(" ")}; do
  cat <<EOF
---
apiVersion: v1
kind: Secret
metadata:
  name: $secret
  namespace: ${config.namespaces.agents}
  labels:
${yamlLabels}
type: kubernetes.io/tls
data:
  tls.crt: $(base64 < ${CARRIED}/$secret/tls.crt | tr -d '\\n')
  tls.key: $(base64 < ${CARRIED}/$secret/tls.key | tr -d '\\n')
EOF
done >> ${MANIFEST}
`;
