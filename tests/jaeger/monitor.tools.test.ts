import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { METRIC_ATTRIBUTES } from "../../model/telemetry/labels";
import { valueAt } from "../../config/merge";
import { SERVICES } from "../../model/cluster/names";
import { wire } from "../../model/network/wiring";
import { uiConfig } from "../../components/jaeger/ui";
import { toYaml } from "../../model/formats/yaml";
import { makeCertificates } from "../../scripts/shared/loopback/certificates";
import { dialled, startableCollector, startCollector } from "../../scripts/shared/loopback/collector";
import { call } from "../../scripts/shared/loopback/trusting";
import { startableJaeger, startJaeger, type StartableJaeger } from "../../scripts/shared/loopback/jaeger-server";
import { kubernetesApi } from "../../scripts/shared/loopback/kubernetes-api";
import { newTraceId, tracesBody } from "../support/otlp";
import { eventually, freePorts, sleep, start, temporaryFolder } from "../../scripts/shared/loopback/programs";
import { tool } from "../../scripts/shared/tools/tool";
import { collectors, dev } from "../../scripts/shared/loopback/examples";

/** Jaeger's Monitor page: from spans to the collector's metrics of them, to Prometheus, to what Jaeger asks it. */

const settings = dev();
const folder = temporaryFolder("monitor");
const certificates = makeCertificates(folder);
const part = (name: string): string => {
    mkdirSync(join(folder, name), { recursive: true });
    return join(folder, name);
};

/** A Prometheus that takes OTLP over TLS, as ours is told to. */
async function startPrometheus(): Promise<string> {
    const own = part("prometheus");
    const [port = 0] = await freePorts(1);
    const file = (name: string, content: object): string => {
        writeFileSync(join(own, name), toYaml(content));
        return join(own, name);
    };
    const config = file("prometheus.yaml", {
        otlp: {
            promote_resource_attributes: METRIC_ATTRIBUTES,
            translation_strategy: "UnderscoreEscapingWithSuffixes",
        },
    });
    const web = file("web.yaml", {
        tls_server_config: { cert_file: certificates.certificate, key_file: certificates.key },
    });
    start(
        tool("prometheus"),
        [
            `--config.file=${config}`,
            `--web.config.file=${web}`,
            `--storage.tsdb.path=${join(own, "data")}`,
            `--web.listen-address=127.0.0.1:${port}`,
            "--web.enable-otlp-receiver",
        ],
        { logFile: join(own, "log") },
    );
    const address = `localhost:${port}`;
    await eventually("Prometheus is ready", async () =>
        (await call(certificates, `https://${address}/-/ready`)).status === 200 ? true : undefined,
    );
    return address;
}

let made: StartableJaeger;
let prometheus: string;
let send: (body: string) => Promise<number>;
beforeAll(async () => {
    prometheus = await startPrometheus();
    const endpoints = wire(settings);
    const ours = endpoints.prometheusReplicas.map(({ host, port }) => `${host}:${port}`);
    made = await startableJaeger(settings, {
        folder: part("jaeger"),
        certificates,
        backends: { [`${endpoints.prometheus.host}:${endpoints.prometheus.port}`]: prometheus },
    });
    await startJaeger(made, part("jaeger"));

    const { gateway: config } = collectors(settings);
    const addresses = dialled(config).map(({ address }) => address);
    const gateway = await startableCollector(config, {
        folder: part("collector"),
        certificates,
        backends: Object.fromEntries(
            addresses.map((address) => [address, ours.includes(address) ? prometheus : "127.0.0.1:9"]),
        ),
    });
    const api = await kubernetesApi(certificates, []);
    await startCollector(gateway, part("collector"), api.env);
    send = async (body) =>
        (await call(certificates, `https://localhost:${gateway.port(SERVICES.collectorHttp.port)}/v1/traces`, { body }))
            .status;
});

test("the Monitor page shows the calls, errors and latencies of a service", async () => {
    const body = (): string =>
        tracesBody(
            [false, false, false, true].map((error) => ({
                traceId: newTraceId(),
                service: "payment-service",
                name: "POST /payments",
                milliseconds: 40,
                error,
            })),
        );
    const loading = { on: true };
    const load = (async () => {
        while (loading.on) {
            expect(await send(body())).toBe(200);
            await sleep(1000);
        }
    })();
    const metric = async (kind: string, more = ""): Promise<readonly number[]> => {
        const { body: answer } = await call(
            certificates,
            `https://localhost:${made.port(SERVICES.jaegerQuery.port)}/api/metrics/${kind}?service=payment-service&lookback=600000&step=15000&ratePer=60000${more}`,
        );
        const points = valueAt(JSON.parse(answer), ["metrics", 0, "metricPoints"]);
        return (Array.isArray(points) ? points : [])
            .map((point: unknown) => Number(valueAt(point, ["gaugeValue", "doubleValue"])))
            .filter((value) => !Number.isNaN(value) && value > 0);
    };
    try {
        const calls = await eventually("calls", async () => (await metric("calls")).at(-1), 120_000);
        expect(calls).toBeGreaterThan(0);
        const errors = await eventually("errors", async () => (await metric("errors")).at(-1), 60_000);
        expect(errors).toBeCloseTo(0.25, 1);
        const latency = await eventually("latencies", async () => (await metric("latencies", "&quantile=0.95")).at(-1));
        expect(latency).toBeGreaterThan(25);
        expect(latency).toBeLessThanOrEqual(50);
    } finally {
        loading.on = false;
        await load;
    }
});

test("the link from a trace to its operation's metrics finds them", async () => {
    const patterns = valueAt(uiConfig(settings.config), ["linkPatterns"]) as readonly { readonly url: string }[];
    const link = patterns.find(({ url }) => url.includes("traceName"))?.url ?? "";
    const panes = new URL(
        link.replaceAll(/#\{(.*?)\}/g, (_, name: string) =>
            name === "traceName" ? encodeURIComponent("payment-service: POST /payments") : "0",
        ),
    ).searchParams.get("panes");
    const queries = valueAt(JSON.parse(panes ?? "{}"), ["jaeger", "queries"]) as readonly { readonly expr: string }[];
    expect(queries).toHaveLength(2);
    for (const { expr } of queries) {
        const { body } = await call(
            certificates,
            `https://${prometheus}/api/v1/query?query=${encodeURIComponent(expr)}`,
        );
        const [first] = valueAt(JSON.parse(body), ["data", "result"]) as readonly unknown[];
        expect(valueAt(first, ["metric"])).toMatchObject({
            service_name: "payment-service",
            span_name: "POST /payments",
        });
    }
});
