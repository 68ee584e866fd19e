import { join } from "node:path";
import { httpStub } from "../../scripts/shared/loopback/http-stub";
import { eventually, temporaryFolder } from "../../scripts/shared/loopback/programs";
import { startAlertmanager } from "../../scripts/shared/loopback/alertmanager";
import { ALL_CHANNELS, generated, SECRETS } from "./configuration";
import { writeFiles } from "../../scripts/shared/loopback/alertmanager-files";

const folder = temporaryFolder("channels");
const CRITICAL = { alertname: "ServiceDown", severity: "critical", team: "payments", service: "payment-service" };

test("with a bot's token, Slack's own interface is told which channel is meant", async () => {
    const http = await httpStub({ "/slack": '{"ok":true}' });
    const settings = { notifications: { slack: { enabled: true } } };
    const file = writeFiles(
        await generated("dev", settings, { slackApiUrl: SECRETS.slackApiUrl, slackBotToken: "made-up-token" }),
        folder,
        { http: http.url, smtp: "127.0.0.1:9" },
        { "alertmanager-secrets/slack-bot-token": "made-up-token\n" },
        { group_wait: "1s" },
    );
    const alertmanager = await startAlertmanager(folder, file);
    await alertmanager.send({ labels: CRITICAL });
    await eventually("Slack", () => (http.got("/slack").length >= 2 ? true : undefined));
    const told = http
        .got("/slack")
        .map(({ headers, body }) => `${headers.authorization} ${(body as { readonly channel: string }).channel}`);
    expect(told.sort()).toEqual([
        "Bearer made-up-token #go-coffee-critical",
        "Bearer made-up-token #go-coffee-payments",
    ]);
});

test("the heartbeat goes on while nothing changes", async () => {
    const http = await httpStub();
    const here = join(folder, "heartbeat");
    const file = writeFiles(
        await generated("dev", ALL_CHANNELS, SECRETS),
        here,
        { http: http.url, smtp: "127.0.0.1:9" },
        { "alertmanager-secrets/heartbeat-url": `${http.url}/ping/made-up` },
    );
    const alertmanager = await startAlertmanager(here, file);
    await alertmanager.send({ labels: { alertname: "Watchdog", severity: "none" } });
    // Its times aren't shortened: about one a minute.
    await eventually("two beats", () => (http.got("/ping").length >= 2 ? true : undefined), 120_000);
});
