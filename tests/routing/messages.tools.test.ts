import { eventually, temporaryFolder } from "../../scripts/shared/loopback/programs";
import { EXTERNAL_URL, type Sent } from "../../scripts/shared/loopback/alertmanager";
import { SECRETS } from "./configuration";
import { awaited, delivery, type Delivery, type Page } from "./delivery";

const folder = temporaryFolder("messages");
let delivered: Delivery;
beforeAll(async () => {
    delivered = await delivery(folder);
});

const send = (...alerts: readonly Sent[]): Promise<void> => delivered.alertmanager.send(...alerts);
const pagesOfPayments = (): readonly Page[] => delivered.pages(SECRETS.pagerdutyKeyPayments);
const pagesOfPlatform = (): readonly Page[] => delivered.pages(SECRETS.pagerdutyKeyPlatform);

const STARTED = "2026-11-23T14:51:00Z";
const LINKS = {
    runbook_url: "https://runbooks.gocoffee.dev/ErrorShareHigh",
    dashboard_url: "https://grafana.gocoffee.dev/d/go-coffee-service?from=1&to=now&var-service=payment-service",
    logs_url: "https://grafana.gocoffee.dev/explore?panes=%7B%22a%22%7D&orgId=1",
    traces_url: "https://grafana.gocoffee.dev/explore?panes=%7B%22b%22%7D&orgId=1",
} as const;
const PAYMENT = { severity: "critical", team: "payments", namespace: "go-coffee", service: "payment-service" } as const;
const ERRORS: Sent = {
    labels: { alertname: "ErrorShareHigh", ...PAYMENT },
    annotations: {
        summary: "payment-service fails",
        description: "8.2 % of the requests of payment-service have failed for 5 minutes.",
        threshold: "above 5 %, for 5m",
        impact: "Customers see errors, or a caller of the service does.",
        first_step: 'Which routes: sum by (route) (rate(http_requests_total{code=~"5.."}[5m]))',
        ...LINKS,
    },
    startsAt: STARTED,
};
const BUDGET: Sent = {
    labels: { alertname: "AvailabilityBurnRateFast", ...PAYMENT, slo: "availability" },
    annotations: {
        summary: "payment-service spends its error budget",
        description: "It burns 15 times as fast as it may.",
        runbook_url: "https://runbooks.gocoffee.dev/AvailabilityBurnRateFast",
    },
    startsAt: STARTED,
};
const SILENCE = `${EXTERNAL_URL}/#/silences/new?filter=`;
const INCIDENT = "%7Bnamespace%3D%22go-coffee%22%2Cservice%3D%22payment-service%22%7D";
const OF_ERRORS =
    "%7Balertname%3D%22ErrorShareHigh%22%2Cnamespace%3D%22go-coffee%22%2Cservice%3D%22payment-service%22%2Cseverity%3D%22critical%22%2Cteam%3D%22payments%22%7D";
const slackUrl = (url: string): string => url.replaceAll("&", "&amp;");

/** The first alert, in plain text. */
const TEXT = `CRITICAL ErrorShareHigh payment-service in go-coffee
payment-service fails
8.2 % of the requests of payment-service have failed for 5 minutes.
Threshold: above 5 %, for 5m
Impact: Customers see errors, or a caller of the service does.
First: Which routes: sum by (route) (rate(http_requests_total{code=~"5.."}[5m]))
Since 2026-11-23 14:51 UTC
Dashboard: ${LINKS.dashboard_url}
Runbook: ${LINKS.runbook_url}
Logs: ${LINKS.logs_url}
Traces: ${LINKS.traces_url}
Silence: ${SILENCE}${OF_ERRORS}`;

