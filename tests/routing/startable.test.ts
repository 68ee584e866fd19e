import { ALL_CHANNELS, generated, SECRETS } from "./configuration";
import { startable } from "./startable";

/** Leaves that differ between two values, by path. */
function differences(before: unknown, after: unknown, path = ""): readonly string[] {
    if (JSON.stringify(before) === JSON.stringify(after)) return [];
    if (typeof before !== "object" || typeof after !== "object" || before === null || after === null)
        return [`${path}: ${String(JSON.stringify(before))} -> ${String(JSON.stringify(after))}`];
    const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
    return [...keys].flatMap((key) =>
        differences(Reflect.get(before, key), Reflect.get(after, key), path === "" ? key : `${path}.${key}`),
    );
}
const STUBS = { http: "http://127.0.0.1:1", smtp: "127.0.0.1:2" };
const moved = (path: string, file: string): string => `${path}: "/etc/alertmanager/${file}" -> "/test/${file}"`;
const secret = (path: string, key: string): string => moved(path, `secrets/alertmanager-secrets/${key}`);

test("a configuration is made startable by addresses and paths alone", async () => {
    const { config } = await generated("dev", ALL_CHANNELS, SECRETS);
    const channels = [0, 1, 2, 3, 4, 5, 6, 7, 8];
    expect([...differences(config, startable(config, "/test", STUBS))].sort()).toEqual(
        [
            'global.pagerduty_url: undefined -> "http://127.0.0.1:1/pagerduty"',
            'global.slack_app_url: undefined -> "http://127.0.0.1:1/slack"',
            'global.smtp_smarthost: "smtp.gocoffee.dev:587" -> "127.0.0.1:2"',
            secret("global.smtp_auth_password_file", "smtp-password"),
            moved("templates.0", "config/*.tmpl"),
            ...channels.map((index) => secret(`receivers.${index}.slack_configs.0.api_url_file`, "slack-api-url")),
            ...channels
                .filter((index) => index !== 1)
                .map((index) => secret(`receivers.${index}.webhook_configs.0.url_file`, "webhook-url")),
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

test("times change only when they are asked to", async () => {
    const { config } = await generated("dev");
    const same = startable(config, "/test", STUBS);
    const shorter = differences(same, startable(config, "/test", STUBS, { group_wait: "1s" }));
    expect(shorter.length).toBeGreaterThan(0);
    expect(shorter.every((difference) => /^route\.(.+\.)?group_wait: .* -> "1s"$/.test(difference))).toBe(true);
});
