/** Slack: https://prometheus.io/docs/alerting/latest/configuration/#slack_config */

import { defined } from "../../../model/formats/json";
import type { Settings } from "../../../model/stack/stack";
import { secretFile, template, type Configs } from "./files";

/** A message to each of some channels, which are named without `#`. */
export function slack({ config, references }: Settings, channels: readonly string[]): Configs {
    const { slackApiUrl, slackBotToken } = references;
    if (!config.notifications.slack.enabled) return undefined;
    const access =
        slackBotToken !== undefined
            ? { app_token_file: secretFile(slackBotToken) }
            : slackApiUrl !== undefined
              ? { api_url_file: secretFile(slackApiUrl) }
              : undefined;
    return (
        access &&
        channels.map((channel) =>
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
        )
    );
}
