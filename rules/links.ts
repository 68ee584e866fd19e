import { DASHBOARDS } from "../model/grafana/dashboards";
import { runbookUrl } from "../model/alerting/runbooks";
import { publicUrl } from "../model/network/interfaces";
import type { StackConfig } from "../config/schema";
import { DATASOURCES } from "../model/grafana/datasources";
import type { Labels, Links, TraceSearch } from "./types";

/**
 * Where a dashboard begins: an hour before the alert was last evaluated, so that the link of last night's page shows last
 * night. In milliseconds, as Grafana wants it; Prometheus and Loki render it.
 */
export const FROM = "{{ ((toTime now).Add -3600000000000).UnixMilli }}";

/** Encodes for a query string what is literal, templates of LogQL too; labels are encoded when they are rendered. */
const encoded = (text: string): string =>
    text
        .split(/(\{\{ \$labels\.\w+ \}\}|\{\{ \(\(toTime now\).*?\}\})/)
        .map((part) =>
            part === FROM
                ? part
                : part.startsWith("{{ $labels.")
                  ? part.replace(/\s*\}\}$/, " | urlquery }}")
                  : encodeURIComponent(part),
        )
        .join("");

/** Links of an alert, as annotations. */
export function linksOf(alert: string, links: Links, config: StackConfig): Labels & { readonly runbook_url: string } {
    const { grafana, jaeger } = config;
    return {
        runbook_url: runbookUrl(config, alert),
        ...(grafana.enabled ? { dashboard_url: dashboardUrl(links, config) } : {}),
        ...(grafana.enabled && links.logs !== undefined
            ? { logs_url: exploreUrl(DATASOURCES.loki, { expr: links.logs, queryType: "range" }, config) }
            : {}),
        ...(grafana.enabled && jaeger.enabled && links.traces !== undefined
            ? { traces_url: exploreUrl(DATASOURCES.jaeger, search(links.traces), config) }
            : {}),
    };
}

function dashboardUrl({ dashboard, variables = {} }: Links, config: StackConfig): string {
    const parameters = [
        `from=${FROM}`,
        "to=now",
        ...Object.entries(variables).map(([name, value]) => `var-${name}=${encoded(value)}`),
    ];
    return `${publicUrl("grafana", config)}/d/${DASHBOARDS[dashboard].uid}?${parameters.join("&")}`;
}

const search = ({ service, tags, minDuration }: TraceSearch): Labels => ({
    queryType: "search",
    service,
    ...(tags === undefined ? {} : { tags }),
    ...(minDuration === undefined ? {} : { minDuration }),
});

/** A query in Grafana's Explore: https://grafana.com/docs/grafana/latest/explore/get-started-with-explore/#generate-explore-urls-from-external-tools */
function exploreUrl(
    { type, uid }: { readonly type: string; readonly uid: string },
    query: Labels,
    config: StackConfig,
): string {
    const panes = {
        a: {
            datasource: uid,
            queries: [{ refId: "A", datasource: { type, uid }, ...query }],
            range: { from: FROM, to: "now" },
        },
    };
    return `${publicUrl("grafana", config)}/explore?schemaVersion=1&panes=${encoded(JSON.stringify(panes))}&orgId=1`;
}
