import { dev, messageOf, only, type Case, useless } from "../support/problems";

const CASES: readonly Case[] = [
    dev(
        "a webhook without its secret",
        { notifications: { webhook: { enabled: true } } },
        `  notifications.webhook.enabled = true
      needs the secret webhookUrl, from config or as existingSecrets.webhookUrl
      npm run config -- --stack dev -- set --secret webhookUrl   # or: npm run config -- --stack dev -- set --path notifications.webhook.enabled false`,
    ),
    dev(
        "a webhook that asks for a token, without one",
        { notifications: { webhook: { enabled: true, authentication: { type: "bearer" } } } },
        `  notifications.webhook.authentication.type = "bearer"
      needs the secret webhookToken, from config or as existingSecrets.webhookToken
      npm run config -- --stack dev -- set --secret webhookToken   # or: npm run config -- --stack dev -- rm --path notifications.webhook.authentication`,
        { secrets: ["webhookUrl"] },
    ),
    dev(
        "Teams without its secret",
        { notifications: { msteams: { enabled: true } } },
        `  notifications.msteams.enabled = true
      needs the secret msteamsUrlPlatform, from config or as existingSecrets.msteamsUrlPlatform
      npm run config -- --stack dev -- set --secret msteamsUrlPlatform   # or: npm run config -- --stack dev -- set --path notifications.msteams.enabled false`,
    ),
    dev(
        "incident.io without its URL",
        { notifications: { incidentio: { enabled: true } } },
        `  notifications.incidentio.url is not set
      incident.io is on (notifications.incidentio.enabled), and which of its alert sources is called isn't said
      npm run config -- --stack dev -- set --path notifications.incidentio.url   # asks for it: the alert source of kind Alertmanager in incident.io shows it; for example https://api.incident.io/v2/alert_events/alertmanager/01MADEUP   # or: npm run config -- --stack dev -- set --path notifications.incidentio.enabled false`,
        { secrets: ["incidentioToken"] },
    ),
    dev(
        "a team's addresses while mail is off",
        { notifications: { teams: { payments: { email: ["payments@example.com"] } } } },
        `  notifications.teams.payments.email = ["payments@example.com"]
      nobody of these would be told: notifications.email.enabled is false
      npm run config -- --stack dev -- set --path notifications.email.enabled true
      npm run config -- --stack dev -- set --secret smtpPassword   # or: npm run config -- --stack dev -- rm --path notifications.teams.payments.email`,
    ),
    dev(
        "a receiver without its secret",
        { notifications: { receivers: { genie: { type: "opsgenie" } } } },
        `  notifications.receivers.genie.secrets.api_key_file is not set
      a receiver of type opsgenie needs api_key_file
      npm run config -- --stack dev -- set --path notifications.receivers.genie.secrets.api_key_file.name   # asks for it: kubectl get secrets lists them; for example team-secrets
      npm run config -- --stack dev -- set --path notifications.receivers.genie.secrets.api_key_file.key   # asks for it: kubectl describe secret tells its keys; for example token`,
    ),
    dev(
        "two URLs of one receiver",
        {
            notifications: {
                receivers: {
                    hook: {
                        type: "webhook",
                        settings: { url: "https://hook.example.com" },
                        secrets: { url_file: { name: "a", key: "b" } },
                    },
                },
            },
        },
        `  notifications.receivers.hook.secrets.url_file = {"name":"a","key":"b"}
      stands beside url: a receiver of type webhook takes one of url, url_file
      npm run config -- --stack dev -- rm --path notifications.receivers.hook.secrets.url_file`,
    ),
    dev(
        "a setting that a kind of receiver hasn't",
        {
            notifications: {
                receivers: {
                    chat: {
                        type: "telegram",
                        settings: { chat_id: 1, chat: 2 },
                        secrets: { bot_token_file: { name: "a", key: "b" } },
                    },
                },
            },
        },
        `  notifications.receivers.chat.settings.chat = 2
      is not a known key; there are send_resolved, message, parse_mode, api_url, chat_id, message_thread_id, disable_notifications, http_config
      npm run config -- --stack dev -- rm --path notifications.receivers.chat.settings.chat`,
    ),
    dev(
        "a secret in a receiver's map",
        {
            notifications: {
                receivers: {
                    genie: {
                        type: "opsgenie",
                        settings: { details: { token: "made-up" } },
                        secrets: { api_key_file: { name: "a", key: "b" } },
                    },
                },
            },
        },
        `  notifications.receivers.genie.settings.details.token = "[hidden]"
      is a secret in plain text, which the plan would print: name a Kubernetes Secret in its place (existingSecret, secretKeyRef, a file)
      npm run config -- --stack dev -- rm --path notifications.receivers.genie.settings.details.token`,
    ),
    dev(
        "a window in a time zone that there isn't",
        {
            notifications: {
                maintenance: { upgrade: { type: "dates", dates: ["2026-12-24"], timezone: "Europe/Berln" } },
            },
        },
        `  notifications.maintenance.upgrade.timezone = "Europe/Berln"
      isn't a time zone of the IANA database; did you mean "Europe/Berlin"?
      npm run config -- --stack dev -- set --path notifications.maintenance.upgrade.timezone Europe/Berlin`,
    ),
    dev(
        "a proxy with a password",
        { httpProxy: { url: "http://me:made-up@proxy.example.com:3128" } },
        `  httpProxy.url = "[hidden]"
      holds a user and a password, which the plan would print: a Secret holds them
      npm run config -- --stack dev -- set --path httpProxy.url http://proxy.example.com:3128`,
    ),
    dev(
        "a proxy without its scheme",
        { httpProxy: { url: "proxy.example.com:3128" } },
        `  httpProxy.url = "proxy.example.com:3128"
      must be the URL of a proxy such as http://proxy.example.com:3128; did you mean "http://proxy.example.com:3128"?
      npm run config -- --stack dev -- set --path httpProxy.url http://proxy.example.com:3128`,
    ),
    dev(
        "a time zone that there isn't",
        { business: { timezone: "Berlin" } },
        `  business.timezone = "Berlin"
      isn't a time zone of the IANA database; did you mean "Europe/Berlin"?
      npm run config -- --stack dev -- set --path business.timezone Europe/Berlin`,
    ),
    dev(
        "a time zone that is local to a pod",
        { business: { timezone: "Local" } },
        `  business.timezone = "Local"
      isn't a time zone of the IANA database
      npm run config -- --stack dev -- set --path business.timezone   # asks for it: timedatectl list-timezones lists them; for example Europe/Berlin`,
    ),
    dev(
        "hours that end before they begin",
        { business: { officeHours: { from: "22:00", to: "06:00" } } },
        `  business.officeHours.to = "06:00"
      must be later than business.officeHours.from (22:00), on the same day
      npm run config -- --stack dev -- set --path business.officeHours.to 24:00`,
    ),
    dev(
        "a time that there isn't",
        { business: { tradingHours: { from: "7am" } } },
        `  business.tradingHours.from = "7am"
      must be a time of the day (24:00 at most) such as 08:00
      npm run config -- --stack dev -- set --path business.tradingHours.from 00:00`,
    ),
    dev(
        "a holiday that isn't in the calendar",
        { business: { holidays: ["2026-12-25", "2026-02-30"] } },
        `  business.holidays[1] = "2026-02-30"
      is no day of the calendar
      npm run config -- --stack dev -- set --path 'business.holidays[1]'   # asks for it: a day of the calendar; for example 2026-12-25`,
    ),
    dev(
        "a holiday with an hour, as Pulumi hands over what YAML takes for a time",
        { business: { holidays: ["2026-12-25 08:30:00 +0000 UTC"] } },
        `  business.holidays[0] = "2026-12-25 08:30:00 +0000 UTC"
      must be a date such as 2026-12-25
      npm run config -- --stack dev -- set --path 'business.holidays[0]'   # asks for it: a day of the calendar; for example 2026-12-25`,
    ),
    dev(
        "a first day of the schema that isn't in the calendar",
        { loki: { schemaFrom: "2026-04-31" } },
        `  loki.schemaFrom = "2026-04-31"
      is no day of the calendar
      npm run config -- --stack dev -- set --path loki.schemaFrom 2026-01-01`,
    ),
];

test.each(CASES)("$name is told with the line that mends it", ({ message, ...given }) => {
    expect(messageOf(given)).toBe(only(message));
});

test.each(CASES)("$name is mended by each line that is told", (told) => {
    expect(useless(told)).toEqual([]);
});

test("Slack is content with a bot's token", () => {
    const settings = { environment: "dev", notifications: { slack: { enabled: true } } };
    expect(messageOf({ settings, secrets: ["slackBotToken"] })).toBe("");
});
