import type { Check } from "./contract";
import { ask } from "../../config/findable";
import { or, set, setSecret, type Problem } from "../../config/problems";
import type { StackConfig } from "../../config/schema";
import { pagerdutyKey, type SecretName } from "../../config/secrets";

/** What a channel reads: any one of these will do. */
const CHANNEL_SECRETS = {
    slack: ["slackApiUrl", "slackBotToken"],
    email: ["smtpPassword"],
    pagerduty: [pagerdutyKey("platform")],
    heartbeat: ["heartbeatUrl"],
    webhook: ["webhookUrl"],
} as const satisfies Readonly<Record<string, readonly [SecretName, ...SecretName[]]>>;

/** A channel that is on needs its secret, from config or from an existing Kubernetes Secret, and its server. */
export const channelProblems: Check = (config, configured) => [
    ...missingSecrets(config, configured),
    ...smarthost(config),
];

const missingSecrets: Check = (config, configured) =>
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

/** E-mail goes to nobody's server by default. */
const smarthost = (config: StackConfig): readonly Problem[] =>
    config.notifications.email.enabled && config.notifications.email.smarthost === undefined
        ? [
              {
                  key: "notifications.email.smarthost",
                  problem: "e-mail is on (notifications.email.enabled) and there is no server to send it by",
                  fix: `${ask("notifications.email.smarthost")}${or(set("notifications.email.enabled", false))}`,
              },
          ]
        : [];
