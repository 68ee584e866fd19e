import { temporaryFolder } from "../../scripts/shared/loopback/programs";
import { EXTERNAL_URL, type Sent } from "../../scripts/shared/loopback/alertmanager";
import { SECRETS } from "./configuration";
import { awaited, delivery, type Delivery } from "./delivery";

/** What media show at most: Slack 3,000 characters, Teams 28 KiB of JSON, PagerDuty's summary 1,024, a line of mail 998. */

const folder = temporaryFolder("lengths");
let delivered: Delivery;
beforeAll(async () => {
    delivered = await delivery(folder);
});

const long = (what: string, length: number): string =>
    `https://grafana.gocoffee.dev/${what}?panes=${"%7B".repeat(length / 3)}&orgId=1`;
const LINKS = {
    dashboard_url: long("d/go-coffee-service", 120),
    runbook_url: "https://runbooks.gocoffee.dev/ErrorShareHigh",
    logs_url: long("explore", 900),
    traces_url: long("explore", 450),
} as const;

interface Flood {
    readonly given: string;
    readonly service: string;
    readonly alerts: number;
    readonly annotations: { readonly [name: string]: string };
    /** Labels of each beside those that they share. */
    readonly labels?: { readonly [name: string]: string };
    /** How many the text speaks of, and what of the first one it must have. */
    readonly least: number;
    readonly has: readonly string[];
}

const FLOODS: readonly Flood[] = [
    {
        given: "thirteen pods of one service, with every link",
        service: "brewer",
        alerts: 13,
        annotations: {
            summary: "brewer fails",
            description: "9 % of its requests have failed for 5 minutes.",
            threshold: "above 5 %, for 5m",
            impact: "Customers see errors, or a caller of the service does.",
            first_step: "Which routes and codes: ".padEnd(280, "x"),
            ...LINKS,
        },
        least: 4,
        has: ["|Dashboard>", "|Runbook>", "|Logs>", "|Traces>", "|Silence>"],
    },
    {
        given: "one whose description doesn't end",
        service: "grinder",
        alerts: 1,
        annotations: { summary: "grinder is slow", description: "slow ".repeat(2000), ...LINKS },
        least: 1,
        has: ["slow slow", "…", "|Runbook>"],
    },
    {
        given: "one with a link that has no room",
        service: "roaster",
        alerts: 1,
        annotations: { summary: "roaster is hot", ...LINKS, logs_url: long("explore", 3000) },
        least: 1,
        has: ["|Dashboard>", "|Runbook>", "|Traces>", "|Silence>"],
    },
    {
        given: "signs that Slack wants escaped",
        service: "filters",
        alerts: 4,
        annotations: { summary: "&<>".repeat(300), description: "&".repeat(900), ...LINKS },
        least: 3,
        has: [],
    },
    {
        given: "letters of several bytes",
        service: "kettle",
        alerts: 8,
        annotations: { summary: "温度が高すぎます".repeat(40), description: "ü".repeat(900) },
        least: 3,
        has: ["温度", "ü…"],
    },
    {
        given: "labels that don't end",
        service: "mugs",
        alerts: 12,
        annotations: { summary: "mugs are empty" },
        labels: { customer: "x y".repeat(400) },
        least: 9,
        has: ["mugs are empty"],
    },
    {
        given: "a service whose name doesn't end",
        service: "s".repeat(1500),
        alerts: 11,
        annotations: { summary: "w\n".repeat(3000) },
        least: 3,
        has: [],
    },
];

/** They begin now: of what began long ago, the first alone would be told at once. */
const sent = ({ service, alerts, annotations, labels = {} }: Flood): readonly Sent[] =>
    Array.from({ length: alerts }, (_, index) => ({
        labels: { alertname: "Flood", severity: "critical", team: "payments", service, pod: `pod-${index}`, ...labels },
        annotations,
        startsAt: new Date().toISOString(),
    }));

/** Everything between angle brackets is a whole link. */
const isWhole = (text: string): boolean => !/[<>]/.test(text.replaceAll(/<https:\/\/[^\s<>|]+\|[\w :]+>/g, ""));

