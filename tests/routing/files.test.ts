import { swapReport } from "../../scripts/shared/loopback/startable";
import { ALL_CHANNELS, generated, SECRETS } from "./configuration";
import { onLoopback } from "../../scripts/shared/loopback/alertmanager-files";

const STUBS = { http: "http://127.0.0.1:1", smtp: "127.0.0.1:2" };

const path = (at: string, file: string): string => `path        ${at}: /etc/alertmanager/${file} => "/made/up/${file}"`;
const secret = (at: string, key: string): string => path(at, `secrets/alertmanager-secrets/${key}`);

test("a configuration is made startable by addresses and paths alone", async () => {
    const swapped = onLoopback(await generated("dev", ALL_CHANNELS, SECRETS), "/made/up", STUBS);
    const channels = [0, 1, 2, 3, 4, 5, 6, 7, 8];
    expect(swapReport(swapped).split("\n").sort()).toEqual(
        [
            'address     global.pagerduty_url: - => "pagerduty_url": "http://127.0.0.1:1/pagerduty"',
            'address     global.slack_app_url: - => "slack_app_url": "http://127.0.0.1:1/slack"',
            'address     global.smtp_smarthost: smtp.gocoffee.dev:587 => "127.0.0.1:2"',
            secret("global.smtp_auth_password_file", "smtp-password"),
            path("templates.0", "config/*.tmpl"),
            ...channels.map((index) => secret(`receivers.${index}.slack_configs.0.api_url_file`, "slack-api-url")),
            ...channels
                .filter((index) => index !== 1)
                .flatMap((index) => [
                    secret(`receivers.${index}.webhook_configs.0.url_file`, "webhook-url"),
                    secret(`receivers.${index}.msteamsv2_configs.0.webhook_url_file`, "msteams-url-platform"),
                ]),
            ...[9, 10, 11, 12, 13, 14].map((index) =>
                secret(
                    `receivers.${index}.pagerduty_configs.0.routing_key_file`,
                    `pagerduty-key-${index === 10 ? "payments" : "platform"}`,
                ),
            ),
            secret("receivers.16.webhook_configs.0.url_file", "heartbeat-url"),
        ].sort(),
    );
});

test("times change only when they are asked to, in the routes alone", async () => {
    const files = await generated("dev");
    const times = onLoopback(files, "/made/up", STUBS, { group_wait: "1s" }).swapped.filter(
        ({ kind }) => kind === "time",
    );
    expect(times.length).toBeGreaterThan(3);
    expect(times.filter(({ at, to }) => !/^route\b.*\.group_wait$/.test(at) || to !== '"1s"')).toEqual([]);
});
