import { defined, type JsonObject } from "../../config/json";
import type { SecretReference } from "../../config/load";
import { TEAMS } from "../../config/schema/services";
import { pagerdutyKey } from "../../config/secrets";
import type { Settings } from "../../config/wiring";
import type { Team } from "../types";

/** Slack channels, without `#`: each is a receiver of that name. */
export const CHANNELS = [
    "go-coffee-alerts",
    "go-coffee-critical",
    "go-coffee-warnings",
    "go-coffee-payments",
    "go-coffee-web3",
    "go-coffee-business",
    "go-coffee-ai",
    "go-coffee-platform",
    "go-coffee-security",
] as const;
export type Channel = (typeof CHANNELS)[number];

export const channelOf = (team: Team): Channel => `go-coffee-${team}`;
export const pagerOf = (team: Team): string => `pagerduty-${team}`;

/** Where Alertmanager finds a secret: its pods mount the Kubernetes Secrets that are named in its spec. */
export const secretFile = ({ name, key }: SecretReference): string => `/etc/alertmanager/secrets/${name}/${key}`;

/** The routing key of a team; a team without one of its own pages platform. */
const routingKey = ({ references }: Settings, team: Team): SecretReference | undefined =>
    references[pagerdutyKey(team)] ?? references[pagerdutyKey("platform")];

/** Secrets that the receivers read, as names of Kubernetes Secrets. */
export function secretsOf(settings: Settings): readonly string[] {
    const { notifications } = settings.config;
    const { slackApiUrl, smtpPassword, heartbeatUrl } = settings.references;
    const used = [
        notifications.slack.enabled ? slackApiUrl : undefined,
        notifications.email.enabled ? smtpPassword : undefined,
        notifications.heartbeat.enabled ? heartbeatUrl : undefined,
        ...(notifications.pagerduty.enabled ? TEAMS.map((team) => routingKey(settings, team)) : []),
    ];
    return [...new Set(used.flatMap((reference) => (reference === undefined ? [] : [reference.name])))].sort();
}

/** Every receiver there is: one whose channel is off is there all the same and sends nothing. */
export function receivers(settings: Settings): readonly JsonObject[] {
    const { notifications } = settings.config;
    const { slackApiUrl, heartbeatUrl } = settings.references;
    const slack = (channel: Channel): JsonObject =>
        defined({
            name: channel,
            slack_configs:
                notifications.slack.enabled && slackApiUrl !== undefined
                    ? [
                          {
                              channel: `#${channel}`,
                              api_url_file: secretFile(slackApiUrl),
                              send_resolved: true,
                              title: '{{ template "go-coffee.title" . }}',
                              text: '{{ template "go-coffee.text" . }}',
                          },
                      ]
                    : undefined,
        });
    const pager = (team: Team): JsonObject => {
        const key = routingKey(settings, team);
        return defined({
            name: pagerOf(team),
            pagerduty_configs:
                notifications.pagerduty.enabled && key !== undefined
                    ? [
                          {
                              routing_key_file: secretFile(key),
                              send_resolved: true,
                              severity: "critical",
                              description: '{{ template "go-coffee.title" . }}',
                              details: { alerts: '{{ template "go-coffee.text" . }}' },
                          },
                      ]
                    : undefined,
        });
    };
    return [
        ...CHANNELS.map(slack),
        ...TEAMS.map(pager),
        defined({
            name: "email-oncall",
            email_configs: notifications.email.enabled
                ? [
                      {
                          to: notifications.email.to,
                          send_resolved: true,
                          headers: { Subject: '{{ template "go-coffee.title" . }}' },
                          text: '{{ template "go-coffee.text" . }}',
                      },
                  ]
                : undefined,
        }),
        defined({
            name: "heartbeat",
            webhook_configs:
                notifications.heartbeat.enabled && heartbeatUrl !== undefined
                    ? [{ url_file: secretFile(heartbeatUrl), send_resolved: false }]
                    : undefined,
        }),
        { name: "none" },
    ];
}
