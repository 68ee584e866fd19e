/** `notifications`: the channels that alerts go to. */

import { z } from "zod";
import { email, shaped, text, url } from "./shapes";

const enabled = z.boolean().default(false);

export const notifications = z
    .strictObject({
        slack: z
            .strictObject({
                enabled: enabled.describe(
                    "Needs the secret slackBotToken, or slackApiUrl of a webhook that may post to any channel.",
                ),
            })
            .prefault({})
            .describe("Slack: the channels #go-coffee-*."),
        email: z
            .strictObject({
                enabled: enabled.describe("Needs the secret smtpPassword."),
                smarthost: shaped(/^[^\s:]+:\d+$/, "host:port", "smtp.example.com:587")
                    .optional()
                    .describe("SMTP server, host:port; required where e-mail is on."),
                from: email.default("alerts@gocoffee.dev").describe("Sender."),
                to: email.default("oncall@gocoffee.dev").describe("Address of the one on call."),
                username: text().default("alerts@gocoffee.dev").describe("User at the SMTP server."),
            })
            .prefault({})
            .describe("E-mail to the one on call."),
        pagerduty: z
            .strictObject({
                enabled: enabled.describe(
                    "Needs the secret pagerdutyKeyPlatform; a team without a key of its own pages platform.",
                ),
            })
            .prefault({})
            .describe("PagerDuty: pages for what is critical."),
        heartbeat: z
            .strictObject({ enabled: enabled.describe("Needs the secret heartbeatUrl.") })
            .prefault({})
            .describe("An outside service that raises the alarm when the stack stops reporting (dead man's switch)."),
        webhook: z
            .strictObject({ enabled: enabled.describe("Needs the secret webhookUrl.") })
            .prefault({})
            .describe("A plain webhook: gets, as JSON, everything that a team's channel is told."),
        runbookBaseUrl: url
            .default("https://runbooks.gocoffee.dev")
            .describe("Where runbooks are published; an alert's page is <base>/<alert>."),
    })
    .describe("Channels of alerts. A channel that is off is a receiver that sends nothing.");