test("a critical alert reaches its team's channel, the critical one, the pager and the one on call", async () => {
    await send(ERRORS);
    const [page] = await awaited("page", 1, pagesOfPayments);
    const [mail] = await awaited("mail", 1, delivered.mail);
    const [ofTeam] = await awaited("Slack", 1, () => delivered.slack("#go-coffee-payments"));
    const [ofCritical] = await awaited("Slack", 1, () => delivered.slack("#go-coffee-critical"));
    const posted = await awaited("webhook", 1, delivered.posted);

    expect(ofTeam?.attachments).toEqual([
        {
            title: "[CRITICAL] payment-service: ErrorShareHigh",
            title_link: `${EXTERNAL_URL}/#/alerts?filter=${INCIDENT}`,
            text: [
                "CRITICAL ErrorShareHigh payment-service in go-coffee",
                "payment-service fails",
                "8.2 % of the requests of payment-service have failed for 5 minutes.",
                "Threshold: above 5 %, for 5m",
                "Impact: Customers see errors, or a caller of the service does.",
                'First: Which routes: sum by (route) (rate(http_requests_total{code=~"5.."}[5m]))',
                "Since 2026-11-23 14:51 UTC",
                [
                    `<${slackUrl(LINKS.dashboard_url)}|Dashboard>`,
                    `<${LINKS.runbook_url}|Runbook>`,
                    `<${slackUrl(LINKS.logs_url)}|Logs>`,
                    `<${slackUrl(LINKS.traces_url)}|Traces>`,
                    `<${SILENCE}${OF_ERRORS}|Silence>`,
                ].join(" · "),
            ].join("\n"),
            fallback: "[CRITICAL] payment-service: ErrorShareHigh - payment-service fails",
            color: "danger",
            footer: "",
            callback_id: "",
            mrkdwn_in: ["pretext"],
        },
    ]);
    expect(ofCritical?.attachments).toEqual(ofTeam?.attachments);

    expect(page).toMatchObject({
        event_action: "trigger",
        client: "Alertmanager",
        client_url: `${EXTERNAL_URL}/#/alerts?filter=${INCIDENT}`,
        payload: {
            summary:
                "[CRITICAL] payment-service: ErrorShareHigh - payment-service fails. Customers see errors, or a caller of the service does.",
            source: EXTERNAL_URL,
            severity: "critical",
            class: "ErrorShareHigh",
            component: "payment-service",
            group: "payments",
            custom_details: { firing: TEXT, resolved: null, num_firing: 1, num_resolved: 0 },
        },
        links: [
            { text: "Dashboard", href: LINKS.dashboard_url },
            { text: "Runbook", href: LINKS.runbook_url },
            { text: "Logs", href: LINKS.logs_url },
            { text: "Traces", href: LINKS.traces_url },
            { text: "Silence", href: SILENCE + INCIDENT },
        ],
    });

    expect(mail).toMatchObject({
        from: "alerts@gocoffee.dev",
        to: ["oncall@gocoffee.dev"],
        user: "alerts@gocoffee.dev",
        encrypted: true,
    });
    expect(mail?.message.subject).toBe("[CRITICAL] payment-service: ErrorShareHigh - payment-service fails");
    expect(mail?.message.text?.trim()).toBe(TEXT);
    const html = mail?.message.html ?? "";
    for (const shown of [
        '<h2 style="font-size: 1em">CRITICAL ErrorShareHigh payment-service in go-coffee</h2>',
        "Threshold: above 5 %, for 5m<br>Impact: Customers see errors, or a caller of the service does.<br>First: Which routes",
        "Since 2026-11-23 14:51 UTC",
    ])
        expect(html).toContain(shown);
    const linked = [...html.matchAll(/<a href="([^"]*)">([^<]*)<\/a>/g)].map(([, href, text]) => [text, href]);
    expect(linked).toEqual([
        ["This incident in Alertmanager", `${EXTERNAL_URL}/#/alerts?filter=${INCIDENT}`],
        ["Dashboard", slackUrl(LINKS.dashboard_url)],
        ["Runbook", LINKS.runbook_url],
        ["Logs", slackUrl(LINKS.logs_url)],
        ["Traces", slackUrl(LINKS.traces_url)],
        ["Silence", SILENCE + OF_ERRORS],
    ]);

    // The plain webhook is told once, in Alertmanager's own words.
    expect(posted).toHaveLength(1);
    expect(posted[0]).toMatchObject({
        receiver: "go-coffee-payments",
        status: "firing",
        alerts: [{ labels: ERRORS.labels }],
    });
});

test("the burn of the error budget by the same cause is the same page", async () => {
    await send(BUDGET);
    const [first, second] = await awaited("page", 2, pagesOfPayments);
    expect(second?.dedup_key).toBe(first?.dedup_key);
    expect(second?.payload.summary).toBe("[CRITICAL] payment-service: ErrorShareHigh and 1 more");
    expect(second?.payload.custom_details.firing).toBe(`${TEXT}

CRITICAL AvailabilityBurnRateFast payment-service in go-coffee
payment-service spends its error budget
It burns 15 times as fast as it may.
Since 2026-11-23 14:51 UTC
Runbook: https://runbooks.gocoffee.dev/AvailabilityBurnRateFast
Silence: ${SILENCE}%7Balertname%3D%22AvailabilityBurnRateFast%22%2Cnamespace%3D%22go-coffee%22%2Cservice%3D%22payment-service%22%2Cseverity%3D%22critical%22%2Cslo%3D%22availability%22%2Cteam%3D%22payments%22%7D`);
    const messages = await awaited("Slack", 2, () => delivered.slack("#go-coffee-payments"));
    expect(messages[1]?.attachments[0].title).toBe("[CRITICAL] payment-service: ErrorShareHigh and 1 more");
});

