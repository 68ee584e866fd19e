/** `notifications`: the channels that alerts go to. */

import { z } from "zod";
import { maintenance } from "./maintenance";
import { receivers } from "./receivers";
import { TEAMS, type Team } from "./services";
import { email, shaped, text, url } from "./shapes";

const enabled = z.boolean().default(false);

const authentication = z
    .discriminatedUnion("type", [
        z.strictObject({ type: z.literal("none").describe("Its URL is all that it asks for.") }),
        z.strictObject({
            type: z.literal("basic").describe("User and password (HTTP basic); needs the secret webhookPassword."),
            username: text().describe("The user."),
        }),
        z.strictObject({
            type: z.literal("bearer").describe("A token (Authorization: Bearer); needs the secret webhookToken."),
        }),
        z.strictObject({
            type: z.literal("header").describe("A header whose whole value is the secret webhookToken."),
            name: shaped(/^[A-Za-z][A-Za-z0-9-]*$/, "the name of a header", "X-Api-Key").describe(
                "Name of the header.",
            ),
        }),
    ])
    .prefault({ type: "none" })
    .describe("How the stack proves to the webhook who it is.");

const channel = shaped(/^[^\s#@,:]{1,80}$/, "a Slack channel, without #", "coffee-incidents", (given) =>
    given.replace(/^#/, ""),
);

const ofTeam = z
    .strictObject({
        slack: z.array(channel).default([]).describe("Further Slack channels, told what the team's own is told."),
        email: z
            .array(email)
            .default([])
            .describe("Addresses of those on call for it, told of what pages it, beside notifications.email.to."),
    })
    .prefault({});

const teams = z
    .strictObject(Object.fromEntries(TEAMS.map((team) => [team, ofTeam])) as Record<Team, typeof ofTeam>)
    .prefault({})
    .describe("What a team has beside its channel and its pager.");

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
        incidentio: z
            .strictObject({
                enabled: enabled.describe("Needs the secret incidentioToken."),
                url: url
                    .optional()
                    .describe("URL of the alert source (kind Alertmanager) in incident.io; required where it is on."),
            })
            .prefault({})
            .describe("incident.io: pages for what is critical."),
        msteams: z
            .strictObject({
                enabled: enabled.describe(
                    "Needs the secret msteamsUrlPlatform; a team without a URL of its own is told in platform's channel.",
                ),
            })
            .prefault({})
            .describe("Microsoft Teams: a channel for each team, by a webhook of a workflow."),
        webhook: z
            .strictObject({ enabled: enabled.describe("Needs the secret webhookUrl."), authentication })
            .prefault({})
            .describe("A plain webhook: gets, as JSON, everything that a team's channel is told."),
        teams,
        receivers,
        maintenance,
        runbookBaseUrl: url
            .optional()
            .describe(
                "Where runbooks are published; an alert's page is <base>/<alert>. Unset, they are read in the repository that package.json names.",
            ),
    })
    .describe("Channels of alerts. A channel that is off is a receiver that sends nothing.");
