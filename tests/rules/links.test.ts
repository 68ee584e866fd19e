import { linksOf } from "../../rules/links";
import type { Links } from "../../rules/types";
import { configOf } from "./harness/rules";

const LINKS: Links = {
    dashboard: "service",
    variables: { service: "{{ $labels.service }}" },
    logs: '{service_name="{{ $labels.service }}"} |= "a b"',
    traces: { service: "{{ $labels.service }}", tags: "error=true", minDuration: "500ms" },
};
const FROM = "{{ ((toTime now).Add -3600000000000).UnixMilli }}";
const SERVICE = "{{ $labels.service | urlquery }}";

/** What Grafana reads of an Explore link, templates left as they are. */
const panesOf = (url: string | undefined): unknown => {
    const panes = /[?&]panes=([^&]+)/.exec(url ?? "")?.[1] ?? "";
    const parts = panes.split(/(\{\{.*?\}\})/);
    return JSON.parse(parts.map((part) => (part.startsWith("{{") ? part : decodeURIComponent(part))).join(""));
};

const external = configOf({ access: { grafana: { externalUrl: "https://grafana.gocoffee.dev/" } } });
const links = linksOf("LatencyHigh", LINKS, external);

test("the dashboard opens at the time of the alert, for its service", () => {
    expect(links.dashboard_url).toBe(
        `https://grafana.gocoffee.dev/d/go-coffee-service?from=${FROM}&to=now&var-service=${SERVICE}`,
    );
});

test("without an external URL, links lead through the forwarded port", () => {
    expect(linksOf("LatencyHigh", { dashboard: "overview" }, configOf())).toEqual({
        runbook_url: "https://runbooks.gocoffee.dev/LatencyHigh",
        dashboard_url: `https://localhost:3000/d/go-coffee-overview?from=${FROM}&to=now`,
    });
});

test("logs open in Explore, with the query of the alert", () => {
    expect(links.logs_url).not.toMatch(/[ "]a|\|=/);
    expect(panesOf(links.logs_url)).toEqual({
        a: {
            datasource: "loki",
            queries: [
                {
                    refId: "A",
                    datasource: { type: "loki", uid: "loki" },
                    expr: `{service_name="${SERVICE}"} |= "a b"`,
                    queryType: "range",
                },
            ],
            range: { from: FROM, to: "now" },
        },
    });
});

test("traces open in Explore, as a search", () => {
    expect(panesOf(links.traces_url)).toMatchObject({
        a: {
            datasource: "jaeger",
            queries: [{ queryType: "search", service: SERVICE, tags: "error=true", minDuration: "500ms" }],
        },
    });
});

test("no link leads to what isn't deployed", () => {
    expect(linksOf("X", LINKS, configOf({ jaeger: { enabled: false } }))).not.toHaveProperty("traces_url");
    expect(Object.keys(linksOf("X", LINKS, configOf({ grafana: { enabled: false } })))).toEqual(["runbook_url"]);
});
