import { join } from "node:path";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { SERVICES } from "../../model/cluster/names";
import { METRIC_ATTRIBUTES } from "../../model/telemetry/labels";
import { toYaml } from "../../model/formats/yaml";
import { wire } from "../../model/network/wiring";
import { makeCertificates } from "../../scripts/shared/loopback/certificates";
import { dev } from "../../scripts/shared/loopback/examples";
import { block, fixed64 } from "../../scripts/shared/loopback/protobuf";
import { eventually, freePorts, sleep, start, temporaryFolder } from "../../scripts/shared/loopback/programs";
import { tool } from "../../scripts/shared/tools/tool";
import { startStack, type CollectorStack } from "../support/collector-stack";
import { call } from "../../scripts/shared/loopback/trusting";

/** What one sender pushes costs nobody else anything: the real gateway before the real Prometheus. */

const folder = temporaryFolder("storable");
const certificates = makeCertificates(folder);
let stack: CollectorStack;
let prometheus = "";

beforeAll(async () => {
    const own = join(folder, "prometheus");
    mkdirSync(own, { recursive: true });
    const [port = 0] = await freePorts(1);
    prometheus = `https://localhost:${port}`;
    writeFileSync(
        join(own, "prometheus.yaml"),
        toYaml({
            storage: { tsdb: { out_of_order_time_window: "90m" } },
            otlp: {
                promote_resource_attributes: METRIC_ATTRIBUTES,
                translation_strategy: "UnderscoreEscapingWithSuffixes",
            },
        }),
    );
    writeFileSync(
        join(own, "web.yaml"),
        toYaml({ tls_server_config: { cert_file: certificates.certificate, key_file: certificates.key } }),
    );
    start(
        tool("prometheus"),
        [
            `--config.file=${join(own, "prometheus.yaml")}`,
            `--web.config.file=${join(own, "web.yaml")}`,
            `--storage.tsdb.path=${join(own, "data")}`,
            `--web.listen-address=127.0.0.1:${port}`,
            "--web.enable-otlp-receiver",
        ],
        { logFile: join(own, "prometheus.log") },
    );
    await eventually("Prometheus", async () =>
        (await call(certificates, `${prometheus}/-/ready`)).status === 200 ? true : undefined,
    );
    const settings = dev();
    const [replica] = wire(settings).prometheusReplicas;
    stack = await startStack(settings, folder, [], {
        certificates,
        backends: { [`${replica?.host ?? ""}:${replica?.port ?? 0}`]: `localhost:${port}` },
    });
});

const MINUTE = 60_000;
const at = (milliseconds: number): string => `${BigInt(Math.round(milliseconds)) * 1_000_000n}`;
const times = (ago = 0) => ({
    startTimeUnixNano: at(Date.now() - ago - MINUTE),
    timeUnixNano: at(Date.now() - ago),
});
const attribute = (key: string, value: string) => ({ key, value: { stringValue: value } });

type Metric = Readonly<Record<string, unknown>>;
const sum = (name: string, value: number, temporality = 2, point: object = {}): Metric => ({
    name,
    sum: {
        aggregationTemporality: temporality,
        isMonotonic: true,
        dataPoints: [{ asInt: String(value), ...times(), ...point }],
    },
});
const exponential = (name: string, scale: number, temporality = 2): Metric => ({
    name,
    exponentialHistogram: {
        aggregationTemporality: temporality,
        dataPoints: [
            { count: "1", sum: 1, scale, zeroCount: "0", positive: { offset: 0, bucketCounts: ["1"] }, ...times() },
        ],
    },
});
const buckets = (name: string, temporality: number, explicitBounds: readonly number[] = [1]): Metric => ({
    name,
    histogram: {
        aggregationTemporality: temporality,
        dataPoints: [
            { count: "1", sum: 1, bucketCounts: ["1", ...explicitBounds.map(() => "0")], explicitBounds, ...times() },
        ],
    },
});

