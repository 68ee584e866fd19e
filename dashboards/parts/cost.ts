import type { StackConfig } from "../../config/schema";
import { inApplications } from "../../model/telemetry/selectors";
import { highest, lineTrend, ofRow, ofSeries, section, table, to, trend, type Section } from "../lib";

/** What each service makes the stack keep. */
export const cost = (config: StackConfig): Section => {
    const service = [to("service", { service: ofSeries("service") })];
    const applications = config.namespaces.applications.map(({ name }) => name).join("|");
    return section(
        "Cost",
        table({
            title: "Series by service",
            description: "Series that each service exposes, and how many of them are new since the last scrape.",
            rows: { service: "Service", namespace: "Namespace" },
            columns: [
                {
                    name: "Series",
                    query: `sum by (service, namespace) (scrape_samples_post_metric_relabeling{${inApplications(config)}})`,
                    unit: "number",
                    decimals: 0,
                },
                {
                    name: "New",
                    query: `sum by (service, namespace) (scrape_series_added{${inApplications(config)}})`,
                    unit: "number",
                    decimals: 0,
                },
            ],
            sort: "Series",
            leads: [to("service", { service: ofRow("service"), namespace: ofRow("namespace") })],
        }),
        trend({
            title: "Series by service over time",
            description: "Series that each service exposes, of the ten with most.",
            query: highest(
                10,
                ["service"],
                `sum by (service) (scrape_samples_post_metric_relabeling{${inApplications(config)}})`,
            ),
            legend: "{{service}}",
            unit: "number",
            leads: service,
        }),
        lineTrend({
            title: "Log bytes by service",
            description: "Bytes of log lines of the applications, by service.",
            query: `sum by (service_name) (bytes_over_time({k8s_namespace_name=~"${applications}"} [$__auto]))`,
            legend: "{{service_name}}",
            unit: "bytes",
            leads: [to("service", { service: ofSeries("service_name") })],
        }),
        trend({
            title: "Spans by service",
            description: "Spans that each service sends in a second, before sampling, of the ten with most.",
            query: highest(
                10,
                ["service_name"],
                "sum by (service_name) (rate(traces_span_metrics_calls_total[$__rate_interval]))",
            ),
            legend: "{{service_name}}",
            unit: "perSecond",
            leads: [to("service", { service: ofSeries("service_name") })],
        }),
    );
};
