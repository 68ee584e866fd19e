import { writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { withoutPrivateSeries } from "../../components/scrape-targets/private-series";
import { answers, atEnd, eventually, freePorts, start, temporaryFolder } from "../../scripts/shared/loopback/programs";
import { tool } from "../../scripts/shared/tools/tool";
import { dev } from "../../scripts/shared/loopback/examples";

const PRIVATE = [
    "email",
    "customer_email",
    "userId",
    "user_id",
    "phone",
    "first_name",
    "client_ip",
    "card_number",
    "password",
    "account_id",
    "session_id",
    "billing_country",
    "shipping_region",
    "delivery_city",
    "login",
    "ip",
    "cell",
    "tel",
    "secret",
];
/** Labels of the applications, the exporters and the collectors that look a little like them. */
const OTHERS = [
    "service",
    "method",
    "route",
    "code",
    "product",
    "region",
    "reason",
    "rating",
    "agent",
    "model",
    "chain",
];
const MORE = [
    "status",
    "strategy",
    "database",
    "namespace",
    "pod",
    "container",
    "span_name",
    "service_name",
    "le",
    "topic",
];

const NAMES = [...OTHERS, ...MORE.filter((label) => label !== "le")];
/** Series of one metric that differ in one label alone. */
const pair = (metric: string, label: string): string =>
    `${metric}{product="latte",${label}="a"} 7\n${metric}{product="latte",${label}="b"} 9\n`;
const hidden = (index: number): string => `hidden_${index}_total`;
const shown = (index: number): string => `shown_${index}_total`;

test("series with personal data are left out of what a real Prometheus scrapes, the others stay as they are", async () => {
    const page = [
        ...PRIVATE.map((label, index) => pair(hidden(index), label)),
        ...NAMES.map((label, index) => pair(shown(index), label === "product" ? "size" : label)),
        'both_total{user_id="1",session_id="2"} 1\nboth_total{user_id="1",session_id="3"} 1\n',
        'empty_total{user_id=""} 1\n',
    ].join("");
    const target = createServer((_, answer) => answer.setHeader("content-type", "text/plain").end(page));
    await new Promise<void>((resolve) => target.listen(0, "127.0.0.1", resolve));
    atEnd(() => {
        target.close();
    });
    const folder = temporaryFolder("scrape");
    const [port = 0] = await freePorts(1);
    const relabel = withoutPrivateSeries(dev().config).map(({ sourceLabels, ...rest }) => ({
        ...rest,
        ...(sourceLabels === undefined ? {} : { source_labels: sourceLabels }),
    }));
    const config = {
        scrape_configs: [
            {
                job_name: "made-up",
                scrape_interval: "1s",
                scrape_timeout: "1s",
                honor_labels: true,
                static_configs: [{ targets: [`127.0.0.1:${(target.address() as AddressInfo).port}`] }],
                metric_relabel_configs: relabel,
            },
        ],
    };
    writeFileSync(join(folder, "prometheus.yaml"), JSON.stringify(config));
    const prometheus = start(
        tool("prometheus"),
        [
            `--config.file=${join(folder, "prometheus.yaml")}`,
            `--web.listen-address=127.0.0.1:${port}`,
            `--storage.tsdb.path=${join(folder, "data")}`,
        ],
        { logFile: join(folder, "prometheus.log") },
    );
    await answers(prometheus, `http://127.0.0.1:${port}/-/ready`);
    const names = await eventually("the scraped series", async () => {
        const query = encodeURIComponent('{__name__=~".+_total"}');
        const answer = (await (await fetch(`http://127.0.0.1:${port}/api/v1/query?query=${query}`)).json()) as {
            readonly data: { readonly result: readonly { readonly metric: { readonly __name__: string } }[] };
        };
        const { result } = answer.data;
        return result.length > 0 ? result.map(({ metric }) => metric.__name__) : undefined;
    });
    expect(names.sort()).toEqual([...NAMES.flatMap((_, index) => [shown(index), shown(index)]), "empty_total"].sort());
    await prometheus.stop();
});
