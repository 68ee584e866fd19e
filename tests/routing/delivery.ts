import type { Labels } from "../../rules/types";
import { httpStub } from "../../scripts/shared/loopback/http-stub";
import { eventually } from "../../scripts/shared/loopback/programs";
import { smtpStub, type Delivered } from "../../scripts/shared/loopback/smtp-stub";
import { startAlertmanager, type Alertmanager } from "../../scripts/shared/loopback/alertmanager";
import { ALL_CHANNELS, generated, SECRETS } from "./configuration";
import { writeFiles, type Shortened } from "../../scripts/shared/loopback/alertmanager-files";

export interface SlackMessage {
    readonly channel: string;
    readonly attachments: readonly [{ readonly title: string; readonly text: string; readonly color: string }];
}

/** https://developer.pagerduty.com/docs/events-api-v2/trigger-events/ */
export interface Page {
    readonly routing_key: string;
    readonly dedup_key: string;
    readonly event_action: string;
    readonly payload: {
        readonly summary: string;
        readonly group: string;
        readonly custom_details: { readonly firing: string };
    };
}

export interface Posted {
    readonly receiver: string;
    readonly status: string;
    readonly alerts: readonly { readonly labels: Labels }[];
}

/** A card in Microsoft Teams: https://adaptivecards.io/explorer/TextBlock.html */
export interface Card {
    readonly attachments: readonly [
        { readonly content: { readonly body: readonly [{ readonly text: string }, { readonly text: string }] } },
    ];
}

/** What has been delivered so far. */
export interface Delivery {
    readonly alertmanager: Alertmanager;
    readonly slack: (channel: string) => readonly SlackMessage[];
    readonly allSlack: () => readonly SlackMessage[];
    readonly allPages: () => readonly Page[];
    readonly pages: (routingKey: string) => readonly Page[];
    readonly teams: () => readonly Card[];
    readonly posted: () => readonly Posted[];
    readonly mail: () => readonly Delivered[];
    readonly beats: () => number;
}

/** Planned once in a file. */
let files: ReturnType<typeof generated> | undefined;

/** Dev with every channel on, each of them a stub on loopback; waiting is shortened. */
export async function delivery(
    folder: string,
    times: Shortened = { group_wait: "1s", group_interval: "1s" },
): Promise<Delivery> {
    const http = await httpStub({ "/hooks/slack": "ok", "/pagerduty": '{"status":"success"}' });
    const smtp = await smtpStub(folder, { name: "alerts@gocoffee.dev", password: SECRETS.smtpPassword });
    const file = writeFiles(
        await (files ??= generated("dev", ALL_CHANNELS, SECRETS)),
        folder,
        { http: http.url, smtp: smtp.address },
        {
            "alertmanager-secrets/slack-api-url": `${http.url}/hooks/slack\n`,
            "alertmanager-secrets/smtp-password": SECRETS.smtpPassword,
            "alertmanager-secrets/heartbeat-url": `${http.url}/heartbeat`,
            "alertmanager-secrets/msteams-url-platform": `${http.url}/hooks/teams`,
            "alertmanager-secrets/webhook-url": `${http.url}/hooks/plain`,
            "alertmanager-secrets/pagerduty-key-platform": SECRETS.pagerdutyKeyPlatform,
            "alertmanager-secrets/pagerduty-key-payments": SECRETS.pagerdutyKeyPayments,
        },
        times,
    );
    // The stub's certificate is the only one that it trusts.
    const alertmanager = await startAlertmanager(folder, file, { SSL_CERT_FILE: smtp.caFile });
    const bodies = (path: string): readonly unknown[] => http.got(path).map(({ body }) => body);
    return {
        alertmanager,
        slack: (channel) =>
            (bodies("/hooks/slack") as readonly SlackMessage[]).filter((message) => message.channel === channel),
        allSlack: () => bodies("/hooks/slack") as readonly SlackMessage[],
        allPages: () => bodies("/pagerduty") as readonly Page[],
        pages: (key) => (bodies("/pagerduty") as readonly Page[]).filter(({ routing_key }) => routing_key === key),
        teams: () => bodies("/hooks/teams") as readonly Card[],
        posted: () => bodies("/hooks/plain") as readonly Posted[],
        mail: smtp.got,
        beats: () => http.got("/heartbeat").length,
    };
}

/** Waits for the first messages that are wanted. */
export const awaited = <T>(what: string, count: number, ask: () => readonly T[]): Promise<readonly T[]> =>
    eventually(what, () => {
        const got = ask();
        return got.length >= count ? got : undefined;
    });
