import { readdirSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { LOG_LABELS } from "../../model/telemetry/labels";
import { valueAt } from "../../config/merge";
import { LOKI_SERVER_NAME } from "../../model/network/servers";
import { makeCertificates } from "../../scripts/shared/loopback/certificates";
import { startLoki, type RunningLoki } from "../../scripts/shared/loopback/loki-server";
import { atEnd, eventually, temporaryFolder } from "../../scripts/shared/loopback/programs";
import { swapReport, type Swap } from "../../scripts/shared/loopback/startable";
import { listen } from "../support/websocket";
import { dev } from "../../scripts/shared/loopback/examples";
import { withProgram } from "../support/foreign";

withProgram("loki", "Loki's logs", () => {
    const settings = dev({ loki: { schemaFrom: "2024-01-01", debugRetention: "24h" } });
    const folder = temporaryFolder("loki");
    const certificates = makeCertificates(folder, [LOKI_SERVER_NAME]);
    const HOUR = 3_600_000;
    const DAY = 24 * HOUR;
    const TRACE_ID = "0af7651916cd43dd8448eb211c80319c";

    interface Line {
        readonly body: string;
        readonly service?: string;
        readonly level?: string;
        readonly attributes?: { readonly [name: string]: string };
        /** Milliseconds ago. */
        readonly age?: number;
    }

    const list = (attributes: { readonly [name: string]: string }) =>
        Object.entries(attributes).map(([key, stringValue]) => ({ key, value: { stringValue } }));

    /** Lines as they leave the collector: the pod on the resource, level and trace on the line. */
    const otlp = (...lines: readonly Line[]): string =>
        JSON.stringify({
            resourceLogs: lines.map(
                ({ body, service = "order-service", level = "info", attributes = {}, age = 0 }) => ({
                    resource: {
                        attributes: list({
                            "service.name": service,
                            "service.namespace": "go-coffee",
                            "deployment.environment.name": "dev",
                            "k8s.cluster.name": "go-coffee",
                            "k8s.namespace.name": "go-coffee",
                            "k8s.container.name": "app",
                            "k8s.pod.name": `${service}-1`,
                            "k8s.pod.uid": "0d4b6d1e",
                            "k8s.node.name": "node-a",
                            "k8s.deployment.name": service,
                        }),
                    },
                    scopeLogs: [
                        {
                            logRecords: [
                                {
                                    timeUnixNano: `${BigInt(Date.now() - age) * 1_000_000n}`,
                                    severityText: level,
                                    traceId: TRACE_ID,
                                    spanId: "b7ad6b7169203331",
                                    body: { stringValue: body },
                                    attributes: list({ level, ...attributes }),
                                },
                            ],
                        },
                    ],
                }),
            ),
        });

    /** What stands for an Alertmanager: what it was told. */
    async function makeAlertmanager(): Promise<{ readonly url: string; readonly alerts: readonly unknown[] }> {
        const alerts: unknown[] = [];
        const server = createServer(
            { cert: readFileSync(certificates.certificate), key: readFileSync(certificates.key) },
            (asked, answer) => {
                let body = "";
                asked.on("data", (chunk: Buffer) => (body += chunk.toString()));
                asked.on("end", () => {
                    const told: unknown = JSON.parse(body);
                    if (asked.url === "/api/v2/alerts" && Array.isArray(told))
                        alerts.push(...(told as readonly unknown[]));
                    answer.end();
                });
            },
        );
        await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
        atEnd(() => {
            server.closeAllConnections();
            server.close();
        });
        return { url: `https://localhost:${(server.address() as AddressInfo).port}`, alerts };
    }

    /** Streams that a query finds: the labels and structured metadata of each, and its lines. */
    async function streams(loki: RunningLoki, query: string, age = HOUR) {
        const from = (Date.now() - age) * 1e6;
        const found = valueAt(
            await loki.ask(`/loki/api/v1/query_range?query=${encodeURIComponent(query)}&start=${from}&limit=1000`),
            ["data", "result"],
        );
        return (Array.isArray(found) ? found : []).map((stream: unknown) => ({
            labels: valueAt(stream, ["stream"]),
            lines: (valueAt(stream, ["values"]) as readonly (readonly string[])[]).map(([, line]) => line ?? ""),
        }));
    }
    const lines = async (...asked: Parameters<typeof streams>): Promise<readonly string[]> =>
        (await streams(...asked)).flatMap((stream) => stream.lines).sort();

    /** Old lines may come in, and are cleaned up at once. */
    const SOONER: readonly Swap[] = [
        { kind: "time", at: ["limits_config", "reject_old_samples_max_age"], to: "8760h" },
        { kind: "time", at: ["compactor", "compaction_interval"], to: "3s" },
        { kind: "time", at: ["compactor", "retention_delete_delay"], to: "3s" },
    ];

    let loki: RunningLoki;
    let alertmanager: Awaited<ReturnType<typeof makeAlertmanager>>;
    const again = async (): Promise<RunningLoki> =>
        startLoki(settings, { folder, certificates, alertmanager: alertmanager.url, swaps: SOONER });
    beforeAll(async () => {
        alertmanager = await makeAlertmanager();
        loki = await again();
        process.stdout.write(`swapped:\n${swapReport(loki.made)}\n`);
    });

    test("labels that arrive are those of the allow-list, all else is found as structured metadata", async () => {
        const order = { order_id: "A-1", http_route: "/orders", audit: "true" };
        expect(await loki.push(otlp({ body: "order placed", attributes: order }, { body: "another" }))).toBe(204);

        const [found, ...others] = await eventually("the line", async () => {
            const streamsOfTrace = await streams(
                loki,
                `{service_name="order-service"} | trace_id="${TRACE_ID}" | order_id="A-1"`,
            );
            return streamsOfTrace.length > 0 ? streamsOfTrace : undefined;
        });
        expect(others).toEqual([]);
        expect(found?.lines).toEqual(["order placed"]);
        expect(found?.labels).toMatchObject({
            k8s_pod_name: "order-service-1",
            span_id: "b7ad6b7169203331",
            level: "info",
        });

        const names = valueAt(await loki.ask("/loki/api/v1/labels"), ["data"]);
        expect(names).toEqual([...LOG_LABELS].sort());
        expect(LOG_LABELS.length).toBeLessThanOrEqual(10);
    });

    test("a line that is too long is cut, and costs none of the others", async () => {
        expect(
            await loki.push(otlp({ service: "long", body: "x".repeat(400_000) }, { service: "long", body: "short" })),
        ).toBe(204);
        const found = await eventually("both lines", async () => {
            const both = await lines(loki, '{service_name="long"}');
            return both.length === 2 ? both : undefined;
        });
        expect(found.map((line) => line.length)).toEqual([5, 262_144]);
    });

    test("what a node held back over an outage is taken behind newer lines of other nodes", async () => {
        const late = settings.config.collector.outageMinutes * 60_000;
        expect(await loki.push(otlp({ service: "replayed", body: "newest" }))).toBe(204);
        expect(await loki.push(otlp({ service: "replayed", body: "held back", age: late }))).toBe(204);
        await eventually("both lines", async () =>
            (await lines(loki, '{service_name="replayed"}', 2 * HOUR)).length === 2 ? true : undefined,
        );
    });

    test("a live tail shows what arrives", async () => {
        const query = encodeURIComponent('{service_name="tailed"}');
        const received = await listen(certificates, `https://localhost:${loki.port}/loki/api/v1/tail?query=${query}`);
        await loki.push(otlp({ service: "tailed", body: "seen live" }));
        const [text = ""] = await eventually("the line", () => (received().length > 0 ? received() : undefined));
        expect(valueAt(JSON.parse(text), ["streams", 0, "values", 0, 1])).toBe("seen live");
    });

    test("the ruler knows every rule, and tells Alertmanager what fires", async () => {
        const groups = valueAt(await loki.ask("/prometheus/api/v1/rules"), ["data", "groups"]);
        const names = (Array.isArray(groups) ? groups : []).flatMap((group: unknown) => {
            const rules = valueAt(group, ["rules"]);
            return Array.isArray(rules) ? rules.map((rule: unknown) => valueAt(rule, ["name"])) : [];
        });
        expect(names).toContain("PanicInLogs");

        await loki.push(otlp({ service: "payment-service", level: "error", body: "panic: made up" }));
        const alert = await eventually(
            "the alert",
            () => alertmanager.alerts.find((told) => valueAt(told, ["labels", "alertname"]) === "PanicInLogs"),
            150_000,
        );
        expect(valueAt(alert, ["labels"])).toMatchObject({
            severity: "critical",
            service: "payment-service",
            team: "payments",
        });
    });

    test("retention deletes: debug lines after their days, others after theirs, the audit trail after a year", async () => {
        const audit = { audit: "true" };
        // A stream each: a line that is far behind the newest of its stream is refused.
        await loki.push(
            otlp(
                { service: "old-debug", level: "debug", body: "debug, 2 days", age: 2 * DAY },
                { service: "old-info", level: "info", body: "info, 2 days", age: 2 * DAY },
                { service: "old-older", level: "info", body: "info, 40 days", age: 40 * DAY },
                { service: "old-audit", level: "debug", body: "audit, 40 days", age: 40 * DAY, attributes: audit },
            ),
        );
        const chunks = (): readonly string[] =>
            readdirSync(join(folder, "data", "chunks", "fake"), { recursive: true, withFileTypes: true })
                .filter((entry) => entry.isFile())
                .map(({ name }) => name);
        // What is in memory is stored when it ends; the compactor then finds it.
        await loki.program.stop();
        // Its write-ahead log would bring back what is stored by now; in days it is long cut off.
        rmSync(join(folder, "data", "wal"), { recursive: true });
        const before = chunks();
        loki = await again();
        const after = await eventually(
            "two chunks fewer",
            () => (chunks().length <= before.length - 2 ? chunks() : undefined),
            120_000,
        );
        expect(after.length).toBe(before.length - 2);
        await loki.program.stop();
        loki = await again();
        expect(await lines(loki, '{service_name=~"old-.+"}', 25 * DAY)).toEqual(["info, 2 days"]);
        expect(await lines(loki, '{service_name=~"old-.+"}', 50 * DAY)).toEqual(["audit, 40 days", "info, 2 days"]);
        process.stdout.write(`${before.length} chunks before retention, ${after.length} after it\n`);
    });

    test("nobody can have lines deleted", async () => {
        const deletion = await loki
            .ask("/loki/api/v1/delete")
            .then(() => "allowed")
            .catch((error: unknown) => String(error));
        expect(deletion).toMatch(/403|deletion is not available/);
    });
});
