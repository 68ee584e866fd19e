import type { Check } from "./contract";
import { ask } from "../../config/findable";
import { or, remove, set, setSecret, type Problem } from "../../config/problems";
import type { StackConfig } from "../../config/schema";
import { TEAMS } from "../../config/schema/services";
import { msteamsUrl, pagerdutyKey, type SecretName } from "../../config/secrets";

/** What a channel reads: any one of these will do. */
const CHANNEL_SECRETS = {
    slack: ["slackApiUrl", "slackBotToken"],
    email: ["smtpPassword"],
    pagerduty: [pagerdutyKey("platform")],
    heartbeat: ["heartbeatUrl"],
    incidentio: ["incidentioToken"],
    msteams: [msteamsUrl("platform")],
    webhook: ["webhookUrl"],
} as const satisfies Readonly<Record<string, readonly [SecretName, ...SecretName[]]>>;

/** A channel that is on needs its secret, from config or from an existing Kubernetes Secret, and its server. */
export const channelProblems: Check = (config, configured) => [
    ...missingSecrets(config, configured),
    ...missingProof(config, configured),
    ...smarthost(config),
    ...alertSource(config),
    ...ofTeams(config, configured),
];

const isGiven = (name: SecretName, config: StackConfig, configured: ReadonlySet<SecretName>): boolean =>
    configured.has(name) || config.existingSecrets[name] !== undefined;

const missingSecrets: Check = (config, configured) =>
    (Object.keys(CHANNEL_SECRETS) as (keyof typeof CHANNEL_SECRETS)[]).flatMap((channel) => {
        const accepted: readonly [SecretName, ...SecretName[]] = CHANNEL_SECRETS[channel];
        const [secret] = accepted;
        if (!config.notifications[channel].enabled) return [];
        if (accepted.some((name) => isGiven(name, config, configured))) return [];
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

/** What the webhook is shown. */
const PROOFS = { basic: "webhookPassword", bearer: "webhookToken", header: "webhookToken" } as const;

const missingProof: Check = (config, configured) => {
    const { enabled, authentication } = config.notifications.webhook;
    if (!enabled || authentication.type === "none") return [];
    const secret = PROOFS[authentication.type];
    return isGiven(secret, config, configured)
        ? []
        : [
              {
                  key: "notifications.webhook.authentication.type",
                  value: authentication.type,
                  problem: `needs the secret ${secret}, from config or as existingSecrets.${secret}`,
                  fix: `${setSecret(secret)}${or(remove("notifications.webhook.authentication"))}`,
              },
          ];
};

/** Each alert source of incident.io has a URL of its own. */
const alertSource = ({ notifications: { incidentio } }: StackConfig): readonly Problem[] =>
    incidentio.enabled && incidentio.url === undefined
        ? [
              {
                  key: "notifications.incidentio.url",
                  problem:
                      "incident.io is on (notifications.incidentio.enabled), and which of its alert sources is called isn't said",
                  fix: `${ask("notifications.incidentio.url")}${or(set("notifications.incidentio.enabled", false))}`,
              },
          ]
        : [];

/** What a team has beside its channel is told by a channel that is on. */
const ofTeams: Check = (config, configured) =>
    TEAMS.flatMap((team) =>
        (["slack", "email"] as const).flatMap((channel) => {
            const key = `notifications.teams.${team}.${channel}`;
            const told = config.notifications.teams[team][channel];
            if (told.length === 0 || config.notifications[channel].enabled) return [];
            const [secret, ...others] = CHANNEL_SECRETS[channel];
            const isThere = [secret, ...others].some((name) => isGiven(name, config, configured));
            const lines = [set(`notifications.${channel}.enabled`, true), ...(isThere ? [] : [setSecret(secret)])];
            return [
                {
                    key,
                    value: told,
                    problem: `nobody of these would be told: notifications.${channel}.enabled is false`,
                    fix: `${lines.join("\n")}${or(remove(key))}`,
                },
            ];
        }),
    );
