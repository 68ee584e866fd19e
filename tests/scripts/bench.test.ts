import { join } from "node:path";
import { parse } from "yaml";
import { readFileSync } from "node:fs";
import { privacy } from "../../components/opentelemetry-collector/privacy";
import { valueAt } from "../../config/merge";
import { baseline, CHART_DEFAULT } from "../../scripts/bench/baseline";
import { LOADS, SIGNALS, SPANS_PER_TRACE } from "../../scripts/bench/load";
import { renewTraces } from "../../scripts/bench/payloads";
import { reportOf } from "../../scripts/bench/report";
import type { Outcome } from "../../scripts/bench/measurement";
import { DISK, partsOf, stepName, stepsOf, without, withoutPrivacy } from "../../scripts/bench/steps";
import { CHARTS_FOLDER, withData } from "../support/chart-data";
import { collectors, dev, prod } from "../../scripts/shared/loopback/examples";

const gateway = collectors(dev()).gateway;
const pipeline = (config: unknown, id: string): unknown => valueAt(config, ["service", "pipelines", id]);

withData(CHARTS_FOLDER, "the default that gateways are compared with", (folder) => {
    test("gateways are compared with the chart's own default", () => {
        const values: unknown = parse(readFileSync(join(folder, "opentelemetry-collector", "values.yaml"), "utf8"));
        expect(valueAt(values, ["config"])).toEqual(CHART_DEFAULT);
    });
});

test("the default has TLS and a store, and is otherwise as it was", () => {
    const config = baseline({ scheme: "https", host: "store.example.com", port: 4317, caFile: "/ca.crt" });
    expect(config.exporters).toEqual({
        otlp_grpc: { endpoint: "store.example.com:4317", tls: { ca_file: "/ca.crt" } },
    });
    expect(config.processors).toEqual(CHART_DEFAULT.processors);
    expect(pipeline(config, "traces")).toEqual({
        ...CHART_DEFAULT.service.pipelines.traces,
        exporters: ["otlp_grpc"],
    });
});

describe("parts of a configuration", () => {
    test("are named in the order in which a signal passes them", () => {
        const parts = partsOf(gateway, "traces");
        const order = ["filter/noise", "k8s_attributes", "span_metrics", "service_graph", "tail_sampling", DISK];
        expect(parts.filter((part) => order.includes(part))).toEqual(order);
        expect(parts).not.toContain("batch");
    });

    test("are taken from their signal alone; connectors from both of their sides", () => {
        const less = without(gateway, "traces", ["k8s_attributes", "span_metrics", "service_graph"]);
        expect(valueAt(pipeline(less, "traces"), ["processors"])).not.toContain("k8s_attributes");
        expect(valueAt(pipeline(less, "logs/applications"), ["processors"])).toContain("k8s_attributes");
        expect(valueAt(pipeline(less, "traces"), ["exporters"])).toEqual(["forward/sampling"]);
        expect(pipeline(less, "metrics/measured")).toBeUndefined();
        const loki = ["exporters", "otlp_http/loki", "sending_queue", "storage"];
        expect(valueAt(less, loki)).toBeDefined();
        expect(valueAt(without(gateway, "logs", [DISK]), loki)).toBeUndefined();
    });

    test("are added one by one, up to all but the last", () => {
        const { parts, candidates } = stepsOf(gateway);
        for (const signal of SIGNALS) {
            const steps = candidates.filter(({ signals }) => signals.includes(signal));
            expect(steps.map(({ config }) => partsOf(config, signal).filter((part) => part !== DISK))).toEqual(
                parts[signal].map((_, step) => parts[signal].slice(0, step)),
            );
        }
    });

    test("are known for what they are: nothing of privacy stays in a configuration without it", () => {
        for (const settings of [dev(), prod()]) {
            const scrub = privacy(settings.config.privacy);
            const all = collectors(settings).gateway;
            const bare = withoutPrivacy(all);
            expect(bare !== undefined).toBe(scrub.traces.length + scrub.logs.length > 0);
            for (const signal of SIGNALS) {
                const kept = partsOf(bare ?? all, signal);
                expect(kept).toEqual(partsOf(all, signal).filter((part) => !scrub[signal].includes(part)));
            }
        }
    });
});

describe("the load", () => {
    const loads = { traces: LOADS.traces(), logs: LOADS.logs() };

    test.each(SIGNALS)("%s: counts what it holds", (signal) => {
        for (const { request } of loads[signal].flat()) {
            expect(request.items).toBeGreaterThan(0);
            expect(request.traceIds).toHaveLength(signal === "traces" ? request.items : 0);
        }
    });

    test("every trace is whole, and new each time", () => {
        const requests = (loads.traces[0] ?? []).map(({ request }) => request);
        const ids = (): readonly string[] => {
            renewTraces(requests);
            return requests.flatMap(({ body, traceIds }) =>
                traceIds.map(({ at }) => body.subarray(at, at + 16).toString("hex")),
            );
        };
        const [first, second] = [ids(), ids()];
        const spans = new Map<string, number>();
        for (const id of first) spans.set(id, (spans.get(id) ?? 0) + 1);
        expect(new Set(spans.values())).toEqual(new Set([SPANS_PER_TRACE]));
        expect(second.filter((id) => spans.has(id))).toEqual([]);
    });
});

test("a report gives medians, what each part adds round by round, and ratios to the first", () => {
    const outcome = (name: string, ...microseconds: readonly number[]): Outcome => {
        const measured = microseconds.map((cost) => ({ items: 1e6, cpuSeconds: cost, kept: 1 }));
        return { name, measured: { traces: measured, logs: measured }, peakMemory: name === "whole" ? 300 : 100 };
    };
    const report = reportOf(
        [outcome("default", 5, 5, 5), outcome(stepName(0), 6, 8, 7), outcome("whole", 10, 40, 11)],
        ["default", "whole"],
        { parts: { traces: ["queue"], logs: ["queue"] }, candidates: [] },
    );
    expect(report.rows[1]).toMatchObject({ name: "whole", memoryRatio: 3 });
    expect(report.rows[1]?.figures.traces).toEqual({
        microseconds: 11,
        perCore: 1e6 / 11,
        ratio: 5 / 11,
        range: [10, 40],
        kept: 1,
    });
    expect(report.parts?.logs).toEqual([
        { part: "receiver, memory_limiter, batch, exporter", adds: 7, total: 7, ratio: 5 / 7 },
        { part: "queue", adds: 4, total: 11, ratio: 5 / 11 },
    ]);
});