const push = async (service: string, ...metrics: readonly Metric[]): Promise<void> => {
    const body = JSON.stringify({
        resourceMetrics: [
            { resource: { attributes: [attribute("service.name", service)] }, scopeMetrics: [{ metrics }] },
        ],
    });
    const answer = await call(certificates, stack.url(SERVICES.collectorHttp.port, "/v1/metrics"), { body });
    expect(answer.status).toBe(200);
};
const ask = async (
    query: string,
): Promise<readonly { readonly metric: object; readonly value: readonly unknown[] }[]> => {
    const { body } = await call(certificates, `${prometheus}/api/v1/query?query=${encodeURIComponent(query)}`);
    return (
        JSON.parse(body) as {
            readonly data: {
                readonly result: readonly { readonly metric: object; readonly value: readonly unknown[] }[];
            };
        }
    ).data.result;
};
const value = async (query: string): Promise<number | undefined> => {
    const [found] = await ask(query);
    return found === undefined ? undefined : Number(found.value[1]);
};

/** What would have Prometheus refuse the request that it comes in. */
const UNSTORABLE: Readonly<Record<string, () => Metric>> = {
    unspecified: () => sum("bad.unspecified", 1, 0),
    old: () => sum("bad.old", 1, 2, times(120 * MINUTE)),
    ahead: () => sum("bad.ahead", 1, 2, times(-60 * MINUTE)),
    timeless: () => sum("bad.timeless", 1, 2, { timeUnixNano: "0" }),
    coarse: () => exponential("bad.coarse", -5),
    maintenance: () => ({ name: "kube.bad.maintenance", gauge: { dataPoints: [{ asInt: "1", ...times() }] } }),
    recorded: () => ({ name: "service:bad.recorded", gauge: { dataPoints: [{ asInt: "1", ...times() }] } }),
    pointless: () => ({ name: "bad.pointless", gauge: { dataPoints: [] } }),
    formless: () => ({ name: "bad.formless" }),
};
/** What is stored, though it would have been refused or lost. */
const STORABLE: Readonly<Record<string, () => Metric>> = {
    delta_cups_total: () => sum("delta.cups", 3, 1),
    delta_pours_bucket: () => buckets("delta.pours", 1),
    delta_steam: () => exponential("delta.steam", 3, 1),
    late_cups_total: () => sum("late.cups", 3, 2, times(60 * MINUTE)),
    early_cups_total: () => sum("early.cups", 3, 2, times(-2 * MINUTE)),
    fine_steam: () => exponential("fine.steam", -4),
    // One stream measured twice at one time: the first of the two stays.
    twin_cups: () => {
        const when = times();
        return { name: "twin.cups", gauge: { dataPoints: [1, 2].map((asInt) => ({ asInt: String(asInt), ...when })) } };
    },
    step_pours_bucket: () => buckets("step.pours", 2, [1, 1]),
    fallen_pours_bucket: () => buckets("fallen.pours", 2, [2, 1]),
    nameless_cups_total: () => sum("nameless.cups", 3, 2, { attributes: [attribute("", "x"), attribute("!", "y")] }),
};

test.each(Object.keys(UNSTORABLE))("%s is left out by itself", async (kind) => {
    await push(`${kind}-sender`, sum(`${kind}.before`, 1), UNSTORABLE[kind]?.() ?? {}, sum(`${kind}.after`, 1));
    await push("neighbour", sum(`${kind}.beside`, 1));
    for (const name of ["before", "after", "beside"]) {
        await eventually(`${kind}.${name}`, () => value(`${kind}_${name}_total`));
    }
    expect(await ask(`{__name__=~"bad_${kind}.*|kube_.*|service:.*"}`)).toEqual([]);
    // Who sent it, and what.
    await eventually("the collector's note", () => {
        const log = readFileSync(join(folder, "otel-collector-0", "collector.log"), "utf8");
        return kind === "pointless" || kind === "formless" || log.includes(`bad.${kind}`) ? true : undefined;
    });
});

