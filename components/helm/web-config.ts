/** Web configuration of Prometheus' exporters (exporter toolkit): TLS with the certificate that is mounted. */

import { CERTIFICATE } from "../../model/network/endpoints";

/** ConfigMap with it. */
export const WEB_CONFIG = {
    configMap: "exporter-web-config",
    file: "web-config.yaml",
    directory: "/etc/go-coffee/web",
    content: [
        "tls_server_config:",
        `  cert_file: ${CERTIFICATE.certificate}`,
        `  key_file: ${CERTIFICATE.key}`,
        "  min_version: TLS12",
        "",
    ].join("\n"),
} as const;
