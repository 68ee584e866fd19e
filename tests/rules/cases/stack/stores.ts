import type { AlertProof, Series } from "../../harness/proofs";
import { SEEN_BEFORE } from "../../harness/series";

const NAMESPACE = "go-coffee-monitoring";
const warning = { severity: "warning", team: "platform" } as const;
const critical = { severity: "critical", team: "platform" } as const;

const PROMETHEUS = "prometheus-prometheus-kube-prometheus-prometheus-0";
const pushes = (code: number, values: string): Series => ({
    [`prometheus_http_requests_total{job="prometheus-kube-prometheus-prometheus", namespace="${NAMESPACE}", pod="${PROMETHEUS}", handler="/api/v1/otlp/v1/metrics", code="${code}"}`]:
        values,
});

const loki = (metric: string, labels: string, values: string): Series => ({
    [`${metric}{job="${NAMESPACE}/loki", namespace="${NAMESPACE}", pod="loki-0", ${labels}}`]: values,
});
const GROUP = "/var/loki/rules-temp/fake/errors.yaml;go-coffee.logs.errors";
const ofGroup = `rule_group="${GROUP}", user="fake"`;
const discarded = (values: string): Series =>
    loki("loki_discarded_samples_total", 'reason="rate_limited", tenant="fake", format="otlp", policy=""', values);
const reloads = (which: "runtime" | "ruler", values: string): Series =>
    loki(`loki_${which}_config_last_reload_successful`, which === "runtime" ? 'config="loki"' : 'user="fake"', values);
const evaluated = (values: string): Series => ({
    ...loki("loki_prometheus_rule_group_last_evaluation_timestamp_seconds", ofGroup, values),
    ...loki("loki_prometheus_rule_group_interval_seconds", ofGroup, "60x80"),
});
const failing = (alertmanager: number, values: string): Series =>
    loki(
        "loki_prometheus_notifications_errors_total",
        `user="fake", alertmanager="https://alertmanager-${alertmanager}:9093/api/v2/alerts"`,
        values,
    );
const retention = (values: string): Series =>
    loki("loki_compactor_apply_retention_last_successful_run_timestamp_seconds", 'container="loki"', values);

const reloadFailed = (which: "runtime" | "ruler") =>
    ({
        given: `the reload of the ${which} failed`,
        // A scrape that fails in between changes nothing.
        series: reloads(which, "1x3 0x10 _ 0x25 1x20"),
        // Ten minutes after the last success has left the window of five.
        at: "990s",
        alerts: [
            {
                labels: { ...warning, component: "loki", namespace: NAMESPACE, pod: "loki-0" },
                summary: "loki-0 couldn't read its new configuration",
                description:
                    "The last reload of limits or log rules in loki-0 failed (successful: 0): the old ones are in force.",
            },
        ],
        until: "1260s",
    }) as const;

const scraped = (before: string, after: string, job = `${NAMESPACE}/applications`) => {
    const target = `{job="${job}", namespace="go-coffee", service="order-service", pod="order-service-1"}`;
    return { [`scrape_samples_scraped${target}`]: before, [`scrape_samples_post_metric_relabeling${target}`]: after };
};