test.each(Object.keys(STORABLE))("%s is stored", async (name) => {
    const beside = `beside.${name.replace(/_total$/, "")}`;
    await push(`${name}-sender`, STORABLE[name]?.() ?? {}, sum(beside, 1));
    await eventually(beside, () => value(`${beside.replaceAll(".", "_")}_total`));
    await eventually(name, async () =>
        (await ask(`last_over_time(${name}[2h] offset -5m)`)).length > 0 ? true : undefined,
    );
});

test("a histogram whose counts contradict each other costs nobody but its sender", async () => {
    const [point] = (exponential("torn.steam", 3).exponentialHistogram as { readonly dataPoints: readonly object[] })
        .dataPoints;
    await Promise.all([
        push("torn-sender", {
            name: "torn.steam",
            exponentialHistogram: { aggregationTemporality: 2, dataPoints: [{ ...point, count: "9" }] },
        }),
        push("whole-sender", sum("whole.cups", 1)),
    ]);
    await eventually("the other", () => value("whole_cups_total"));
    await push("torn-sender", sum("mended.cups", 1));
    await eventually("what the sender pushes next", () => value("mended_cups_total"));
    expect(await ask("torn_steam")).toEqual([]);
});

const latin1 = (text: string): Buffer => Buffer.from(text, "latin1");
test("names, labels and values that are no UTF-8 are stored as far as they can be read", async () => {
    const label = block(7, block(1, latin1("si\xffze")), block(2, block(1, latin1("caf\xe9"))));
    const point = block(1, fixed64(3, BigInt(Date.now()) * 1_000_000n), fixed64(6, 1n), label);
    const body = block(1, block(2, block(2, block(1, latin1("latin\xffcups")), block(5, point))));
    await call(certificates, stack.url(SERVICES.collectorHttp.port, "/v1/metrics"), {
        body,
        type: "application/x-protobuf",
    });
    const [stored] = await eventually("it", async () => {
        const found = await ask("latin_cups");
        return found.length > 0 ? found : undefined;
    });
    expect(stored?.metric).toMatchObject({ si_ze: "caf\ufffd" });
});

test("deltas add up, each stream by itself", async () => {
    for (const cups of [3, 4, 5]) {
        await push(
            "barista",
            sum("poured", cups, 1),
            sum("poured", 1, 1, { attributes: [attribute("size", "small")] }),
        );
        await sleep(50);
    }
    await eventually("the sum", async () => ((await value('poured_total{size=""}')) === 12 ? true : undefined));
    expect(await value('poured_total{size="small"}')).toBe(3);
});

test("one name from two libraries is two series", async () => {
    const scoped = (name: string, count: number) => ({ scope: { name }, metrics: [sum("shared.calls", count)] });
    const body = JSON.stringify({
        resourceMetrics: [
            {
                resource: { attributes: [attribute("service.name", "two-libraries")] },
                scopeMetrics: [scoped("one", 1), scoped("two", 2)],
            },
        ],
    });
    await call(certificates, stack.url(SERVICES.collectorHttp.port, "/v1/metrics"), { body });
    await eventually("both", async () => ((await ask("shared_calls_total")).length === 2 ? true : undefined));
});

test("points of two senders are never in one request", async () => {
    const twice = sum("twice", 1, 2, { timeUnixNano: at(Date.now() - MINUTE) });
    await push("first", twice);
    await eventually("the first", () => value("twice_total"));
    const [series] = (twice.sum as { readonly dataPoints: readonly object[] }).dataPoints;
    await Promise.all([
        push("first", sum("twice", 2, 2, { ...series, asInt: "2" })),
        push("second", sum("other.cups", 1)),
        push("third", sum("more.cups", 1)),
    ]);
    await eventually("the others", async () =>
        (await value("other_cups_total")) === 1 && (await value("more_cups_total")) === 1 ? true : undefined,
    );
    expect(await value("twice_total")).toBe(1);
});
