import { join } from "node:path";
import type { PlainObject } from "../../config/merge";
import type { Labels } from "../../rules/types";
import { httpStub, type HttpStub } from "../../scripts/shared/loopback/http-stub";
import { eventually, temporaryFolder } from "../../scripts/shared/loopback/programs";
import { startAlertmanager, type Alertmanager } from "../../scripts/shared/loopback/alertmanager";
import { generated, SECRETS } from "./configuration";
import { writeFiles } from "../../scripts/shared/loopback/alertmanager-files";

/** amtool knows no time, and the clock can't be moved: the hours are laid around the present. */

const folder = temporaryFolder("hours");

interface Local {
    /** YYYY-MM-DD */
    readonly day: string;
    /** HH:MM */
    readonly time: string;
}
const local = (timezone: string, milliseconds: number): Local => {
    const [day = "", time = ""] = new Intl.DateTimeFormat("sv-SE", {
        timeZone: timezone,
        dateStyle: "short",
        timeStyle: "short",
    })
        .format(milliseconds)
        .split(" ");
    return { day, time };
};
/** A place where it is noon: whatever the hours of a test, they lie within the day. */
const NOON =
    Array.from({ length: 13 }, (_, hours) => [`Etc/GMT-${hours}`, `Etc/GMT+${hours}`])
        .flat()
        .find((timezone) => local(timezone, Date.now()).time.startsWith("12:")) ?? "";
const MINUTE = 60_000;
const soon = local(NOON, Date.now() + 2 * MINUTE);

const warning: Labels = { alertname: "AiEfficiencyLow", severity: "warning", team: "ai" };
const business: Labels = { alertname: "OrdersLow", severity: "business", team: "business" };
const WAIT = [warning, business];
const AT_ANY_HOUR: readonly Labels[] = [
    { alertname: "ServiceDown", severity: "critical", team: "payments", service: "payment-service" },
    { alertname: "SecurityEvents", severity: "warning", team: "security", service: "auth-service" },
    { alertname: "SecurityFigure", severity: "business", team: "security" },
    { alertname: "Unusual", team: "web3" },
];

interface Running {
    readonly http: HttpStub;
    readonly alertmanager: Alertmanager;
    /** Names of the alerts that Slack has been told of, by channel. */
    readonly told: () => readonly string[];
}

async function running(name: string, hours: PlainObject, maintenance: PlainObject = {}): Promise<Running> {
    const http = await httpStub({ "/hooks/slack": "ok" });
    const here = join(folder, name);
    const settings = {
        notifications: { slack: { enabled: true }, maintenance },
        business: { timezone: NOON, ...hours },
    };
    const file = writeFiles(
        await generated("dev", settings, SECRETS),
        here,
        { http: http.url, smtp: "127.0.0.1:9" },
        { "alertmanager-secrets/slack-api-url": `${http.url}/hooks/slack` },
        { group_wait: "1s", group_interval: "1s" },
    );
    const alertmanager = await startAlertmanager(here, file);
    const told = (): readonly string[] =>
        http
            .got("/hooks/slack")
            .map(({ body }) => body as { channel: string; attachments: [{ title: string }] })
            .map(({ channel, attachments: [{ title }] }) => `${channel} ${title.split(": ")[1] ?? ""}`)
            .sort();
    await alertmanager.send(...[...WAIT, ...AT_ANY_HOUR].map((labels) => ({ labels })));
    return { http, alertmanager, told };
}

const TOLD_AT_ONCE = [
    "#go-coffee-critical ServiceDown",
    "#go-coffee-payments ServiceDown",
    "#go-coffee-security SecurityEvents",
    "#go-coffee-security SecurityFigure",
    "#go-coffee-web3 Unusual",
];
const TOLD_IN_TIME = ["#go-coffee-business OrdersLow", "#go-coffee-ai AiEfficiencyLow"];

/** Intervals by which an alert is muted, by its name; once each alert has been looked at. */
const muted = ({ alertmanager }: Running): Promise<{ readonly [alert: string]: readonly string[] }> =>
    eventually("muted", async () => {
        const waiting = (await alertmanager.grouped()).filter(({ status }) => status.mutedBy.length > 0);
        if (waiting.length < WAIT.length) return undefined;
        return Object.fromEntries(
            waiting.map(({ labels, status }) => [labels.alertname ?? "", status.mutedBy] as const),
        );
    });
const all = (stack: Running, expected: readonly string[], milliseconds?: number): Promise<true> =>
    eventually("told", () => (stack.told().length >= expected.length ? true : undefined), milliseconds);

test("what can wait is told when its hours begin, everything else at once", async () => {
    const hours = { from: soon.time, to: "24:00" };
    const stack = await running("before-hours", { officeHours: hours, tradingHours: hours });
    expect(await muted(stack)).toEqual({ AiEfficiencyLow: ["office-hours"], OrdersLow: ["trading-hours"] });
    await all(stack, TOLD_AT_ONCE);
    expect(stack.told()).toEqual(TOLD_AT_ONCE);

    await all(stack, [...TOLD_AT_ONCE, ...TOLD_IN_TIME], 3 * MINUTE);
    expect(stack.told()).toEqual([...TOLD_AT_ONCE, ...TOLD_IN_TIME].sort());
});

test("on a holiday it waits for the next day, although the hours have begun", async () => {
    const stack = await running("holiday", { holidays: [local(NOON, Date.now()).day] });
    expect(await muted(stack)).toEqual({ AiEfficiencyLow: ["holidays"], OrdersLow: ["holidays"] });
    await all(stack, TOLD_AT_ONCE);
    expect(stack.told()).toEqual(TOLD_AT_ONCE);
});

test("by default everything is told at any hour", async () => {
    const stack = await running("always", {});
    await all(stack, [...TOLD_AT_ONCE, ...TOLD_IN_TIME]);
    expect(stack.told()).toEqual([...TOLD_AT_ONCE, ...TOLD_IN_TIME].sort());
});

test("in a team's maintenance window nobody is told of its alerts, critical ones neither, and everybody of the others'", async () => {
    const today = { type: "dates", dates: [local(NOON, Date.now()).day], teams: ["payments"] };
    const stack = await running("maintenance", {}, { upgrade: today });
    const expected = [...TOLD_AT_ONCE, ...TOLD_IN_TIME].filter((line) => !line.endsWith(" ServiceDown")).sort();
    await all(stack, expected);
    const muted = await eventually("muted", async () => {
        const found = (await stack.alertmanager.grouped()).filter(({ status }) => status.mutedBy.length > 0);
        return found.length >= 4 ? found : undefined;
    });
    // The channel, the critical one, the pager, the one on call.
    expect(muted.map(({ labels, status }) => `${labels.alertname ?? ""} ${status.mutedBy.join(" ")}`)).toEqual(
        Array.from({ length: 4 }, () => "ServiceDown maintenance-payments"),
    );
    expect(stack.told()).toEqual(expected);
});
