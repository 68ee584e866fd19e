/** Panels of alerts that several dashboards show: what is wrong on top, which fire since when, how it began. */

import {
    alertList,
    figure,
    none,
    ofRow,
    ofSeries,
    stateLine,
    table,
    timeline,
    to,
    type PanelSource,
    type States,
} from "../lib";

interface Of {
    readonly title: string;
    readonly description: string;
    /** Matchers of alerts, such as `service=~"a|b"`; all when empty. */
    readonly matcher?: string;
    readonly width?: number;
    readonly height?: number;
}

/** Who is told decides how bad it is: these three tell somebody. */
const SEVERITIES = { critical: 3, business: 2, warning: 1 } as const;
/** Those of logs are in Loki alone: Grafana's own list on the page of those on call has them. */
const ALL_WELL = "No alert of metrics fires";
/** No target answers, so no rule knows anything. */
const BLIND = "Nothing is scraped";

const STATES: States = {
    "3": { text: "critical", color: "red" },
    "2": { text: "business", color: "red" },
    "1": { text: "warning", color: "orange" },
    "0": { text: "all well", color: "green" },
    "-1": { text: "unknown", color: "#8e8e8e" },
};

const among = (...matchers: readonly string[]): string => matchers.filter((matcher) => matcher !== "").join(", ");

/** Alerts that fire, by how bad they are. */
const severity = (matcher: string): string =>
    Object.entries(SEVERITIES)
        .map(([name, value]) => `ALERTS{${among('alertstate="firing"', `severity="${name}"`, matcher)}} * ${value}`)
        .join(" or ");

/** A series that says that none fires, as long as targets are scraped: else nobody knows. */
const noneFires = `label_replace(count(up) * 0, "alertname", "${ALL_WELL}", "", "")
  or on ()
label_replace(vector(-1), "alertname", "${BLIND}", "", "")`;

const toService = [to("service", { service: ofSeries("service") }), to("onCall")];

/** What is wrong, worst first: on top of every page. */
export const status = (matcher = ""): PanelSource =>
    stateLine({
        title: "What is wrong",
        description:
            "Alerts from metrics that fire now, worst first, at most six; green when none fires, grey when nothing is watched.",
        query: `sort_desc(topk(6, max by (alertname, service) (${severity(matcher)})) or on () ${noneFires})`,
        legend: "{{alertname}} {{service}}",
        states: STATES,
        unknown: "Prometheus doesn't answer",
        leads: toService,
    });

/** How many alerts fire, by severity. */
export const alertCount = ({ matcher = "", ...options }: Of): PanelSource =>
    figure({
        ...options,
        query: Object.keys(SEVERITIES)
            .map(
                (name) =>
                    `label_replace(count(ALERTS{${among('alertstate="firing"', `severity="${name}"`, matcher)}}) or count(up) * 0, "severity", "${name}", "", "")`,
            )
            .join("\n  or\n"),
        unit: "number",
        decimals: 0,
        legend: "{{severity}}",
        aim: none(),
        milder: { warning: "orange" },
        unknown: BLIND,
        leads: [to("onCall")],
    });

/** Which alerts fire, how bad they are, of which service, since when. */
export const firing = ({ matcher = "", ...options }: Of): PanelSource =>
    table({
        height: 9,
        ...options,
        rows: { alertname: "Alert", service: "Service", namespace: "Namespace" },
        columns: [
            { name: "Severity", query: severity(matcher), unit: "number", states: STATES },
            {
                name: "Since",
                query: `time() - (ALERTS_FOR_STATE and ignoring (alertstate) ALERTS{${among('alertstate="firing"', 'severity=~"critical|warning|business"', matcher)}})`,
                unit: "seconds",
                decimals: 0,
            },
        ],
        sort: ["Severity", "-Since"],
        whenNone: ALL_WELL,
        leads: [to("service", { service: ofRow("service") }), to("onCall")],
    });

/** What Grafana knows of the rules: alerts from logs too, and those that are about to fire. */
export const allAlerts = (options: Of): PanelSource =>
    alertList({ ...options, labels: '{severity=~"critical|warning|business"}', leads: [to("onCall")] });

/** When alerts fired. */
export const alertHistory = ({ matcher = "", ...options }: Of): PanelSource =>
    timeline({
        ...options,
        query: `max by (alertname, service) (${severity(matcher)})
  or on ()
${noneFires}`,
        legend: "{{alertname}} {{service}}",
        states: STATES,
        leads: toService.slice(0, 1),
    });