test("what is over is told where it was told before, and ends the page", async () => {
    const endsAt = new Date().toISOString();
    const until = `${endsAt.slice(0, 10)} ${endsAt.slice(11, 16)} UTC`;
    await send({ ...ERRORS, endsAt }, { ...BUDGET, endsAt });
    const ends = (pages: readonly Page[]): readonly Page[] =>
        pages.filter(({ event_action }) => event_action === "resolve");
    const [end] = await awaited("end of the page", 1, () => ends(pagesOfPayments()));
    expect(end?.dedup_key).toBe(pagesOfPayments()[0]?.dedup_key);
    const [message] = await awaited("Slack", 1, () =>
        delivered.slack("#go-coffee-payments").filter(({ attachments: [{ color }] }) => color === "good"),
    );
    expect(message?.attachments[0]).toMatchObject({
        title: "[RESOLVED] payment-service: ErrorShareHigh and 1 more",
        text: [
            "Resolved:",
            `CRITICAL ErrorShareHigh payment-service in go-coffee. Since 2026-11-23 14:51 UTC, until ${until}`,
            `CRITICAL AvailabilityBurnRateFast payment-service in go-coffee. Since 2026-11-23 14:51 UTC, until ${until}`,
        ].join("\n"),
    });
    const [mail] = await awaited("mail", 1, () =>
        delivered.mail().filter(({ message: { subject } }) => subject?.startsWith("[RESOLVED]")),
    );
    expect(mail?.message.text).toContain(
        `ErrorShareHigh payment-service in go-coffee. Since 2026-11-23 14:51 UTC, until ${until}`,
    );
    expect(mail?.message.html).toContain('<h2 style="font-size: 1em">Resolved</h2>');
});

test("a flood of nodes is one page, and readable", async () => {
    const nodes = Array.from({ length: 25 }, (_, index) => `node-${String(index + 1).padStart(2, "0")}`);
    const startsAt = new Date().toISOString();
    await send(
        ...nodes.map((node) => ({
            labels: { alertname: "NodeUnreachable", severity: "critical", team: "platform", node },
            annotations: { summary: "A node doesn't answer" },
            startsAt,
        })),
    );
    const pages = await awaited("page", 1, pagesOfPlatform);
    expect(pages.map(({ payload }) => payload.summary)).toEqual([
        "[CRITICAL] 25 nodes: node-01, node-02, node-03 and 22 more: NodeUnreachable (25) - A node doesn't answer",
    ]);
    const [message] = await awaited("Slack", 1, () => delivered.slack("#go-coffee-platform"));
    const link = `${EXTERNAL_URL}/#/alerts?filter=%7Balertname%3D%22NodeUnreachable%22%7D`;
    for (const text of [pages[0]?.payload.custom_details.firing, message?.attachments[0].text]) {
        expect(nodes.filter((node) => text?.includes(` on ${node}`))).toEqual(nodes.slice(0, 10));
        expect(text).toMatch(/and 15 more/);
        expect(text).toContain(link);
    }
});

test("a team without a key of its own pages platform, under its own name", async () => {
    await send({ labels: { alertname: "Web3Failures", severity: "critical", team: "web3" } });
    const [page] = await awaited("page", 1, () =>
        pagesOfPlatform().filter(({ payload: { group } }) => group === "web3"),
    );
    expect(page?.payload.summary).toBe("[CRITICAL] cluster: Web3Failures");
});

test("the watchdog goes outside and nowhere else, information nowhere at all", async () => {
    await send(
        { labels: { alertname: "CPUThrottlingHigh", severity: "info", namespace: "go-coffee" } },
        { labels: { alertname: "Watchdog", severity: "none" } },
    );
    await eventually("heartbeat", () => (delivered.beats() > 0 ? true : undefined));
    const told = [delivered.allSlack(), delivered.allPages(), delivered.posted(), delivered.mail()];
    expect(JSON.stringify(told)).not.toMatch(/CPUThrottlingHigh|Watchdog/);
});

test("a page that stands for several things says which", async () => {
    const services = ["mill", "mill", "brewer", "roaster", "a.b", "a+b"];
    await send(
        ...services.map((node, index) => ({
            labels: { alertname: "Spread", severity: "critical", team: "web3", node, device: `sd${index}` },
        })),
    );
    const [page] = await awaited("page", 1, () =>
        pagesOfPlatform().filter(({ payload: { summary } }) => summary.includes("Spread")),
    );
    expect(page?.payload.summary).toBe("[CRITICAL] 5 nodes: mill, brewer, roaster and 2 more: Spread (6)");
});
