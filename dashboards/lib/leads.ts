import { DASHBOARDS, type DashboardName, type DashboardVariable } from "../../model/grafana/dashboards";
import type { StackConfig } from "../../config/schema";
import { SAME_CLUSTER, SOURCES } from "./sources";
import type { TraceSearch } from "./queries";

/** Where a reader goes from a panel. Grafana fills in `${...}` when the link is opened. */
export interface Lead {
    readonly title: string;
    readonly url: string;
}

/** Time range of the dashboard, as parameters of an address. */
const SAME_TIME = "${__url_time_range}";

/** The value of a label of the series, or of a column of the row, that is pointed at. */
export const ofSeries = (label: string): string => `\${__field.labels.${label}}`;
export const ofRow = (column: string): string => `\${__data.fields.${column}}`;
/** The value of a variable of this dashboard. */
export const ofPage = (variable: DashboardVariable): string => `\${${variable}}`;
/** All values of a variable of this dashboard, as a pattern: in a link, Grafana has no other way to write several. */
const asPattern = (logql: string): string => logql.replaceAll(/(=~|!~)"\$\{?([a-z]\w*)\}?"/g, '$1"${$2:pipe}"');

type Values = { readonly [variable in DashboardVariable]?: string };

/** Another dashboard, at the same time. A value that is a variable itself hands on all that is chosen. */
export const to = (name: DashboardName, values: Values = {}, title: string = DASHBOARDS[name].title): Lead => ({
    title,
    url: `/d/${DASHBOARDS[name].uid}?${[
        SAME_TIME,
        ...SAME_CLUSTER,
        ...Object.entries(values).map(([variable, value]) =>
            value === `\${${variable}}` ? `\${${variable}:queryparam}` : `var-${variable}=${value}`,
        ),
    ].join("&")}`,
});

/** Encodes what is literal; what Grafana fills in stays as it is. */
const encoded = (text: string): string =>
    text
        .split(/(\$\{[^}]*\})/)
        .map((part) => (part.startsWith("${") ? part : encodeURIComponent(part)))
        .join("");

const explore = (title: string, datasource: { readonly type: string; readonly uid: string }, query: object): Lead => ({
    title,
    url: `/explore?schemaVersion=1&orgId=1&panes=${encoded(
        JSON.stringify({
            a: {
                datasource: datasource.uid,
                queries: [{ refId: "A", datasource, ...query }],
                range: { from: "${__from}", to: "${__to}" },
            },
        }),
    )}`,
});

/** Lines, in Explore. */
export const toLogs = (logql: string, title = "Logs"): Lead =>
    explore(title, SOURCES.loki, { expr: asPattern(logql), queryType: "range" });

/** Traces, in Explore; nowhere without a store for them. */
export const toTraces = ({ jaeger }: StackConfig, search: TraceSearch, title = "Traces"): readonly Lead[] =>
    jaeger.enabled ? [explore(title, SOURCES.jaeger, { queryType: "search", ...search })] : [];
