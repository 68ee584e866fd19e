import type { PlainObject } from "../../config/merge";
import { startAlertmanager, type Alertmanager } from "../../scripts/shared/loopback/alertmanager";
import { writeFiles } from "../../scripts/shared/loopback/alertmanager-files";
import { httpStub, type HttpStub, type Received } from "../../scripts/shared/loopback/http-stub";
import { temporaryFolder } from "../../scripts/shared/loopback/programs";
import { generated } from "./configuration";
import { awaited } from "./delivery";

/** Channels beside the first ones, by the real Alertmanager: who is told of what, and how each of them is proven to. */

const folder = temporaryFolder("integrations");
const ON = { enabled: true } as const;
const secret = (key: string): PlainObject => ({ name: "own", key });

const settings = (at: string): PlainObject => ({
    notifications: {
        slack: ON,
        msteams: ON,
        incidentio: { ...ON, url: `${at}/incidentio` },
        webhook: { ...ON, authentication: { type: "bearer" } },
        teams: { payments: { slack: ["payments-incidents"] } },
        receivers: {
            "web3-chat": {
                type: "telegram",
                teams: ["web3"],
                settings: { api_url: `${at}/telegram`, chat_id: -100 },
                secrets: { bot_token_file: secret("telegram") },
            },
            "payments-genie": {
                type: "opsgenie",
                role: "pager",
                teams: ["payments"],
                settings: { api_url: `${at}/opsgenie/`, tags: "coffee" },
                secrets: { api_key_file: secret("opsgenie") },
            },
            guarded: {
                type: "webhook",
                role: "pager",
                settings: { url: `${at}/guarded`, http_config: { basic_auth: { username: "stack" } } },
                secrets: { "http_config.basic_auth.password_file": secret("password") },
            },
        },
    },
});
const SECRETS = {
    slackBotToken: "made-up-bot",
    msteamsUrlPlatform: "https://teams.invalid/platform",
    msteamsUrlPayments: "https://teams.invalid/payments",
    incidentioToken: "made-up-token-of-incidentio",
    webhookUrl: "https://webhook.invalid",
    webhookToken: "made-up-token-of-the-webhook",
} as const;

const CRITICAL = { alertname: "PaymentFailures", severity: "critical", team: "payments", service: "payment-service" };
const WARNING = { alertname: "GasHigh", severity: "warning", team: "web3", service: "defi_service*" };

let http: HttpStub;
let alertmanager: Alertmanager;
beforeAll(async () => {
    http = await httpStub({
        "/slack": '{"ok":true}',
        "/telegram": '{"ok":true}',
        "/incidentio": "{}",
        "/opsgenie": "{}",
    });
    const of = (name: string): string => `alertmanager-secrets/${name}`;
    const file = writeFiles(
        await generated("dev", settings(http.url), SECRETS),
        folder,
        { http: http.url, smtp: "127.0.0.1:9" },
        {
            [of("slack-bot-token")]: SECRETS.slackBotToken,
            [of("msteams-url-platform")]: `${http.url}/teams/platform`,
            [of("msteams-url-payments")]: `${http.url}/teams/payments`,
            [of("incidentio-token")]: SECRETS.incidentioToken,
            [of("webhook-url")]: `${http.url}/plain`,
            [of("webhook-token")]: SECRETS.webhookToken,
            "own/telegram": "1:made-up",
            "own/opsgenie": "made-up-genie",
            "own/password": "made-up-password",
        },
        { group_wait: "1s", group_interval: "1s" },
    );
    alertmanager = await startAlertmanager(folder, file);
    const annotations = { summary: "it fails", runbook_url: "https://runbooks.gocoffee.dev/PaymentFailures" };
    await alertmanager.send({ labels: CRITICAL, annotations }, { labels: WARNING, annotations });
});

const told = (path: string, count = 1): Promise<readonly Received[]> => awaited(path, count, () => http.got(path));

test("the Secrets that receivers name are mounted, and no secret is in the configuration", async () => {
    const { secrets, yaml } = await generated("dev", settings("http://127.0.0.1:9"), SECRETS);
    expect(secrets).toEqual(["alertmanager-secrets", "own"]);
    for (const value of Object.values(SECRETS)) expect(yaml).not.toContain(value);
});

test("Microsoft Teams: a team's own channel, platform's for who has none; links, and names as text", async () => {
    const [card] = await told("/teams/payments");
    const body = (received: Received | undefined) =>
        (received?.body as { attachments: [{ content: { body: [{ text: string }, { text: string }] } }] })
            .attachments[0].content.body;
    expect(body(card)[0].text).toBe("\\[CRITICAL\\] payment-service: PaymentFailures - it fails");
    expect(body(card)[1].text).toMatch(
        /^CRITICAL PaymentFailures payment-service\n\nit fails\n\nSince .* UTC\n\n\[Runbook\]\(https:\/\/runbooks\.gocoffee\.dev\/PaymentFailures\) · \[Silence\]\(https:\S+\)$/,
    );
    const [other] = await told("/teams/platform");
    expect(body(other)[0].text).toBe("\\[WARNING\\] defi\\_service\\*: GasHigh - it fails");
});

test("a further Slack channel is told what the team's own is told", async () => {
    const messages = await told("/slack", 4);
    expect(messages.map(({ body }) => (body as { channel: string }).channel).sort()).toEqual([
        "#go-coffee-critical",
        "#go-coffee-payments",
        "#go-coffee-web3",
        "#payments-incidents",
    ]);
});

test("incident.io is told of what pages, with its token; what only warns pages nobody", async () => {
    const received = await told("/incidentio");
    expect(received.map(({ headers }) => headers.authorization)).toEqual([`Bearer ${SECRETS.incidentioToken}`]);
    expect(received[0]?.body).toMatchObject({ alerts: [{ labels: CRITICAL }] });
});

test("the webhook is shown its token", async () => {
    const received = await told("/plain", 2);
    expect(new Set(received.map(({ headers }) => headers.authorization))).toEqual(
        new Set([`Bearer ${SECRETS.webhookToken}`]),
    );
});

test("receivers of one's own are told of their teams, in their role, with their secrets", async () => {
    const [chat] = await told("/telegram");
    expect(chat?.path).toBe("/telegram/bot1:made-up/sendMessage");
    expect((chat?.body as { text: string }).text).toContain("WARNING GasHigh defi_service*");
    const [genie] = await told("/opsgenie");
    expect(genie?.headers.authorization).toBe("GenieKey made-up-genie");
    expect(genie?.body).toMatchObject({ message: "[CRITICAL] payment-service: PaymentFailures - it fails" });
    const [guarded] = await told("/guarded");
    expect(guarded?.headers.authorization).toBe(`Basic ${Buffer.from("stack:made-up-password").toString("base64")}`);
    expect(http.got("/telegram")).toHaveLength(1);
    expect(http.got("/guarded")).toHaveLength(1);
});
