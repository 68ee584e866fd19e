/** Stands in for Slack, PagerDuty, the mail server, the webhook and the heartbeat: keeps what each was told. */
import { isPlainObject, valueAt } from "../../config/merge";
import type { SecretName } from "../../config/secrets";
import { httpStub, type HttpStub } from "../shared/loopback/http-stub";
import { smtpStub, type SmtpStub } from "../shared/loopback/smtp-stub";

/** One message, as its receiver got it. */
export interface Told {
    readonly by: "Slack" | "PagerDuty" | "e-mail";
    /** Channel, routing key, or address. */
    readonly to: string;
    /** Milliseconds since 1970. */
    readonly time: number;
    readonly title: string;
    readonly text: string;
    readonly resolved: boolean;
}

export interface Stubs {
    readonly http: HttpStub;
    readonly smtp: SmtpStub;
    readonly told: () => readonly Told[];
    /** When the heartbeat outside heard of the stack, in milliseconds since 1970. */
    readonly beats: () => readonly number[];
}

/** Made-up secrets, by which the stubs know who is meant. */
export const STUB_SECRETS: { readonly [name in SecretName]?: string } = {
    smtpPassword: "made-up-password",
    pagerdutyKeyPlatform: "platform",
    pagerdutyKeyPayments: "payments",
    pagerdutyKeyWeb3: "web3",
    pagerdutyKeyAi: "ai",
    pagerdutyKeyBusiness: "business",
    pagerdutyKeySecurity: "security",
};
/** These are addresses of the stubs. */
export const STUB_PATHS: { readonly [name in SecretName]?: string } = {
    slackApiUrl: "/hooks/slack",
    heartbeatUrl: "/heartbeat",
    webhookUrl: "/hooks/plain",
};

const text = (value: unknown, path: readonly (string | number)[]): string => {
    const found = valueAt(value, path);
    return typeof found === "string" ? found : isPlainObject(found) ? JSON.stringify(found) : "";
};

export async function startStubs(folder: string, mailbox: string): Promise<Stubs> {
    const http = await httpStub({ "/hooks/slack": "ok", "/pagerduty": '{"status":"success"}' });
    const smtp = await smtpStub(folder, { name: mailbox, password: STUB_SECRETS.smtpPassword ?? "" });
    const slack = (): readonly Told[] =>
        http.got("/hooks/slack").map(({ time, body }) => {
            const title = text(body, ["attachments", 0, "title"]);
            return {
                by: "Slack",
                to: text(body, ["channel"]),
                time,
                title,
                text: text(body, ["attachments", 0, "text"]),
                resolved: text(body, ["attachments", 0, "color"]) === "good" || /resolved/i.test(title),
            };
        });
    const pages = (): readonly Told[] =>
        http.got("/pagerduty").map(({ time, body }) => ({
            by: "PagerDuty",
            to: text(body, ["routing_key"]),
            time,
            title: text(body, ["payload", "summary"]),
            text: text(body, ["payload", "custom_details", "firing"]),
            resolved: text(body, ["event_action"]) === "resolve",
        }));
    const mail = (): readonly Told[] =>
        smtp.got().map(({ time, to, message }) => ({
            by: "e-mail",
            to: to.join(", "),
            time,
            title: message.subject ?? "",
            text: message.text ?? "",
            resolved: /resolved/i.test(message.subject ?? ""),
        }));
    return {
        http,
        smtp,
        told: () => [...slack(), ...pages(), ...mail()].sort((one, other) => one.time - other.time),
        beats: () => http.got("/heartbeat").map(({ time }) => time),
    };
}
