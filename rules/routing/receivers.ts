import { defined, type JsonObject } from "../../model/formats/json";
import type { SecretReference, Settings } from "../../model/stack/stack";
import { TEAMS } from "../../config/schema/services";
import { pagerdutyKey } from "../../config/secrets";
import type { Team } from "../types";
import { CHANNELS, pagerOf, type Channel } from "./names";

/** Where Alertmanager finds a secret: its pods mount the Kubernetes Secrets that are named in its spec. */
export const secretFile = ({ name, key }: SecretReference): string => `/etc/alertmanager/secrets/${name}/${key}`;

/** A template of ours, of ./templates. */
const template = (name: string): string => `{{ template "go-coffee.${name}" . }}`;

/** The routing key of a team; a team without one of its own pages platform. */
const routingKey = ({ references }: Settings, team: Team): SecretReference | undefined =>
    references[pagerdutyKey(team)] ?? references[pagerdutyKey("platform")];

/** Secrets that the receivers read, as names of Kubernetes Secrets. */
export function secretsOf(settings: Settings): readonly string[] {
    const { notifications } = settings.config;
    const { slackApiUrl, slackBotToken, smtpPassword, heartbeatUrl, webhookUrl } = settings.references;
    const used = [
        notifications.slack.enabled ? (slackBotToken ?? slackApiUrl) : undefined,
        notifications.email.enabled ? smtpPassword : undefined,
        notifications.heartbeat.enabled ? heartbeatUrl : undefined,
        notifications.webhook.enabled ? webhookUrl : undefined,
        ...(notifications.pagerduty.enabled ? TEAMS.map((team) => routingKey(settings, team)) : []),
    ];
    return [...new Set(used.flatMap((reference) => (reference === undefined ? [] : [reference.name])))].sort();
}

/** Every receiver there is: one whose channel is off is there all the same and sends nothing. */
export const receivers = (settings: Settings): readonly JsonObject[] => [
    ...CHANNELS.map((channel) =>
        defined({
            name: channel,
            slack_configs: slack(settings, channel),
            webhook_configs: channel === "go-coffee-critical" ? undefined : webhook(settings),
        }),
    ),
    ...TEAMS.map((team) => defined({ name: pagerOf(team), pagerduty_configs: pagerduty(settings, team) })),
    defined({ name: "email-oncall", email_configs: email(settings) }),
    defined({ name: "heartbeat", webhook_configs: heartbeat(settings) }),
    { name: "none" },
];

type Configs = readonly JsonObject[] | undefined;

function slack({ config, references: { slackApiUrl, slackBotToken } }: Settings, channel: Channel): Configs {
    if (!config.notifications.slack.enabled) return undefined;
    const access =
        slackBotToken !== undefined
            ? { app_token_file: secretFile(slackBotToken) }
            : slackApiUrl !== undefined
              ? { api_url_file: secretFile(slackApiUrl) }
              : undefined;
    return (
        access && [
            defined({
                ...access,
                channel: `#${channel}`,
                send_resolved: true,
                color: template("slack.color"),
                title: template("slack.title"),
                title_link: template("link"),
                text: template("slack.text"),
                fallback: template("title"),
                // Not the text: a service called *x* must not be bold, nor a command lose its underscores.
                mrkdwn_in: ["pretext"],
            }),
        ]
    );
}

/**
 * A plain webhook gets Alertmanager's own JSON of everything that a team's channel is told: each alert once, as it goes
 * to exactly one of them (`#go-coffee-critical` is told besides).
 */
const webhook = ({ config, references: { webhookUrl } }: Settings): Configs =>
    config.notifications.webhook.enabled && webhookUrl !== undefined
        ? [{ url_file: secretFile(webhookUrl), send_resolved: true }]
        : undefined;

function pagerduty(settings: Settings, team: Team): Configs {
    const key = routingKey(settings, team);
    if (!settings.config.notifications.pagerduty.enabled || key === undefined) return undefined;
    const link = (text: string, name: string): JsonObject => ({ text, href: template(`pagerduty.${name}`) });
    return [
        {
            routing_key_file: secretFile(key),
            send_resolved: true,
            severity: template("pagerduty.severity"),
            description: template("pagerduty.description"),
            client: "Alertmanager",
            client_url: template("link"),
            source: template("pagerduty.source"),
            class: template("names"),
            component: template("subject"),
            group: team,
            links: [
                link("Dashboard", "dashboard"),
                link("Runbook", "runbook"),
                link("Logs", "logs"),
                link("Traces", "traces"),
                link("Silence", "silence"),
            ],
            // These names replace Alertmanager's own.
            details: {
                firing: template("text.firing"),
                resolved: template("text.resolved"),
                num_firing: "{{ .Alerts.Firing | len }}",
                num_resolved: "{{ .Alerts.Resolved | len }}",
            },
        },
    ];
}

const email = ({ config: { notifications } }: Settings): Configs =>
    notifications.email.enabled
        ? [
              {
                  to: notifications.email.to,
                  send_resolved: true,
                  headers: { Subject: template("title") },
                  text: template("text"),
                  html: template("html"),
              },
          ]
        : undefined;

/** The body doesn't matter: that it calls is the news. */
const heartbeat = ({ config, references: { heartbeatUrl } }: Settings): Configs =>
    config.notifications.heartbeat.enabled && heartbeatUrl !== undefined
        ? [{ url_file: secretFile(heartbeatUrl), send_resolved: false }]
        : undefined;
