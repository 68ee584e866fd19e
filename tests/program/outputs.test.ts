import { HEADLESS, OPERATED, SERVICES } from "../../model/cluster/names";
import { objectsOf } from "../../scripts/shared/planning/graph";
import { plan, type Resource } from "../support/plan";
import { at, release } from "../support/resources";

let resources: readonly Resource[] = [];
let outputs: { readonly [name: string]: unknown } = {};
beforeAll(async () => {
    ({ resources, outputs } = (await plan("prod")).plan);
});

/** Services that charts make of the values we give them: what each name follows from. */
const chartServices = (): Readonly<Record<string, unknown>> => ({
    [SERVICES.grafana.service]: at(release(resources, "prometheus").values, "grafana", "fullnameOverride"),
    // <release>-kube-prometheus-prometheus, as long as no override shortens it.
    [SERVICES.prometheus.service]:
        at(release(resources, "prometheus").values, "fullnameOverride") === undefined
            ? `${release(resources, "prometheus").release}-kube-prometheus-prometheus`
            : undefined,
    [SERVICES.collectorGrpc.service]: at(release(resources, "otel-collector").values, "fullnameOverride"),
});

test("every Service and port in an output is one that a chart or the stack makes", () => {
    const own = new Map(
        objectsOf(resources)
            .filter(({ kind }) => kind === "Service")
            .map(({ name, manifest }) => [
                name,
                (at(manifest, "spec", "ports") as { readonly port: number }[]).map(({ port }) => port),
            ]),
    );
    const commands = Object.values(outputs.access as Record<string, { readonly command: string }>).map(
        ({ command }) => command,
    );
    expect(commands).toHaveLength(5);
    for (const command of commands) {
        const [, namespace, service = "", port] = /-n (\S+) svc\/(\S+) \d+:(\d+)$/.exec(command) ?? [];
        expect(namespace).toBe("go-coffee-monitoring");
        const ours = own.get(service);
        if (ours === undefined) expect(chartServices()[service]).toBe(service);
        else expect(ours).toContain(Number(port));
    }
});

test("the ports are those that people know", () => {
    const access = outputs.access as Record<string, { readonly url: string }>;
    expect(Object.fromEntries(Object.entries(access).map(([ui, { url }]) => [ui, new URL(url).port]))).toEqual({
        grafana: "3000",
        prometheus: "9090",
        alertmanager: "9093",
        jaeger: "16686",
        otelCollector: "13133",
    });
});

test("applications learn where to send and which CA to trust", () => {
    expect(outputs.otlp).toEqual({
        grpc: "https://otel-collector.go-coffee-monitoring.svc:4317",
        http: "https://otel-collector.go-coffee-monitoring.svc:4318",
        ca: { configMap: "go-coffee-ca", key: "ca.crt", namespaces: ["go-coffee"] },
    });
});

test("names of the operator's objects follow from the release", () => {
    expect(OPERATED.prometheus).toBe(`${release(resources, "prometheus").release}-kube-prometheus-prometheus`);
    expect(HEADLESS.prometheus).toBe("prometheus-operated");
});
