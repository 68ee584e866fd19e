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
