import type { Sent } from "../../scripts/shared/loopback/alertmanager";
import { temporaryFolder } from "../../scripts/shared/loopback/programs";
import { SECRETS } from "./configuration";
import { awaited, delivery, type Delivery, type Page } from "./delivery";

/** What applications call themselves is text to every medium. */

const folder = temporaryFolder("escaping");
let delivered: Delivery;
beforeAll(async () => {
    delivered = await delivery(folder);
});

const send = (...alerts: readonly Sent[]): Promise<void> => delivered.alertmanager.send(...alerts);
const pagesOfPlatform = (): readonly Page[] => delivered.pages(SECRETS.pagerdutyKeyPlatform);

test("what an alert says can't become markup, a mention or a script", async () => {
    const summary = `<script>alert("x")</script> & <!channel> said 'no'`;
    await send({
        labels: { alertname: "Odd", severity: "critical", team: "growth", service: "coupons" },
        annotations: {
            summary,
            description: "a | b > c",
            dashboard_url: "javascript:alert(1)",
            runbook_url: "https://runbooks.gocoffee.dev/Odd?a=1&b=<x>|y",
        },
    });
    const [message] = await awaited("Slack", 1, () => delivered.slack("#go-coffee-alerts"));
    const text = message?.attachments[0].text ?? "";
    expect(text).toContain(`&lt;script&gt;alert("x")&lt;/script&gt; &amp; &lt;!channel&gt; said 'no'`);
    expect(text).toContain("<https://runbooks.gocoffee.dev/Odd?a=1&amp;b=%3Cx%3E%7Cy|Runbook>");
    const [mail] = await awaited("mail", 1, () =>
        delivered.mail().filter(({ message: { subject } }) => subject?.includes("Odd")),
    );
    expect(mail?.message.text).toContain(summary);
    expect(mail?.message.html).not.toMatch(/<script|<!channel|javascript:/);
    expect(mail?.message.html).toContain(
        "&lt;script&gt;alert(&#34;x&#34;)&lt;/script&gt; &amp; &lt;!channel&gt; said &#39;no&#39;",
    );
    expect(mail?.message.html).toContain('href="https://runbooks.gocoffee.dev/Odd?a=1&amp;b=%3cx%3e%7cy"');
});

test.each(["<!channel>", "*x*", "_x_ ~y~ `z`", "<@U1|x>", "a\nb"])(
    "a service called %j is a text everywhere",
    async (service) => {
        const alertname = `Named${service.length}${service.charCodeAt(0)}`;
        await send({
            labels: { alertname, severity: "critical", team: "growth", service },
            annotations: { summary: `${service} is down` },
        });
        const [message] = await awaited("Slack", 1, () =>
            delivered.slack("#go-coffee-alerts").filter(({ attachments: [{ title }] }) => title.includes(alertname)),
        );
        const attachment = message?.attachments[0] as unknown as { readonly [field: string]: unknown };
        // Slack reads marks of formatting where `mrkdwn_in` says so, and < as its own everywhere.
        expect(attachment.mrkdwn_in).toEqual(["pretext"]);
        expect(attachment.pretext).toBeUndefined();
        for (const field of ["title", "fallback"]) expect(attachment[field]).not.toMatch(/[<>&\n]/);
        expect(String(attachment.text).replace(/<https:[^<>|]*\|\w+>/g, "")).not.toMatch(/[<>]/);
        expect(String(attachment.text).split("\n")[0]).toContain(alertname);
        const [card] = await awaited("Teams", 1, () =>
            delivered.teams().filter(({ attachments: [{ content }] }) => content.body[0].text.includes(alertname)),
        );
        for (const { text } of card?.attachments[0].content.body ?? []) {
            const own = text.replaceAll(/\[\w+\]\(https:[^()\s]*\)/g, "");
            // Whatever Markdown reads as its own has a backslash before it.
            expect(own.replaceAll(/\\[\\`*_~|[\]]/g, "")).not.toMatch(/[`*_~|[\]<]/);
        }
        const [page] = await awaited("page", 1, () =>
            pagesOfPlatform().filter(({ payload: { summary } }) => summary.includes(alertname)),
        );
        expect(page?.payload.summary).not.toMatch(/[<>\n]/);
        const [mail] = await awaited("mail", 1, () =>
            delivered.mail().filter(({ message: { subject } }) => subject?.includes(alertname)),
        );
        expect(mail?.message.subject).not.toContain("\n");
        expect(mail?.message.html).not.toMatch(/<!channel|<@U1/);
    },
);
