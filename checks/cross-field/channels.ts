import type { Check } from "./contract";
import { or, set, setSecret } from "../../config/problems";
import { pagerdutyKey, type SecretName } from "../../config/secrets";

/** What a channel reads: any one of these will do. */
const CHANNEL_SECRETS = {
    slack: ["slackApiUrl", "slackBotToken"],
    email: ["smtpPassword"],
    pagerduty: [pagerdutyKey("platform")],
    heartbeat: ["heartbeatUrl"],
    webhook: ["webhookUrl"],
} as const satisfies Readonly<Record<string, readonly [SecretName, ...SecretName[]]>>;

/** A channel that is on needs its secret, from config or from an existing Kubernetes Secret. */
export const channelProblems: Check = (config, configured) =>
    (Object.keys(CHANNEL_SECRETS) as (keyof typeof CHANNEL_SECRETS)[]).flatMap((channel) => {
        const accepted: readonly [SecretName, ...SecretName[]] = CHANNEL_SECRETS[channel];
        const [secret] = accepted;
        if (!config.notifications[channel].enabled) return [];
        if (accepted.some((name) => configured.has(name) || config.existingSecrets[name] !== undefined)) return [];
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
