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

test("labels with personal data are gone from what a real Prometheus scrapes, the others stay", async () => {
    const labels = [...PRIVATE, ...OTHERS, ...MORE.filter((label) => label !== "le")];
    const series = `made_up_total{${labels.map((label) => `${label}="made-up"`).join(",")}} 1\n`;
    const target = createServer((_, answer) => answer.setHeader("content-type", "text/plain").end(series));
    await new Promise<void>((resolve) => target.listen(0, "127.0.0.1", resolve));
    atEnd(() => {
        target.close();
    });
    const folder = temporaryFolder("scrape");
    const [port = 0] = await freePorts(1);
    const relabel = withoutPrivateSeries(dev().config);
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
    const metric = await eventually("the scraped series", async () => {
        const answer = (await (await fetch(`http://127.0.0.1:${port}/api/v1/query?query=made_up_total`)).json()) as {
            readonly data: { readonly result: readonly { readonly metric: object }[] };
        };
        return answer.data.result[0]?.metric;
    });
    const kept = Object.keys(metric).filter((label) => !["__name__", "job", "instance"].includes(label));
    expect(kept.sort()).toEqual(labels.filter((label) => !PRIVATE.includes(label)).sort());
    await prometheus.stop();
});
