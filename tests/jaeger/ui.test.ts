import { uiConfig } from "../../components/jaeger/ui";
import { valueAt, type PlainObject } from "../../config/merge";
import { dev, prod } from "../../scripts/shared/loopback/examples";

/** What Jaeger's interface puts into a link: the trace's own fields, encoded, with its two functions. */
const TRACE: { readonly [field: string]: string | number } = {
    traceID: "0af7651916cd43dd8448eb211c80319c",
    traceName: "payment-service: POST /payments",
    startTime: Date.parse("2026-01-02T12:00:00Z") * 1000,
    endTime: Date.parse("2026-01-02T12:00:03Z") * 1000,
    "k8s.pod.name": "payment-service-1",
    "k8s.namespace.name": "go-coffee",
};
const filled = (url: string): string =>
    url.replaceAll(/#\{([^{}]*)\}/g, (_, expression: string) => {
        const [field = "", ...functions] = expression.split("|").map((part) => part.trim());
        const start = TRACE[field];
        if (start === undefined) throw new Error(`a trace has no ${field}`);
        const value = functions.reduce<string | number>((current, call) => {
            const [name, argument] = call.split(" ");
            if (name === "add") return Number(current) + Number(argument);
            if (name === "epoch_micros_to_date_iso") return new Date(Number(current) / 1000).toISOString();
            throw new Error(`the interface has no function ${name ?? ""}`);
        }, start);
        return encodeURIComponent(value);
    });

const links = (config: Parameters<typeof uiConfig>[0]) => {
    const patterns = valueAt(uiConfig(config), ["linkPatterns"]);
    return (Array.isArray(patterns) ? (patterns as readonly PlainObject[]) : []).map((pattern) => {
        const url = new URL(filled(String(pattern.url)));
        const pane = valueAt(JSON.parse(url.searchParams.get("panes") ?? "{}"), ["jaeger"]);
        const queries = valueAt(pane, ["queries"]);
        return {
            type: pattern.type,
            text: pattern.text,
            at: `${url.origin}${url.pathname}`,
            range: valueAt(pane, ["range"]),
            datasource: valueAt(pane, ["datasource"]),
            queries: (Array.isArray(queries) ? queries : []).map((query: unknown) => valueAt(query, ["expr"])),
        };
    });
};

test("a trace leads to its logs and to the metrics of its operation, at its time", () => {
    const [logs, metrics] = links(prod().config);
    expect(logs).toEqual({
        type: "traces",
        text: "Logs of this trace",
        at: "https://grafana.gocoffee.dev/explore",
        range: { from: "2026-01-02T11:55:00.000Z", to: "2026-01-02T12:05:03.000Z" },
        datasource: "loki",
        queries: ['{service_name=~".+"} | trace_id="0af7651916cd43dd8448eb211c80319c"'],
    });
    expect(metrics).toMatchObject({
        at: "https://grafana.gocoffee.dev/explore",
        range: { from: "2026-01-02T11:30:00.000Z", to: "2026-01-02T12:30:03.000Z" },
        datasource: "prometheus",
    });
    expect(metrics?.queries[0]).toContain("traces_span_metrics_calls_total");
    expect(metrics?.queries[1]).toContain("traces_span_metrics_duration_milliseconds_bucket");
    for (const query of metrics?.queries ?? []) expect(query).toContain('"payment-service: POST /payments"');
});

test("the pod of a span leads to its metrics", () => {
    const pod = links(dev().config).find(({ type }) => type === "process");
    expect(pod?.at).toBe("https://localhost:3000/explore");
    for (const query of pod?.queries ?? []) {
        expect(query).toContain('{namespace="go-coffee", pod="payment-service-1"}');
    }
});

test("without Grafana there is nothing to lead to", () => {
    expect(links(dev({ grafana: { enabled: false } }).config)).toEqual([]);
});

test("the page of dependencies is there where Jaeger computes them itself", () => {
    expect(uiConfig(dev().config)).toMatchObject({ dependencies: { menuEnabled: true } });
    expect(uiConfig(prod().config)).toMatchObject({ dependencies: { menuEnabled: false } });
});
