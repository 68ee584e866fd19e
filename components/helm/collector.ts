import { CERTIFICATE, TRUST } from "../../model/network/endpoints";
import { asksForCertificates } from "../../model/network/issuers";
import type { StackConfig } from "../../config/schema";
import { CERTIFICATE_CHECK } from "../../model/network/servers";
import type { HelmValues } from "./values";

/** What the collectors and Jaeger, a distribution of the collector, have in common. */

/** Every address of the pod: by default only the loopback one is listened on. */
export const everyAddress = (port: number): string => `0.0.0.0:${port}`;

/** A server's certificate, read anew when it is renewed. */
export const serverTls = {
    cert_file: CERTIFICATE.certificate,
    key_file: CERTIFICATE.key,
    reload_interval: CERTIFICATE_CHECK,
} as const;

/** The same for a server that only the stack's own programs call: it asks them for a certificate, where it can. */
export const innerTls = (config: StackConfig): HelmValues => ({
    ...serverTls,
    ...(asksForCertificates(config) ? { client_ca_file: TRUST.file, client_ca_file_reload: true } : {}),
});

/** A server with TLS on every address of the pod. */
export const tlsServer = (port: number): HelmValues => ({ endpoint: everyAddress(port), tls: serverTls });
