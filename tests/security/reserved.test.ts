import { METRICS, seriesOf } from "../../model/telemetry/metrics";
import { reservedNames } from "../../model/telemetry/reserved";
import { scrapeTargets } from "../../components/scrape-targets/targets";
import { dev } from "../../scripts/shared/loopback/examples";

/** Which names an application may not measure under. */

const isReserved = (name: string, separator = "_"): boolean => new RegExp(reservedNames(separator)).test(name);
const { applications, collector, ...platform } = METRICS;

test("what rules ask of the platform by name alone is reserved", () => {
    const open = Object.values(platform)
        .flatMap((source) => seriesOf(source).map(([name]) => name))
        .filter((name) => !isReserved(name));
    // Every Go program has these; rules ask for them by job.
    expect(
        [...new Set(open)].filter((name) => !/^(go|process|http|rest_client|workqueue|jaeger|grpc|probe)_/.test(name)),
    ).toEqual([]);
});

test("what applications and their collectors measure isn't", () => {
    const names = [...seriesOf(applications), ...seriesOf(collector)].map(([name]) => name);
    expect(names.filter((name) => isReserved(name))).toEqual([]);
});

test.each([
    "kube_namespace_labels",
    "kube.namespace.labels",
    "up",
    "ALERTS",
    "service:http_errors:ratio_rate5m",
    "node_load1",
])("%s is reserved", (name) => {
    expect(isReserved(name, "[^A-Za-z0-9:]")).toBe(true);
});
test.each([
    "kubernetes_client_calls_total",
    "nodejs_heap_bytes",
    "upload.size",
    "group.members",
    "jaeger_tracer_spans",
    "uptime",
])("%s isn't", (name) => {
    expect(isReserved(name, "[^A-Za-z0-9:]")).toBe(false);
});

test("every monitor of applications drops them before anything else", () => {
    const { config } = dev();
    const monitors = scrapeTargets(config).filter(({ name }) => name.startsWith("applications"));
    expect(monitors.length).toBeGreaterThan(0);
    for (const { metricRelabelings } of monitors) {
        expect(metricRelabelings?.[0]).toEqual({
            action: "drop",
            sourceLabels: ["__name__"],
            regex: reservedNames("_"),
        });
    }
});
