/** Channels that a new stack may begin with, each with its settings and the secrets that it reads. */

import type { PlainObject } from "../../config/merge";
import { PLACEHOLDER } from "../../config/placeholders";
import { msteamsUrl, pagerdutyKey, type SecretName } from "../../config/secrets";

interface Channel {
    readonly settings: PlainObject;
    readonly secret: SecretName;
}

const ON = { enabled: true } as const;

export const CHANNELS = {
    slack: { settings: ON, secret: "slackBotToken" },
    msteams: { settings: ON, secret: msteamsUrl("platform") },
    email: {
        settings: { ...ON, smarthost: `smtp.${PLACEHOLDER}.example:587`, to: `oncall@${PLACEHOLDER}.example` },
        secret: "smtpPassword",
    },
    pagerduty: { settings: ON, secret: pagerdutyKey("platform") },
    incidentio: {
        settings: { ...ON, url: `https://api.incident.io/v2/alert_events/alertmanager/${PLACEHOLDER}` },
        secret: "incidentioToken",
    },
    webhook: { settings: ON, secret: "webhookUrl" },
} as const satisfies Readonly<Record<string, Channel>>;

export type Telling = keyof typeof CHANNELS;
export const TELLING = Object.keys(CHANNELS) as readonly Telling[];
