/** Where the gateway finds what applications must prove, and what the configuration calls it. */

import { OWN_PREFIX } from "../cluster/names";

const DIRECTORY = "/etc/go-coffee/senders";

export const SENDERS = {
    volume: "senders",
    directory: DIRECTORY,
    token: "token",
    tokenFile: `${DIRECTORY}/token`,
    caFile: `${DIRECTORY}/ca.crt`,
    annotation: `${OWN_PREFIX}/senders`,
    extension: "bearertokenauth/senders",
} as const;

/** ConfigMap with the authorities whose certificates are believed. */
export const SENDERS_CA = "otlp-senders-ca";
