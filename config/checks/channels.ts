import type { Check } from ".";
import { or, set, setSecret } from "../problems";
import { pagerdutyKey, type SecretName } from "../secrets";

const CHANNEL_SECRETS = {
    slack: "slackApiUrl",
    email: "smtpPassword",
    pagerduty: pagerdutyKey("platform"),
    heartbeat: "heartbeatUrl",
} as const satisfies Readonly<Record<string, SecretName>>;

/** A channel that is on needs its secret, from config or from an existing Kubernetes Secret. */
export const channelProblems: Check = (config, configured) =>
    (Object.keys(CHANNEL_SECRETS) as (keyof typeof CHANNEL_SECRETS)[]).flatMap((channel) => {
        const secret = CHANNEL_SECRETS[channel];
        if (!config.notifications[channel].enabled) return [];
        if (configured.has(secret) || config.existingSecrets[secret] !== undefined) return [];
        const key = `notifications.${channel}.enabled`;
        return [
            {
                key,
                value: true,
                problem: `needs the secret ${secret}, from config or as existingSecrets.${secret}`,
                fix: `${setSecret(secret)}${or(set(key, false))}`,
            },
        ];
    });