export const stores: readonly AlertProof[] = [
    {
        alert: "PrometheusPushRejected",
        fires: [
            {
                given: "the first pushes that are rejected",
                series: {
                    ...SEEN_BEFORE,
                    ...pushes(200, "0+10x60"),
                    ...pushes(400, "_x4 2x60"),
                    ...pushes(500, "_x4 1x60"),
                },
                at: "2m",
                alerts: [
                    {
                        labels: { ...warning, component: "prometheus", namespace: NAMESPACE, pod: PROMETHEUS },
                        summary: `${PROMETHEUS} rejects samples that it is pushed`,
                        description: `${PROMETHEUS} has rejected 3 pushes in 10 minutes: their samples are too old, from the future or twice there, and are lost.`,
                    },
                ],
                until: "12m",
            },
        ],
        silent: [
            {
                given: "pushes that are taken, or tried again",
                series: { ...pushes(200, "0+10x60"), ...pushes(503, "_x4 3x60") },
                for: "20m",
            },
        ],
    },
    {
        alert: "ScrapedSeriesLeftOut",
        fires: [
            {
                given: "a release whose metrics tell customers apart",
                series: scraped("100x60", "100x4 90x30 100x30"),
                at: "750s",
                alerts: [
                    {
                        labels: {
                            ...warning,
                            component: "prometheus",
                            namespace: "go-coffee",
                            service: "order-service",
                        },
                        summary: "Metrics of order-service have personal data in their labels",
                        description:
                            "10 series of order-service in go-coffee aren't stored: the name of a label of theirs is one of personal data or of a secret.",
                    },
                ],
                until: "1080s",
            },
        ],
        silent: [
            { given: "series that are all stored", series: scraped("100x60", "100x60"), for: "25m" },
            {
                given: "a monitor of a team's own that drops series",
                series: scraped("100x60", "90x60", "go-coffee/own"),
                for: "25m",
            },
        ],
    },
    {
        alert: "LokiLinesDiscarded",
        fires: [
            {
                given: "the first lines above the rate limit",
                series: { ...SEEN_BEFORE, ...discarded("_x4 200x60") },
                at: "2m",
                alerts: [
                    {
                        labels: { ...warning, component: "loki", namespace: NAMESPACE, reason: "rate_limited" },
                        summary: "Loki discards lines: rate_limited",
                        description: "Loki has discarded 200 lines in 10 minutes (rate_limited): they are lost.",
                    },
                ],
                until: "12m",
            },
        ],
        silent: [{ given: "lines of long ago", series: discarded("200x100"), for: "40m" }],
    },
    {
        alert: "LokiConfigReloadFailed",
        fires: [reloadFailed("runtime"), reloadFailed("ruler")],
        silent: [
            {
                given: "a reload that fails once",
                series: { ...reloads("runtime", "1x5 0x3 1x60"), ...reloads("ruler", "1x60") },
                for: "25m",
            },
        ],
    },
    {
        alert: "LokiRuleFailures",
        fires: [
            {
                given: "a rule that always fails",
                series: loki("loki_prometheus_rule_evaluation_failures_total", ofGroup, "0x4 1+1x25 26x40"),
                // Seen with the first failure, for ten minutes.
                at: "750s",
                alerts: [
                    {
                        labels: { ...critical, component: "loki", namespace: NAMESPACE, rule_group: GROUP },
                        summary: "Log rules fail",
                        description: `10 evaluations of ${GROUP} have failed in 5 minutes: its alerts can't fire.`,
                    },
                ],
                until: "1170s",
            },
        ],
        silent: [
            {
                given: "a store that is away for three minutes",
                series: loki("loki_prometheus_rule_evaluation_failures_total", ofGroup, "0x4 1+1x6 7x60"),
                for: "30m",
            },
        ],
    },
    {
        alert: "LokiRulesLate",
        fires: [
            {
                given: "a group that isn't evaluated after one minute",
                series: evaluated("0 30 60x24 750+30x20"),
                // More than three minutes ago from 270 s on.
                at: "570s",
                alerts: [
                    {
                        labels: { ...warning, component: "loki", namespace: NAMESPACE, rule_group: GROUP },
                        summary: "Log rules are evaluated late",
                        description: `${GROUP} was last evaluated 8m 30s ago: its alerts come late.`,
                    },
                ],
                until: "810s",
            },
        ],
        silent: [
            { given: "each minute", series: evaluated("0 0 60 60 120 120 180 180 240 240 300 300 360 360"), for: "7m" },
            { given: "four minutes of silence", series: evaluated("0x8 270+30x40"), for: "20m" },
        ],
    },
    {
        alert: "LokiNotificationsFailing",
        fires: [
            {
                given: "every Alertmanager refuses",
                series: { ...failing(0, "0x4 5+1x20 25x30"), ...failing(1, "0x4 5+1x20 25x30") },
                at: "450s",
                alerts: [
                    {
                        labels: { ...critical, component: "loki", namespace: NAMESPACE },
                        summary: "Alerts from logs don't reach Alertmanager",
                        description:
                            "No Alertmanager has taken Loki's alerts: 10 attempts failed in 5 minutes. Nobody is told what logs say.",
                    },
                ],
                until: "1020s",
            },
        ],
        silent: [
            { given: "one of two does", series: { ...failing(0, "0+1x60"), ...failing(1, "0x60") }, for: "25m" },
            {
                given: "both do for a minute",
                series: { ...failing(0, "0x4 1 2x60"), ...failing(1, "0x4 1 2x60") },
                for: "25m",
            },
        ],
    },
    {
        alert: "LokiRetentionLate",
        fires: [
            {
                given: "the last run is a day and an hour ago",
                every: "10m",
                series: retention("600x156 93600x20"),
                // A day after 600 s, and an hour.
                at: "1520m",
                alerts: [
                    {
                        labels: { ...warning, component: "loki", namespace: NAMESPACE },
                        summary: "Logs aren't deleted when their time is over",
                        description: "Loki hasn't deleted what is past its retention for 1d 1h 10m 0s or longer.",
                    },
                ],
                until: "1570m",
            },
            {
                given: "never since it was deployed a day ago",
                every: "10m",
                series: retention("0x170 102000x20"),
                // In the hour before the last 23, and for an hour.
                at: "1440m",
                alerts: [
                    {
                        labels: { ...warning, component: "loki", namespace: NAMESPACE },
                        summary: "Logs aren't deleted when their time is over",
                        description: "Loki hasn't deleted what is past its retention for 1d 0h 0m 0s or longer.",
                    },
                ],
                until: "1710m",
            },
        ],
        silent: [
            { given: "never in the first hours", every: "10m", series: retention("0x130 78000x60"), for: "30h" },
            {
                given: "compactors that start anew each two hours, between their runs",
                every: "10m",
                series: retention("0x2 1800x9 0x2 9000x9 0x2 16200x9 0x2 23400x100"),
                for: "20h",
            },
            { given: "each ten minutes", every: "10m", series: retention("0+600x200"), for: "30h" },
        ],
    },
];