const slackOf = (service: string): ReturnType<Delivery["slack"]> =>
    delivered
        .slack("#go-coffee-payments")
        .filter(({ attachments: [{ title }] }) => title.includes(`] ${service.slice(0, 100)}: `));

test.each(FLOODS.map((flood) => [flood.given, flood] as const))("%s", async (_, flood) => {
    const { service, alerts, least, has } = flood;
    await delivered.alertmanager.send(...sent(flood));
    const [message] = await awaited("Slack", 1, () => slackOf(service));
    const { title = "", text = "" } = message?.attachments[0] ?? {};
    expect(text.length).toBeLessThanOrEqual(3000);
    expect(isWhole(text)).toBe(true);
    expect(has.filter((part) => !text.includes(part))).toEqual([]);
    const [heading = ""] = text.split("\n");
    const hidden = Number(/these and (\d+) more/.exec(heading)?.[1] ?? 0);
    expect(text.match(/^CRITICAL Flood /gm)?.length ?? 0).toBe(alerts - hidden);
    expect(alerts - hidden).toBeGreaterThanOrEqual(least);
    expect(title.length).toBeLessThanOrEqual(1024);

    const [card] = await awaited("Teams", 1, () =>
        delivered
            .teams()
            .filter(({ attachments: [{ content }] }) =>
                content.body[0].text.startsWith(`\\[CRITICAL\\] ${service.slice(0, 100)}: `),
            ),
    );
    expect(Buffer.byteLength(JSON.stringify(card))).toBeLessThan(28 * 1024);
    const shown = card?.attachments[0].content.body[1].text ?? "";
    const more = Number(/these and (\d+) more/.exec(shown)?.[1] ?? 0);
    expect(shown.match(/^CRITICAL Flood /gm)?.length ?? 0).toBe(alerts - more);
    expect(alerts - more).toBeGreaterThanOrEqual(least);
    // Go writes these as six bytes each, where JSON.stringify writes one.
    expect(JSON.stringify(card).replaceAll(/[<>&]/g, "......").length).toBeLessThan(28 * 1024);

    const start = `[CRITICAL] ${service.slice(0, 100)}: Flood`;
    const [page] = await awaited("page", 1, () =>
        delivered.pages(SECRETS.pagerdutyKeyPayments).filter(({ payload }) => payload.summary.startsWith(start)),
    );
    expect(page?.payload.summary.length).toBeLessThanOrEqual(1024);
    // What it couldn't hold, PagerDuty would be sent without.
    expect(page?.payload.custom_details.firing).toContain("CRITICAL Flood");
    const [mail] = await awaited("mail", 1, () =>
        delivered.mail().filter(({ message: { subject } }) => subject?.startsWith(start)),
    );
    expect(mail?.message.subject?.length).toBeLessThan(998);
    expect(mail?.message.subject).not.toContain("\n");
});

test("what is over is counted first too, beside what still fires", async () => {
    const flood = { service: "sugar", alerts: 30, annotations: { summary: "no sugar", ...LINKS } };
    const all = sent({ ...flood, given: "", least: 0, has: [] });
    await delivered.alertmanager.send(...all);
    await awaited("Slack", 1, () => slackOf("sugar"));
    const endsAt = new Date().toISOString();
    await delivered.alertmanager.send(...all.slice(15).map((alert) => ({ ...alert, endsAt })));
    const [message] = await awaited("Slack", 1, () =>
        slackOf("sugar").filter(({ attachments: [{ text }] }) => text.includes("Resolved")),
    );
    const text = message?.attachments[0].text ?? "";
    expect(text.length).toBeLessThanOrEqual(3000);
    expect(isWhole(text)).toBe(true);
    expect(text).toMatch(
        new RegExp(`^<${EXTERNAL_URL}/#/alerts\\?filter=[^|]+\\|15 alerts: these and \\d+ more>\n\nCRITICAL`),
    );
    expect(text).toMatch(/\n\nResolved \(these and \d+ more\):\nCRITICAL Flood sugar\. Since /);
});
